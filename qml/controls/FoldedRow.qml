import QtQuick

// A finished section, folded: a tick, its name, what it says in one sentence, and the way back in.
Pressable {
    id: root

    property string title: ""
    property string summary: ""
    // A registration mark before the summary.
    property string plate: ""
    property bool done: true
    property int edge: Theme.space16
    // What stands where the tick would: the number of a step to come.
    property string number: ""

    readonly property real textLeft: Theme.iconInline + Theme.space12

    minimumHeight: root.plate !== "" ? Theme.header : Theme.doneRow
    leftPadding: root.edge
    rightPadding: root.edge
    topPadding: Theme.space6
    bottomPadding: Theme.space6
    innerWidth: Theme.sidePane
    innerHeight: lines.implicitHeight
    spoken: root.title + ": " + (root.plate !== "" ? root.plate + ", " : "") + root.summary

    background: Rectangle {
        color: root.down ? Theme.sunk : Theme.surface
        Hair { anchors.bottom: parent.bottom }
        Rectangle {
            anchors.fill: parent
            visible: root.visualFocus
            color: Theme.clear
            border.width: Theme.focusRing
            border.color: Theme.accent
        }
    }

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.done
        name: "check"
        color: Theme.ok
        size: Theme.iconInline
    }
    Words {
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.iconInline
        visible: !root.done
        text: root.number
        font: Theme.monoLabel
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Column {
        id: lines
        x: root.textLeft
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - chevron.width - Theme.space12

        Words {
            width: parent.width
            text: root.title
            font: Theme.small
            tight: true
            color: Theme.ink2
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: Theme.space8

            PlateTag {
                visible: root.plate !== ""
                text: root.plate
                Accessible.ignored: true
            }
            Words {
                width: Math.min(wanted, parent.width)
                height: root.plate !== "" ? Math.max(implicitHeight, Theme.tag) : implicitHeight
                text: root.summary
                font: Theme.choiceStrong
                Accessible.ignored: true
            }
        }
    }
    Icon {
        id: chevron
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        color: Theme.ink2
        size: Theme.iconInline
    }
}
