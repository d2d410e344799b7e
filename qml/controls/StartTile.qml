import QtQuick

// Starts a record: the four tiles of the home page. Filled by day, an outline at night.
Pressable {
    id: root

    property string iconName: ""

    readonly property color ink: root.down ? Theme.ink : Theme.primaryInk

    minimumHeight: Theme.tile
    leftPadding: Theme.space12
    rightPadding: Theme.space8
    innerWidth: sign.width + Theme.space10 + word.wanted
    innerHeight: Math.max(sign.height, word.implicitHeight)

    background: EdgedBox {
        fill: Theme.primaryFill
        edgeColor: Theme.primaryEdge
        edgeWidth: Theme.chosenEdge
        pressed: root.down
        ring: root.visualFocus
        ringColor: Theme.primaryInk
    }

    Icon {
        id: sign
        anchors.verticalCenter: parent.verticalCenter
        name: root.iconName
        color: root.ink
        size: Theme.iconTile
    }
    Words {
        id: word
        anchors.left: sign.right
        anchors.leftMargin: Theme.space10
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font: Theme.bodyStrong
        tight: true
        color: root.ink
        Accessible.ignored: true
    }
}
