import QtQuick
import Beatbook.Controls

// Officers: those on the shift as chips, any other by collar number.
Column {
    id: root

    property string label: ""
    property string note: ""
    property var options: []
    property var values: []
    property bool single: false
    property bool bad: false
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
        width: parent.width
        visible: root.single
        label: root.options.length > 0 ? qsTr("%1: another").arg(root.label) : root.label
        note: root.note
        text: root.others[0] ?? ""
        placeholder: qsTr("like PC 1234")
        mono: true
        inputHints: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
        bad: root.bad
        onEdited: text => root.edited(text === "" ? [] : [text])
        onLeaving: root.leaving()
    }
    LinesField {
        width: parent.width
        visible: !root.single
        label: root.options.length > 0 ? qsTr("%1: others").arg(root.label) : root.label
        values: root.others
        placeholder: qsTr("like PC 1234")
        inputHints: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
        bad: root.bad
        onEdited: values => root.edited(root.values.filter(value => root.options.some(option => option.code === value)).concat(values))
        onLeaving: root.leaving()
    }
}
