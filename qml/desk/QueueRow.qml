import QtQuick
import Beatbook.Controls

// One entry that waits for review: when it is due, what it is, whose it is, and why it may not be decided here.
Pressable {
    id: root

    required property int index
    required property string entryId
    required property string title
    required property string author
    required property string whenText
    // Of the shift; "" when the shift is not here.
    required property string sergeant
    required property string summary
    required property string dueText
    required property bool overdue
    required property bool corrected
    required property bool mayReview
    required property string refusal
    property bool selected: false
    // Of a colleague's shift, among entries of all teams.
    property bool ofAll: false

    readonly property var byParts: [root.author, root.whenText, root.ofAll && root.sergeant !== "" ? qsTr("for %1").arg(root.sergeant) : ""]
    readonly property string by: root.byParts.filter(part => part !== "").join(", ")
    readonly property var parts: [root.dueText, root.title, root.by, root.summary,
        root.corrected ? qsTr("Corrected after return") : "", root.mayReview ? "" : root.refusal]
    readonly property color second: root.selected ? Theme.ink : Theme.ink2

    width: ListView.view ? ListView.view.width : implicitWidth
    minimumHeight: Theme.row
    topPadding: Theme.space12
    bottomPadding: Theme.space12
    leftPadding: Theme.space20
    rightPadding: Theme.space20
    innerHeight: words.implicitHeight
    spoken: root.parts.filter(part => part !== "").join(", ")

    background: Rectangle {
        color: root.down ? Theme.sunk : root.selected ? Theme.surface : Theme.bg

        Rectangle {
            width: parent.width
            height: Theme.hairWidth
            color: Theme.hair
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

    Column {
        id: words
        width: parent.width

        Item {
            width: parent.width
            height: due.height

            Icon {
                id: late
                y: (Theme.lineOf(Theme.smallStrong) - height) / 2
                visible: root.overdue
                name: "needs"
                size: Theme.iconSmall
                color: Theme.stop
                ground: root.selected ? Theme.surface : Theme.bg
            }
            Words {
                id: due
                x: root.overdue ? late.width + Theme.space8 : 0
                width: parent.width - x
                text: root.dueText
                font: Theme.smallStrong
                color: root.overdue ? Theme.stop : Theme.ink
                Accessible.ignored: true
            }
        }
        Words {
            width: parent.width
            text: root.title
            font: Theme.choiceStrong
            Accessible.ignored: true
        }
        DeskWords {
            width: parent.width
            text: root.by
            color: root.second
            Accessible.ignored: true
        }
        DeskWords {
            width: parent.width
            visible: root.summary !== ""
            text: root.summary
            color: root.second
            Accessible.ignored: true
        }
        Item {
            width: parent.width
            height: mended.height
            visible: root.corrected

            Icon {
                y: mended.topPadding + (Theme.lineOf(mended.font) - height) / 2
                name: "pencil"
                size: Theme.iconStatus
            }
            Words {
                id: mended
                x: Theme.iconStatus + Theme.space6
                width: parent.width - x
                topPadding: Theme.space2
                text: qsTr("Corrected after return")
                font: Theme.smallMedium
                Accessible.ignored: true
            }
        }
        DeskWords {
            width: parent.width
            visible: !root.mayReview && root.refusal !== ""
            text: root.refusal
            color: root.second
            Accessible.ignored: true
        }
    }
}
