import QtQuick

// One field of an entry, read: what it is, and what was written. Marked where somebody wrote a comment to it.
Item {
    id: root

    property string label: ""
    property string text: ""
    property bool mono: false
    property string secondText: ""
    property bool marked: false
    property string iconName: ""
    property bool first: false
    property int edge: Theme.space16

    readonly property real inner: root.width - 2 * root.edge
    readonly property real labelWide: Math.max(Theme.matrixLabel, Math.round(root.inner * Theme.labelShare))
    readonly property bool below: root.inner < Theme.factBeside || Measure.widestWord(root.label, Theme.label) > root.labelWide
    readonly property real signWide: sign.visible ? sign.width + Theme.space12 : 0

    implicitWidth: Theme.sidePane
    implicitHeight: Theme.space8 + (root.below ? name.implicitHeight : 0)
        + Math.max(root.below ? 0 : name.implicitHeight, values.implicitHeight) + Theme.space8
    Accessible.role: Accessible.StaticText
    Accessible.name: root.label + ": " + root.text + (root.secondText !== "" ? ", " + root.secondText : "")

    Rectangle {
        anchors.fill: parent
        color: root.marked ? Theme.warnTint : Theme.clear
    }
    Rectangle {
        x: root.edge
        width: root.inner
        height: Theme.hairWidth
        visible: !root.first
        color: Theme.hair
    }
    Words {
        id: name
        x: root.edge
        y: Theme.space8
        width: root.below ? root.inner : root.labelWide
        text: root.label
        font: Theme.label
        color: root.marked ? Theme.ink : Theme.ink2
        Accessible.ignored: true
    }
    Column {
        id: values
        x: root.edge + (root.below ? 0 : root.labelWide + Theme.space8)
        y: Theme.space8 + (root.below ? name.height : 0)
        width: root.width - x - root.edge - root.signWide

        Words {
            width: parent.width
            text: root.text
            font: root.mono ? Theme.monoLabel : Theme.label
            lineHeight: Theme.looseLine
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.secondText !== ""
            text: root.secondText
            font: Theme.small
            color: root.marked ? Theme.ink : Theme.ink2
            Accessible.ignored: true
        }
    }
    Icon {
        id: sign
        x: root.width - root.edge - width
        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName !== ""
        name: root.iconName
        size: Theme.iconInline
        color: Theme.warn
    }
}
