import QtQuick

// Minus or plus of a Stepper. At the end of the range its edge is a hairline.
Pressable {
    id: root

    property string iconName: ""
    property bool bad: false

    minimumHeight: Theme.capture
    autoRepeat: false

    background: EdgedBox {
        edgeColor: !root.enabled ? Theme.hair : root.bad ? Theme.stop : Theme.line
        edgeWidth: root.bad && root.enabled ? Theme.chosenEdge : Theme.edge
        pressed: root.down
        ring: root.visualFocus
    }

    Icon {
        anchors.centerIn: parent
        name: root.iconName
        color: root.enabled ? Theme.ink : Theme.line
    }
}
