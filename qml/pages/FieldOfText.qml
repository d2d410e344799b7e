// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import Beatbook
import Beatbook.Controls

// The controls of a field that is typed: words, figures, times, collar numbers.
QtObject {
    id: root

    // FieldControl, which knows the row.
    required property var field
    readonly property var row: root.field.row

    function hintsOf(keyboard: string): int {
        const hints = {
            phone: Qt.ImhDialableCharactersOnly, number: Qt.ImhDigitsOnly, date: Qt.ImhPreferNumbers,
            name: Qt.ImhNoPredictiveText, collar: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText,
            postcode: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText, grid: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText,
            beat: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
        };
        return hints[keyboard] ?? Qt.ImhNone;
    }

    // A day and a telephone stand as they are kept once they were left; people read them otherwise.
    function isKept(text: string): bool {
        return root.row.control === "date" ? /^\d{4}-\d{2}-\d{2}$/.test(text) : root.row.keyboard === "phone" && /^\+44\d{9,10}$/.test(text);
    }

    readonly property Component line: Component {
        TextLine {
            label: root.row.label
            note: root.field.note
            text: root.isKept(root.row.value ?? "") ? root.row.words : root.row.value ?? ""
            maximumLength: root.row.maxLength > 0 ? root.row.maxLength : 1000
            mono: ["plate", "collar", "phone", "postcode", "grid", "date", "number"].indexOf(root.row.keyboard) >= 0
            inputHints: root.hintsOf(root.row.keyboard)
            bad: root.field.bad
            onEdited: text => root.field.send(text === "" ? null : text)
            onLeaving: root.row.page.leave(root.field.path)
            onDone: root.row.page.moveTo(root.row.form.next(root.field.path))
        }
    }

    readonly property Component area: Component {
        TextArea_ {
            label: root.row.label
            note: root.field.note
            text: root.row.value ?? ""
            minimum: root.row.minLength
            maximum: root.row.maxLength
            used: root.row.length
            bad: root.field.bad
            onEdited: text => root.field.send(text === "" ? null : text)
            onLeaving: root.row.page.leave(root.field.path)
        }
    }

    readonly property Component lines: Component {
        LinesField {
            label: root.row.label
            values: Array.from(root.row.value ?? [])
            maximumLength: root.row.maxLength > 0 ? root.row.maxLength : 1000
            inputHints: root.hintsOf(root.row.keyboard)
            bad: root.field.bad
            onEdited: values => root.field.send(values.length === 0 ? null : values)
            onLeaving: root.row.page.leave(root.field.path)
        }
    }

    readonly property Component moment: Component {
        MomentField {
            label: root.row.label
            note: root.field.note
            words: root.row.words
            value: root.row.value ?? ""
            optional: !root.row.asked
            bad: root.field.bad
            onOpenedChanged: root.row.page.openMoment = opened ? root.field.path : ""
            onEdited: text => root.field.send(text === "" ? null : text)
            onLeaving: root.row.page.leave(root.field.path)
        }
    }

    readonly property Component officer: Component {
        OfferedField {
            label: root.row.label
            note: root.field.note
            options: root.row.options
            example: qsTr("like PC 1234")
            values: root.row.empty ? [] : [root.row.value]
            single: true
            bad: root.field.bad
            onEdited: values => root.field.send(values.length === 0 ? null : values[0])
            onLeaving: root.row.page.leave(root.field.path)
        }
    }

    readonly property Component named: Component {
        OfferedField {
            label: root.row.label
            note: root.field.note
            options: root.row.options
            values: root.row.empty ? [] : [root.row.value]
            single: true
            maximumLength: root.row.maxLength > 0 ? root.row.maxLength : 1000
            bad: root.field.bad
            onEdited: values => root.field.send(values.length === 0 ? null : values[0])
            onLeaving: root.row.page.leave(root.field.path)
        }
    }

    readonly property Component officers: Component {
        OfferedField {
            label: root.row.label
            note: root.field.note
            options: root.row.options
            example: qsTr("like PC 1234")
            values: Array.from(root.row.value ?? [])
            bad: root.field.bad
            onEdited: values => root.field.send(values.length === 0 ? null : values)
            onLeaving: root.row.page.leave(root.field.path)
        }
    }
}
