import QtQuick

// Yes or No, nothing preset. With `beside` the question stands left of the segments, or above where both do not fit.
Item {
    id: root

    property string label: ""
    property string note: ""
    // Draws the label.
    property bool beside: false
    property bool answered: false
    property bool value: false
    property bool noFirst: false
    property string yesText: qsTr("Yes")
    property string noText: qsTr("No")
    property bool clearable: false
    property bool bad: false

    signal chosen(value: bool)
    signal cleared()

    readonly property var yes: ({code: "yes", label: root.yesText})
    readonly property var no: ({code: "no", label: root.noText})
    readonly property bool inLine: root.beside && root.width >= segments.width + Theme.space16
        + Measure.widestWord(root.label, Theme.body)
    readonly property real segmentsWide: Math.min(root.width, Math.max(Theme.besideSegments, segments.widthForRow))

    implicitWidth: Theme.sidePane
    implicitHeight: !root.beside ? segments.implicitHeight
        : root.inLine ? Math.max(segments.implicitHeight, question.implicitHeight)
        : question.implicitHeight + Theme.space8 + segments.implicitHeight

    Words {
        id: question
        visible: root.beside
        y: root.inLine ? Math.round((root.height - height) / 2) : 0
        width: root.inLine ? root.width - segments.width - Theme.space16 : root.width
        text: root.label
    }
    ChoiceRow {
        id: segments
        x: root.width - width
        y: root.inLine || !root.beside ? 0 : question.implicitHeight + Theme.space8
        width: root.beside ? root.segmentsWide : root.width
        label: root.label
        note: root.note
        options: root.noFirst ? [root.no, root.yes] : [root.yes, root.no]
        value: !root.answered ? "" : root.value ? "yes" : "no"
        tickSize: root.beside ? Theme.iconSmall : Theme.iconInline
        clearable: root.clearable
        bad: root.bad
        onChosen: code => {
            if (code === "")
                root.cleared();
            else
                root.chosen(code === "yes");
        }
    }
}
