import QtQuick

// The line between two blocks: what comes, and a count or a note at the right, or below where there is no room.
Item {
    id: root

    property string title: ""
    property string note: ""
    property int edge: Theme.space16
    property bool big: false

    readonly property bool below: root.note !== "" && root.width - 2 * root.edge
        < Math.min(right.wanted, root.width / 2) + Theme.space8 + Measure.widestWord(root.title, left.font)
    readonly property real inner: root.width - 2 * root.edge
    // Beside the title the note takes what the title leaves, or half.
    readonly property real rightWide: Math.min(right.wanted, root.below ? root.inner : Math.max(root.inner / 2, root.inner - left.wanted - Theme.space8))

    implicitWidth: Theme.sidePane
    implicitHeight: (root.below ? left.implicitHeight + right.implicitHeight : Math.max(left.implicitHeight, right.implicitHeight))
        + Theme.space12 + Theme.space6

    Words {
        id: left
        x: root.edge
        y: Theme.space12
        width: root.inner - (root.note !== "" && !root.below ? root.rightWide + Theme.space8 : 0)
        text: root.title
        font: root.big ? Theme.heading : Theme.labelStrong
        Accessible.role: Accessible.Heading
    }
    Words {
        id: right
        x: root.below ? root.edge : root.width - root.edge - width
        y: root.below ? left.y + left.height : Theme.space12
        width: root.rightWide
        visible: root.note !== ""
        text: root.note
        font: Theme.small
        color: Theme.ink2
        horizontalAlignment: root.below ? Text.AlignLeft : Text.AlignRight
    }
}
