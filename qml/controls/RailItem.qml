import QtQuick

// One page of the SideRail.
Pressable {
    id: root

    property string iconName: ""
    property int badge: 0
    property bool current: false

    minimumHeight: Theme.row
    padding: Theme.space4
    innerWidth: word.wanted
    innerHeight: sign.height + Theme.space4 + word.implicitHeight
    spoken: root.text + (root.badge > 0 ? ", " + root.badge : "")

    Accessible.role: Accessible.PageTab
    Accessible.selected: root.current

    background: Rectangle {
        color: root.down ? Theme.sunk : root.current ? Theme.surface : Theme.clear

        Rectangle {
            visible: root.current
            width: Theme.barWidth
            height: parent.height
            color: Theme.accent
        }
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
        x: Math.round((parent.width - width) / 2)
        y: Math.round((parent.height - root.innerHeight) / 2)
        name: root.iconName
        color: root.current ? Theme.accent : Theme.ink
    }
    Words {
        id: word
        y: sign.y + sign.height + Theme.space4
        width: parent.width
        text: root.text
        font: root.current ? Theme.smallStrong : Theme.smallMedium
        tight: true
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    Rectangle {
        visible: root.badge > 0
        x: sign.x + sign.width - Theme.space4
        y: sign.y - Theme.space10
        width: Math.max(height, figure.wanted + Theme.space10)
        height: Math.max(Theme.badge, figure.implicitHeight)
        radius: height / 2
        color: Theme.primaryFill
        border.width: Theme.night ? Theme.hairWidth : 0
        border.color: Theme.primaryEdge

        Words {
            id: figure
            anchors.centerIn: parent
            text: root.badge
            font: Theme.smallStrong
            color: Theme.primaryInk
            Accessible.ignored: true
        }
    }
}
