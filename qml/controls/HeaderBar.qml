import QtQuick

// Top of a page: back, title, one line, and at the right a count or what is put inside (like the light).
Item {
    id: root

    property string title: ""
    property string line: ""
    property bool back: true
    property string backText: qsTr("Back")
    // A form: the title is a heading, the page asks its own questions.
    property bool form: false
    // The title is a plate.
    property bool mono: false
    // "8 of 13"
    property string progress: ""
    property string progressSpoken: root.progress
    // 72 high, for pages from 600 up.
    property bool wide: root.width >= Theme.phoneBelow
    default property alias trailing: side.data

    signal backAsked()

    readonly property real edge: Theme.pageEdge(root.width)
    readonly property real textLeft: root.back ? arrow.x + arrow.width + Theme.space4 : root.edge
    readonly property font titleFace: root.mono ? Theme.figureSmall : root.form ? Theme.heading : Theme.title
    readonly property real sideWide: side.implicitWidth > 0 ? side.implicitWidth : count.visible ? count.wanted : 0
    readonly property real sideHigh: side.implicitWidth > 0 ? side.implicitHeight : count.implicitHeight
    readonly property real full: root.width - root.textLeft - root.edge
    readonly property real beside: root.full - root.sideWide - Theme.space12
    // What is at the right goes below where the title would break its longest word beside it, or the header be higher for it.
    readonly property bool stacked: root.sideWide > 0 && root.width > 0
        && (root.beside < Measure.widestWord(root.title, root.titleFace)
            || root.textHeight(root.beside) > root.textHeight(root.full) + root.sideHigh + Theme.space8)

    function textHeight(width: real): real {
        return Measure.lines(root.title, root.titleFace, 1, width) * Theme.lineOf(root.titleFace)
            + Measure.lines(root.line, Theme.small, 1, width) * Theme.lineOf(Theme.small);
    }

    // Over the page: the software renderer does not clip shapes that are scrolled out of sight.
    z: 1
    implicitWidth: Theme.sidePane
    implicitHeight: Math.max(root.wide ? Theme.headerWide : Theme.header,
        words.implicitHeight + 2 * Theme.space8 + (root.stacked ? root.sideHigh + Theme.space8 : 0))

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Hair { anchors.bottom: parent.bottom }

    Pressable {
        id: arrow
        objectName: "back"
        x: root.edge - Theme.space12
        y: words.y + Math.round((words.height - height) / 2)
        visible: root.back
        minimumHeight: Theme.touch
        height: Theme.field
        spoken: root.backText
        background: EdgedBox {
            fill: Theme.clear
            edgeWidth: 0
            pressed: arrow.down
            ring: arrow.visualFocus
        }
        onClicked: root.backAsked()

        Icon {
            anchors.centerIn: parent
            name: "back"
        }
    }
    Column {
        id: words
        x: root.textLeft
        y: Math.round((root.height - height - (root.stacked ? root.sideHigh + Theme.space8 : 0)) / 2)
        width: root.width - x - root.edge - (root.stacked || root.sideWide === 0 ? 0 : root.sideWide + Theme.space12)

        Words {
            width: parent.width
            text: root.title
            font: root.titleFace
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            visible: root.line !== ""
            text: root.line
            font: Theme.small
            color: Theme.ink2
        }
    }
    Words {
        id: count
        x: root.stacked ? root.textLeft : root.width - root.edge - width
        y: root.stacked ? words.y + words.height + Theme.space8 : words.y + Math.round((words.height - height) / 2)
        visible: root.progress !== "" && side.implicitWidth === 0
        text: root.progress
        font: Theme.labelStrong
        color: Theme.ink2
        wrapMode: Text.NoWrap
        Accessible.name: root.progressSpoken
    }
    Row {
        id: side
        x: root.stacked ? root.textLeft : root.width - root.edge - width
        y: root.stacked ? words.y + words.height + Theme.space8 : words.y + Math.round((words.height - height) / 2)
        spacing: Theme.space8
    }
}
