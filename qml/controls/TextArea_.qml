import QtQuick

// A field of several lines that grows with what is written; below it how much, of how much. Nothing typed is cut off: past
// the limit the line says how many are too many, and saving is for the model to refuse.
FocusScope {
    id: root

    property string label: ""
    property string note: ""
    property string text: ""
    property string placeholder: ""
    // Characters asked for at least and at most; 0 is no limit.
    property int minimum: 0
    property int maximum: 0
    // Characters as the model counts them; -1 lets the control count.
    property int used: -1
    property bool bad: false
    property bool readOnly: false
    readonly property alias inputItem: input
    readonly property alias typed: input.text

    signal edited(text: string)
    signal leaving()

    // Characters, not halves of them: a sign beyond the first plane is one.
    readonly property int count: root.used >= 0 ? root.used : input.text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, "_").length
    readonly property bool over: root.maximum > 0 && root.count > root.maximum
    readonly property bool under: root.count > 0 && root.count < root.minimum
    readonly property string countText: root.over
        ? qsTr("%1 of %2. %3 too many.").arg(root.count).arg(root.maximum).arg(root.count - root.maximum)
        : root.under ? qsTr("%1 of at least %2").arg(root.count).arg(root.minimum)
        : root.maximum > 0 ? qsTr("%1 of %2").arg(root.count).arg(root.maximum) : ""

    onTextChanged: if (input.text !== root.text) input.text = root.text

    implicitWidth: Theme.sidePane
    implicitHeight: box.height + (counter.visible ? Theme.space4 + counter.implicitHeight : 0)

    EdgedBox {
        id: box
        width: parent.width
        height: Math.max(Theme.areaLines * Theme.lineOf(Theme.body), Math.ceil(input.contentHeight)) + 2 * Theme.space14 + Theme.space4
        edgeColor: root.bad || root.over ? Theme.stop : Theme.line
        edgeWidth: root.bad || root.over ? Theme.chosenEdge : Theme.edge
        fill: root.readOnly ? Theme.bg : Theme.surface
        ring: input.activeFocus

        AreaInput {
            id: input
            anchors.fill: parent
            anchors.leftMargin: Theme.space14
            anchors.rightMargin: Theme.space14
            anchors.topMargin: Theme.space12
            anchors.bottomMargin: Theme.space12
            focus: true
            text: root.text
            label: root.label
            note: root.note + (root.note !== "" && root.countText !== "" ? ". " : "") + root.countText
            placeholder: root.placeholder
            readOnly: root.readOnly
            onTextChanged: if (input.text !== root.text) root.edited(input.text)
            onActiveFocusChanged: if (!input.activeFocus) root.leaving()
        }
    }
    Words {
        id: counter
        y: box.height + Theme.space4
        width: parent.width
        visible: root.countText !== ""
        text: root.countText
        font: root.over ? Theme.smallStrong : Theme.small
        color: root.over ? Theme.stop : Theme.ink2
        Accessible.ignored: true
    }
}
