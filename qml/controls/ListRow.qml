import QtQuick

// A row that leads somewhere: an icon, a title, a line or two, a chevron.
Pressable {
    id: root

    property string title: ""
    // Runs of the title with underlined letters, instead of title: [{text, differs}].
    property var spans: []
    property string line: ""
    // A last line in the colour of a warning.
    property string warnLine: ""
    // The sign of warnLine; "needs" is said in the colour of what stops.
    property string warnIcon: ""
    property string plate: ""
    property string iconName: ""
    property color iconColor: Theme.accent
    property string trailingIcon: ""
    property bool chevron: true
    // A bar at the edge: what is under way, or chosen.
    property bool marked: false
    property bool divider: true
    property color ground: Theme.surface
    property int edge: Theme.space16

    readonly property real signWide: sign.visible ? sign.width + Theme.space12 : plateTag.visible && !root.plateAbove ? plateTag.width + Theme.space12 : 0
    readonly property real sideWide: side.width > 0 ? side.width + Theme.space12 : 0
    readonly property bool plateAbove: plateTag.visible && root.availableWidth - plateTag.implicitWidth - Theme.space12 - root.sideWide
        < Measure.widestWord(root.title, Theme.bodyStrong)

    minimumHeight: Theme.row
    leftPadding: root.edge
    rightPadding: root.edge
    topPadding: Theme.space10
    bottomPadding: Theme.space10
    innerWidth: Theme.sidePane
    innerHeight: lines.implicitHeight
    spoken: (root.plate !== "" ? root.plate + ", " : "") + (root.spans.length > 0 ? marked.plain() : root.title)
        + (root.line !== "" ? ", " + root.line : "") + (root.warnLine !== "" ? ", " + root.warnLine : "")

    background: Rectangle {
        color: root.down ? Theme.sunk : root.ground

        Hair {
            anchors.bottom: parent.bottom
            visible: root.divider
        }
        Rectangle {
            visible: root.marked
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
        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName !== ""
        name: root.iconName
        color: root.iconColor
        ground: root.ground
    }
    PlateTag {
        id: plateTag
        y: root.plateAbove ? lines.y : Math.round((parent.height - height) / 2)
        visible: root.plate !== ""
        text: root.plate
        Accessible.ignored: true
    }
    Column {
        id: lines
        x: root.signWide
        y: Math.round((parent.height - height) / 2)
        width: parent.width - x - root.sideWide
        topPadding: root.plateAbove ? plateTag.height + Theme.space4 : 0

        Words {
            width: parent.width
            visible: root.spans.length === 0
            text: root.title
            font: Theme.bodyStrong
            Accessible.ignored: true
        }
        SpanText {
            id: marked
            width: parent.width
            visible: root.spans.length > 0
            spans: root.spans
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.line !== ""
            text: root.line
            font: Theme.label
            color: Theme.ink2
            Accessible.ignored: true
        }
        Item {
            width: parent.width
            height: warning.implicitHeight + Theme.space2
            visible: root.warnLine !== ""

            Icon {
                id: warnSign
                y: Theme.space2 + Math.max(0, Math.round((Theme.lineOf(warning.font) - height) / 2))
                visible: root.warnIcon !== ""
                name: root.warnIcon
                color: warning.color
                ground: root.ground
                size: Theme.iconStatus
            }
            Words {
                id: warning
                x: warnSign.visible ? warnSign.width + Theme.space6 : 0
                y: Theme.space2
                width: parent.width - x
                text: root.warnLine
                font: root.warnIcon !== "" ? Theme.smallStrong : Theme.small
                color: root.warnIcon === "needs" ? Theme.stop : Theme.warn
                Accessible.ignored: true
            }
        }
    }
    Row {
        id: side
        x: parent.width - width
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space12

        Icon {
            visible: root.trailingIcon !== ""
            name: root.trailingIcon
            color: Theme.accent
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.chevron
            name: "chev"
            size: Theme.iconInline
            color: Theme.ink2
        }
    }
}
