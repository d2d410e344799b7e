import QtQuick
import QtQuick.Templates as T

// Base of what is pressed: click, touch, Space, Return and the press action of assistive technology all end in clicked().
// The name read out is `spoken`, or else the text.
T.AbstractButton {
    id: root

    property string spoken: ""
    // Read out after the name: a hint, a reason, an error.
    property string note: ""
    property int minimumHeight: Theme.touch
    // What is inside the paddings, and the room it wants there.
    default property alias inner: box.data
    property real innerWidth: 0
    property real innerHeight: 0

    implicitWidth: Math.max(root.minimumHeight, root.innerWidth + root.leftPadding + root.rightPadding)
    implicitHeight: Math.max(root.minimumHeight, root.innerHeight + root.topPadding + root.bottomPadding)
    focusPolicy: Qt.StrongFocus
    padding: Theme.space8

    Accessible.role: Accessible.Button
    Accessible.name: root.spoken !== "" ? root.spoken : root.text
    Accessible.description: root.note
    Accessible.onPressAction: if (root.enabled) root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    Item {
        id: box
        parent: root
        x: root.leftPadding
        y: root.topPadding
        width: root.availableWidth
        height: root.availableHeight
    }
}
