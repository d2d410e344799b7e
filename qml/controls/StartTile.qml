import QtQuick

// Starts a record: the four tiles of the home page. Filled by day, an outline at night.
Pressable {
    id: root

    property string iconName: ""
    // The icon above the words: two large tiles beside each other on a phone.
    property bool square: false

    readonly property color ink: root.down ? Theme.ink : Theme.primaryInk

    minimumHeight: Theme.tile
    leftPadding: root.square ? Theme.space8 : Theme.space12
    rightPadding: Theme.space8
    topPadding: Theme.space8
    bottomPadding: Theme.space8
    innerWidth: root.square ? word.wanted : sign.width + Theme.space10 + word.wanted
    innerHeight: root.square ? sign.height + Theme.space4 + word.implicitHeight : Math.max(sign.height, word.implicitHeight)

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
        x: root.square ? Math.round((parent.width - width) / 2) : 0
        y: root.square ? 0 : Math.round((parent.height - height) / 2)
        name: root.iconName
        color: root.ink
        size: Theme.iconTile
    }
    Words {
        id: word
        x: root.square ? 0 : sign.width + Theme.space10
        y: root.square ? sign.height + Theme.space4 : Math.round((parent.height - height) / 2)
        width: parent.width - x
        horizontalAlignment: root.square ? Text.AlignHCenter : Text.AlignLeft
        text: root.text
        font: Theme.bodyStrong
        tight: true
        color: root.ink
        Accessible.ignored: true
    }
}
