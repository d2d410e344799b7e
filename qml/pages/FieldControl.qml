// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import Beatbook
import Beatbook.Controls

// Chooses the control for a row's kind and ties it to the form: it shows what the form holds and sends what is done to it.
Loader {
    id: root

    required property var row
    property bool beside: false
    readonly property string path: root.row.path
    readonly property bool bad: root.row.error !== ""
    readonly property string note: root.row.error !== "" ? root.row.error : root.row.hint

    function send(value: var): void {
        root.row.form.set(root.path, value);
    }

    // The list with a code added or taken out.
    function toggle(code: string, on: bool): void {
        const held = Array.from(root.row.value ?? []).filter(c => c !== code);
        if (on)
            held.push(code);
        root.send(held);
    }

    // What is offered only on demand comes last.
    readonly property var ordered: root.inOrder(Array.from(root.row.options))
    readonly property int plain: root.ordered.filter(option => !option.hidden).length

    function inOrder(options: var): var {
        return options.filter(option => !option.hidden).concat(options.filter(option => option.hidden));
    }

    function longest(): int {
        return root.row.options.reduce((most, option) => Math.max(most, option.label.length), 0);
    }

    // Words that are too long for cells side by side go into tiles.
    readonly property bool narrow: root.longest() * root.row.options.length * Theme.space8 * Theme.textScale > root.width - root.row.options.length * Theme.space24
    readonly property string kind: root.row.readOnly && !["group", "block", "blocks"].includes(root.row.control) ? "fixed"
        : root.row.matrix !== "" ? "matrix"
        : root.row.control === "segmented" && root.narrow ? "tiles" : root.row.control

    sourceComponent: ({
        fixed: fixed, matrix: matrixRow, segmented: segmented, tiles: tiles, more: tiles, chips: chips, yes_no: yesNo, tick: tick,
        stepper: stepper, number: line, line: line, date: line, measure: measure, area: area, lines: lines, plate: plate,
        moment: moment, officer: officer, officers: officers, reference: reference, group: heading, block: heading, blocks: heading
    })[root.kind] ?? line

    Component {
        id: fixed

        FactRow {
            edge: 0
            text: root.row.words
            label: qsTr("Cannot be changed here")
            first: true
        }
    }
    Component {
        id: segmented

        ChoiceRow {
            label: root.row.label
            note: root.note
            options: root.row.options
            value: root.row.value ?? ""
            clearable: !root.row.asked
            bad: root.bad
            onChosen: code => root.send(code === "" ? null : code)
        }
    }
    Component {
        id: tiles

        ChoiceTiles {
            label: root.row.label
            note: root.note
            options: root.ordered
            firstShown: root.plain < root.ordered.length ? Math.min(root.plain, 8) : root.ordered.length > 8 ? 4 : 8
            value: root.row.value ?? ""
            bad: root.bad
            onChosen: code => root.send(code === "" ? null : code)
        }
    }
    Component {
        id: chips

        ChipGroup {
            label: root.row.label
            note: root.note
            options: root.ordered
            values: Array.from(root.row.value ?? [])
            onToggled: (code, on) => root.toggle(code, on)
        }
    }
    Component {
        id: matrixRow

        Column {
            spacing: Theme.space8

            AppButton {
                anchors.right: parent.right
                visible: root.row.matrix === root.path && root.row.options.length > 0
                size: "touch"
                text: root.row.options.length > 0 ? qsTr("All: %1").arg(root.row.options[0].label) : ""
                onClicked: root.row.form.fillMatrix(root.path, root.row.options[0].code)
            }
            MatrixRow {
                width: parent.width
                label: root.row.label
                options: root.row.options
                value: root.row.value ?? ""
                stacked: Theme.textScale > 1.25 && !root.row.page.wide
                bad: root.bad
                onChosen: code => root.send(code)
            }
        }
    }
    Component {
        id: yesNo

        YesNo {
            label: root.row.label
            beside: root.beside
            answered: !root.row.empty
            value: root.row.value === true
            clearable: !root.row.asked
            bad: root.bad
            onChosen: value => root.send(value)
            onCleared: root.send(null)
        }
    }
    Component {
        id: tick

        TickRow {
            text: root.row.label
            ticked: root.row.value === true
            bad: root.bad
            onToggled: ticked => root.send(ticked ? true : null)
        }
    }
    Component {
        id: stepper

        Stepper {
            label: root.row.label
            note: root.note
            unset: root.row.empty
            value: root.row.value ?? root.row.minimum
            from: root.row.minimum
            to: root.row.maximum > 0 ? root.row.maximum : 99
            bad: root.bad
            onAsked: value => root.send(value)
        }
    }
    Component {
        id: line

        TextLine {
            label: root.row.label
            note: root.note
            text: root.row.value ?? ""
            maximumLength: root.row.maxLength > 0 ? root.row.maxLength : 1000
            mono: ["plate", "collar", "phone", "postcode", "grid", "date", "number"].indexOf(root.row.keyboard) >= 0
            inputHints: root.hintsOf(root.row.keyboard)
            bad: root.bad
            onEdited: text => root.send(text === "" ? null : text)
            onLeaving: root.row.form.leave(root.path)
            onDone: root.row.page.moveTo(root.row.form.next(root.path))
        }
    }
    Component {
        id: measure

        PickRow {
            text: root.row.words
            placeholder: qsTr("None measured")
            actionWord: root.row.empty ? "" : qsTr("Clear")
            mono: true
            onClicked: root.send(null)
        }
    }
    Component {
        id: area

        TextArea_ {
            label: root.row.label
            note: root.note
            text: root.row.value ?? ""
            minimum: root.row.minLength
            maximum: root.row.maxLength
            used: root.row.length
            bad: root.bad
            onEdited: text => root.send(text === "" ? null : text)
            onLeaving: root.row.form.leave(root.path)
        }
    }
    Component {
        id: lines

        LinesField {
            label: root.row.label
            values: Array.from(root.row.value ?? [])
            maximumLength: root.row.maxLength > 0 ? root.row.maxLength : 1000
            inputHints: root.hintsOf(root.row.keyboard)
            bad: root.bad
            onEdited: values => root.send(values.length === 0 ? null : values)
            onLeaving: root.row.form.leave(root.path)
        }
    }
    Component {
        id: plate

        PickRow {
            text: root.row.words
            placeholder: qsTr("Enter the plate")
            actionWord: root.row.empty ? qsTr("Enter") : qsTr("Change")
            iconName: "car"
            mono: true
            bad: root.bad
            onClicked: root.row.plateAsked(root.path, root.row.label, root.row.value ?? "")
        }
    }
    Component {
        id: moment

        MomentField {
            label: root.row.label
            note: root.note
            words: root.row.words
            value: root.row.value ?? ""
            optional: !root.row.asked
            bad: root.bad
            onEdited: text => root.send(text === "" ? null : text)
            onLeaving: root.row.form.leave(root.path)
        }
    }
    Component {
        id: officer

        OfficerField {
            label: root.row.label
            note: root.note
            options: root.row.options
            values: root.row.empty ? [] : [root.row.value]
            single: true
            bad: root.bad
            onEdited: values => root.send(values.length === 0 ? null : values[0])
            onLeaving: root.row.form.leave(root.path)
        }
    }
    Component {
        id: officers

        OfficerField {
            label: root.row.label
            note: root.note
            options: root.ordered
            values: Array.from(root.row.value ?? [])
            bad: root.bad
            onEdited: values => root.send(values.length === 0 ? null : values)
            onLeaving: root.row.form.leave(root.path)
        }
    }
    Component {
        id: reference

        Column {
            spacing: Theme.space8

            PickRow {
                width: parent.width
                text: root.row.words
                placeholder: qsTr("Find or add")
                actionWord: root.row.empty ? qsTr("Find") : qsTr("Change")
                iconName: root.row.references.length > 0 ? root.row.page.iconOf(root.row.references[0]) : "search"
                bad: root.bad
                onClicked: root.row.pickAsked(root.path, root.row.references)
            }
            AppButton {
                visible: !root.row.empty && !root.row.asked
                size: "touch"
                kind: "quiet"
                text: qsTr("Leave empty")
                spoken: qsTr("Leave empty: %1").arg(root.row.label)
                onClicked: root.send(null)
            }
        }
    }
    Component {
        id: heading

        FieldHeading {
            text: root.row.label
            line: root.row.hint
            actionText: root.row.control === "blocks" && root.row.addable ? qsTr("Add") : root.row.control === "block" ? qsTr("Take out") : ""
            onActed: {
                if (root.row.control === "block")
                    root.row.form.removeBlock(root.path);
                else
                    root.row.page.moveTo(root.row.form.addBlock(root.path));
            }
        }
    }

    function hintsOf(keyboard: string): int {
        const hints = {
            phone: Qt.ImhDialableCharactersOnly, number: Qt.ImhDigitsOnly, date: Qt.ImhPreferNumbers,
            name: Qt.ImhNoPredictiveText, collar: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText,
            postcode: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText, grid: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText,
            beat: Qt.ImhPreferUppercase | Qt.ImhNoPredictiveText
        };
        return hints[keyboard] ?? Qt.ImhNone;
    }
}
