import QtQuick

// The ground of a control: fill, edge, and the ring of the keyboard's focus inside the edge.
Item {
    id: root

    property color fill: Theme.surface
    property color edgeColor: Theme.line
    property real edgeWidth: Theme.edge
    property real radius: Theme.radius
    property bool dashed: false
    property bool ring: false
    property color ringColor: Theme.accent
    // Fill while a finger is on it.
    property bool pressed: false

    Rectangle {
        anchors.fill: parent
        visible: !root.dashed
        radius: root.radius
        color: root.pressed ? Theme.sunk : root.fill
        border.width: root.edgeWidth
        border.color: root.edgeColor

        Behavior on color {
            enabled: !Theme.lessMotion
            ColorAnimation { duration: Theme.pressTime }
        }
    }

    CornerBox {
        anchors.fill: parent
        visible: root.dashed
        fill: root.fill
        edgeColor: root.edgeColor
        edgeWidth: root.edgeWidth
        edgeStyle: "dashed"
        topLeft: root.radius
    }

    Rectangle {
        anchors.fill: parent
        visible: root.ring
        radius: root.radius
        color: Theme.clear
        border.width: Theme.focusRing
        border.color: root.ringColor
    }
}
