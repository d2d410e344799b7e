// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import Beatbook
import Beatbook.Controls

// The controls of a field whose answers are codes of a list.
QtObject {
    id: root

    // FieldControl, which knows the row.
    required property var field
    readonly property var row: root.field.row

    // The list with a code added or taken out.
    function toggle(code: string, on: bool): void {
        const held = Array.from(root.row.value ?? []).filter(c => c !== code);
        if (on)
            held.push(code);
        root.field.send(held);
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
    readonly property bool narrow: root.longest() * root.row.options.length * Theme.space8 * Theme.textScale
        > root.field.width - root.row.options.length * Theme.space24

    readonly property Component segmented: Component {
        ChoiceRow {
            label: root.row.label
            note: root.field.note
            options: root.row.options
            value: root.row.value ?? ""
            clearable: !root.row.asked
            bad: root.field.bad
            onChosen: code => root.field.send(code === "" ? null : code)
        }
    }

    readonly property Component tiles: Component {
        ChoiceTiles {
            label: root.row.label
            note: root.field.note
            options: root.ordered
            firstShown: root.plain < root.ordered.length ? Math.min(root.plain, 8) : root.ordered.length > 8 ? 4 : 8
            value: root.row.value ?? ""
            bad: root.field.bad
            onChosen: code => root.field.send(code === "" ? null : code)
        }
    }

    readonly property Component chips: Component {
        ChipGroup {
            label: root.row.label
            note: root.field.note
            options: root.ordered
            values: Array.from(root.row.value ?? [])
            onToggled: (code, on) => root.toggle(code, on)
        }
    }

    readonly property Component matrixRow: Component {
        Column {
            spacing: Theme.space8

            AppButton {
                anchors.right: parent.right
                visible: root.row.matrix === root.field.path && root.row.options.length > 0
                size: "touch"
                text: root.row.options.length > 0 ? qsTr("All: %1").arg(root.row.options[0].label) : ""
                onClicked: root.row.form.fillMatrix(root.field.path, root.row.options[0].code)
            }
            MatrixRow {
                width: parent.width
                label: root.row.label
                options: root.row.options
                value: root.row.value ?? ""
                stacked: Theme.textScale > 1.25 && !root.row.page.wide
                bad: root.field.bad
                onChosen: code => root.field.send(code)
            }
        }
    }
}
