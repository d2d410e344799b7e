import QtQuick

// A rung of the ladder. Told: a solid edge. Mismatch: dashed. Nothing yet: dotted. Lapsed: a hairline.
Item {
    id: root

    property string title: ""
    property string date: ""
    property string told: ""
    property string officer: ""
    // "told", "mismatch", "empty", "lapsed", "stop" or "review".
    property string look: "told"
    // A single line of words instead of the card's four.
    property string word: ""

    readonly property bool faint: root.look === "empty" || root.look === "lapsed"
    readonly property color tone: root.look === "mismatch" || root.look === "review" ? Theme.warn
        : root.look === "stop" ? Theme.stop : root.faint ? Theme.ink2 : Theme.ink

    implicitWidth: root.word !== "" ? Math.max(Theme.rungLine, single.wanted + 2 * Theme.space10)
        : Math.max(when.wanted, heading.wanted) + 2 * Theme.space12
    implicitHeight: root.word !== "" ? Math.max(Theme.rungLineHeight, single.implicitHeight + 2 * Theme.space6)
        : lines.implicitHeight + 2 * Theme.space10

    CornerBox {
        anchors.fill: parent
        topLeft: root.word !== "" ? Theme.radiusPlate : Theme.radius
        fill: Theme.clear
        edgeWidth: Theme.chosenEdge
        edgeStyle: root.look === "mismatch" || root.look === "review" ? "dashed" : root.look === "empty" ? "dotted" : "solid"
        edgeColor: root.look === "lapsed" ? Theme.hair : root.look === "empty" || root.look === "told" ? Theme.line : root.tone
    }
    Words {
        id: single
        anchors.centerIn: parent
        width: Math.min(wanted, parent.width - 2 * Theme.space8)
        visible: root.word !== ""
        text: root.word
        font: root.faint ? Theme.small : Theme.smallStrong
        tight: true
        color: root.tone
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    Column {
        id: lines
        x: Theme.space12
        y: Theme.space10
        width: parent.width - 2 * x
        visible: root.word === ""

        Words {
            id: heading
            width: parent.width
            text: root.title
            font: Theme.labelStrong
            color: root.faint ? Theme.ink2 : Theme.ink
            Accessible.ignored: true
        }
        Words {
            id: when
            width: parent.width
            visible: root.date !== ""
            text: root.date
            font: Theme.monoTime
            color: root.faint ? Theme.ink2 : Theme.ink
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            topPadding: Theme.space6
            visible: root.told !== ""
            text: root.told
            font: Theme.labelStrong
            color: root.tone
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.officer !== ""
            text: root.officer
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
