import QtQuick

// A label and the segments of its answer; the label goes above where both do not fit.
Item {
    id: root

    property string label: ""
    property string note: ""
    property var options: []
    property string value: ""
    property bool bad: false
    // Width of the column of labels, the same for all rows of a matrix.
    property real labelWidth: root.ownLabelWidth
    // Labels above the segments, the same for all rows of a matrix.
    property bool stacked: root.ownStacked

    readonly property real ownLabelWidth: Math.max(Theme.matrixLabel, Math.round(root.width * Theme.labelShare))
    readonly property bool ownStacked: Measure.widestWord(root.label, Theme.labelStrong) > root.ownLabelWidth
        || segments.widthForRow > root.width - root.ownLabelWidth - Theme.space8

    signal chosen(code: string)

    implicitWidth: Theme.sidePane
    implicitHeight: root.stacked ? words.implicitHeight + Theme.space4 + segments.implicitHeight
        : Math.max(words.implicitHeight, segments.implicitHeight)

    Words {
        id: words
        y: root.stacked ? 0 : Math.round((root.height - height) / 2)
        width: root.stacked ? root.width : root.labelWidth
        text: root.label
        font: Theme.labelStrong
        color: root.bad ? Theme.stop : Theme.ink
    }
    ChoiceRow {
        id: segments
        x: root.stacked ? 0 : root.labelWidth + Theme.space8
        y: root.stacked ? words.implicitHeight + Theme.space4 : 0
        width: root.width - x
        label: root.label
        note: root.note
        options: root.options
        value: root.value
        tickSize: Theme.iconSmall
        face: Theme.labelStrong
        bad: root.bad
        onChosen: code => root.chosen(code)
    }
}
