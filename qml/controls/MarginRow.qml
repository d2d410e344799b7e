import QtQuick

// A line of the notebook: time over running number left of the ruled margin, what happened right of it, and where the
// record has got to. A missing number is a row of its own.
Pressable {
    id: root

    property string time: ""
    property string number: ""
    property string title: ""
    property string line: ""
    // "here", "received", "merged", "needs", or "" for none.
    property string status: ""
    // Words instead of the status' own.
    property string statusText: ""
    // A sign at the right instead of a status, like the pencil of a draft.
    property string iconName: ""
    property bool selected: false
    // This number is missing from the shift.
    property bool gap: false
    // First of its list: no divider above.
    property bool first: false
    property int edge: Theme.space16

    readonly property color ground: root.down ? Theme.sunk : root.selected ? Theme.sel : Theme.surface
    readonly property real marginWide: Math.max(Theme.margin, Math.max(at.wanted, running.wanted)
        + Theme.space10 + Theme.space12)
    readonly property bool hasStatus: root.status !== ""
    // Below the line where beside it the title would break its longest word, or where it says more than its own words.
    readonly property bool statusBelow: root.hasStatus && (root.statusText !== "" || body.width
        < Measure.widestWord(root.title, Theme.bodyStrong) + Theme.space8 + beside.implicitWidth)

    minimumHeight: Theme.row
    padding: 0
    topPadding: Theme.space10
    bottomPadding: Theme.space10
    leftPadding: root.marginWide + Theme.ruleWidth + Theme.space14
    rightPadding: root.edge
    innerWidth: Theme.sidePane
    innerHeight: Math.max(body.implicitHeight, at.implicitHeight + running.implicitHeight)
    spoken: root.time + (root.number !== "" ? ", " + qsTr("entry %1").arg(root.number) : "") + ", " + root.title
        + (root.line !== "" ? ", " + root.line : "") + (root.hasStatus ? ", " + chip.text : "")
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.selected

    background: Rectangle {
        color: root.ground

        Hair { visible: !root.first }
        Rectangle {
            x: root.marginWide - width
            width: Theme.ruleWidth
            height: parent.height
            visible: !root.gap
            color: Theme.line
        }
        DashedRule {
            x: root.marginWide - Theme.ruleWidth
            height: parent.height
            visible: root.gap
            color: Theme.stop
        }
        Rectangle {
            visible: root.selected
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

    Words {
        id: at
        parent: root
        x: root.marginWide - Theme.ruleWidth - Theme.space10 - width
        y: Theme.space10
        text: root.time
        font: Theme.monoTime
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Words {
        id: running
        parent: root
        x: root.marginWide - Theme.ruleWidth - Theme.space10 - width
        y: at.y + at.height
        text: root.number
        font: Theme.monoSmall
        tight: true
        color: root.gap ? Theme.stop : root.selected ? Theme.ink : Theme.ink2
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Item {
        id: body
        y: Math.max(0, Math.round((parent.height - height) / 2))
        width: parent.width
        height: implicitHeight
        implicitHeight: words.implicitHeight

        Column {
            id: words
            width: parent.width - (side.visible ? side.width + Theme.space8 : 0)

            Words {
                width: parent.width
                text: root.title
                font: Theme.bodyStrong
                tight: true
                color: root.gap ? Theme.stop : Theme.ink
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                visible: root.line !== ""
                text: root.line
                font: Theme.label
                color: root.selected ? Theme.ink : Theme.ink2
                Accessible.ignored: true
            }
            Item {
                width: parent.width
                visible: root.statusBelow
                height: chip.implicitHeight + Theme.space2

                StatusChip {
                    id: chip
                    y: Theme.space2
                    width: Math.min(implicitWidth, parent.width)
                    status: root.status
                    text: root.statusText !== "" ? root.statusText : chip.words()
                    ground: root.ground
                    Accessible.ignored: true
                }
            }
        }
        Item {
            id: side
            x: parent.width - width
            y: Math.round((parent.height - height) / 2)
            visible: (root.hasStatus && !root.statusBelow) || root.iconName !== ""
            width: root.iconName !== "" ? sign.width : beside.implicitWidth
            height: Math.max(sign.height, beside.implicitHeight)

            Icon {
                id: sign
                visible: root.iconName !== ""
                name: root.iconName
                color: root.gap ? Theme.stop : Theme.accent
                anchors.verticalCenter: parent.verticalCenter
            }
            StatusChip {
                id: beside
                anchors.verticalCenter: parent.verticalCenter
                visible: root.hasStatus && !root.statusBelow && root.iconName === ""
                status: root.status
                ground: root.ground
                Accessible.ignored: true
            }
        }
    }
}
