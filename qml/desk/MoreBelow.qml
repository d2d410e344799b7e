import QtQuick
import Beatbook.Controls

// Foot of a pane that holds more than it shows: says so, and a press goes on to it, or back to the top.
Pressable {
    id: root

    required property Flickable pane
    property string moreText: qsTr("More below")
    property string topText: qsTr("Back to the top")

    // Its height, whatever it says: the pane above is as high as this leaves it.
    readonly property real foot: Math.max(Theme.touch, Theme.lineOf(Theme.labelStrong) + 2 * Theme.space8)
    readonly property real end: Math.max(0, root.pane.contentHeight - root.pane.height)
    readonly property bool atEnd: root.pane.contentY >= root.end - 1

    height: root.foot
    text: root.atEnd ? root.topText : root.moreText
    innerWidth: sign.width + Theme.space8 + words.wanted
    onClicked: root.pane.contentY = root.atEnd ? 0 : Math.min(root.end, root.pane.contentY + root.pane.height - Theme.touch)

    background: Rectangle {
        color: root.down ? Theme.sunk : Theme.bg

        Hair {}
        Rectangle {
            anchors.fill: parent
            visible: root.visualFocus
            color: Theme.clear
            border.width: Theme.focusRing
            border.color: Theme.accent
        }
    }

    Icon {
        id: sign
        x: Math.round((parent.width - root.innerWidth) / 2)
        anchors.verticalCenter: parent.verticalCenter
        name: root.atEnd ? "up" : "down"
        size: Theme.iconInline
        color: Theme.accent
    }
    Words {
        id: words
        x: sign.x + sign.width + Theme.space8
        width: Math.min(wanted, parent.width - x)
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font: Theme.labelStrong
        color: Theme.accent
        Accessible.ignored: true
    }
}
