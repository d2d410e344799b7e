import QtQuick
import Beatbook.Controls

// What is offered as chips, and any other that is typed: officers of the shift, services of the operation.
Column {
    id: root

    property string label: ""
    property string note: ""
    property var options: []
    property var values: []
    property bool single: false
    property bool bad: false
    // What another looks like; empty for plain words.
    property string example: ""
    property int maximumLength: 1000
    readonly property int hints: root.example === "" ? Qt.ImhNone : Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
    readonly property var others: root.values.filter(value => !root.options.some(option => option.code === value))

    signal edited(values: var)
    signal leaving()

    function toggle(code: string, on: bool): void {
        if (!on)
            root.edited(root.values.filter(value => value !== code));
        else
            root.edited(root.single ? [code] : root.values.concat([code]));
    }

    spacing: Theme.space8

    ChipGroup {
        width: parent.width
        visible: root.options.length > 0
        label: root.label
        note: root.note
        options: root.options
        values: root.values
        single: root.single
        onToggled: (code, on) => root.toggle(code, on)
    }
    TextLine {
        id: line
        width: parent.width
        visible: root.single
        label: root.options.length > 0 ? qsTr("%1: another").arg(root.label) : root.label
        note: root.note
        // While it is typed: the beginning of a longer name may be one that is offered.
        text: line.inputItem.activeFocus ? root.values[0] ?? "" : root.others[0] ?? ""
        placeholder: root.example
        maximumLength: root.maximumLength
        mono: root.example !== ""
        inputHints: root.hints
        bad: root.bad
        onEdited: text => root.edited(text === "" ? [] : [text])
        onLeaving: root.leaving()
    }
    LinesField {
        width: parent.width
        visible: !root.single
        label: root.options.length > 0 ? qsTr("%1: others").arg(root.label) : root.label
        values: root.others
        placeholder: root.example
        inputHints: root.hints
        bad: root.bad
        onEdited: values => root.edited(root.values.filter(value => root.options.some(option => option.code === value)).concat(values))
        onLeaving: root.leaving()
    }
}
