import QtQuick
import QtQuick.Shapes

// The margin rule where an entry is missing: its dashes say so without a colour.
Shape {
    id: root

    property color color: Theme.line

    width: Theme.ruleWidth

    ShapePath {
        fillColor: Theme.clear
        strokeColor: root.color
        strokeWidth: Theme.ruleWidth
        strokeStyle: ShapePath.DashLine
        dashPattern: Theme.dash
        capStyle: ShapePath.FlatCap
        startX: root.width / 2
        startY: 0
        PathLine {
            x: root.width / 2
            y: root.height
        }
    }
}
