import QtQuick

// One key of the PinPad: a hairline, so that the locked page stays dark.
Pressable {
    id: root

    property string digit: ""
    property string iconName: ""
    property bool blank: false

    focusPolicy: root.blank ? Qt.NoFocus : Qt.TabFocus
    minimumHeight: Theme.tile
    Accessible.ignored: root.blank

    background: EdgedBox {
        fill: Theme.bg
        edgeColor: Theme.contrast ? Theme.line : Theme.hair
        visible: !root.blank
        pressed: root.down
        ring: root.visualFocus
    }

    Words {
        anchors.centerIn: parent
        text: root.digit
        font: Theme.pinKey
        color: Theme.ink2
        Accessible.ignored: true
    }
    Icon {
        anchors.centerIn: parent
        visible: root.iconName !== ""
        name: root.iconName
        color: Theme.ink2
    }
}
