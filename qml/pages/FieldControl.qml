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
    // The heading of the section says what it asks.
    property bool headed: false
    readonly property string path: root.row.path
    readonly property bool bad: root.row.error !== ""
    readonly property string note: root.row.error !== "" ? root.row.error : root.row.hint

    function send(value: var): void {
        root.row.form.set(root.path, value);
    }

    readonly property string kind: root.row.readOnly && !["group", "block", "blocks"].includes(root.row.control) ? "fixed"
        : root.row.matrix !== "" ? "matrix"
        : root.row.control === "segmented" && root.codes.narrow ? "tiles" : root.row.control

    sourceComponent: ({
        fixed: fixed, matrix: root.codes.matrixRow, segmented: root.codes.segmented, tiles: root.codes.tiles, more: root.codes.tiles,
        chips: root.codes.chips, yes_no: yesNo, tick: tick, stepper: stepper, number: root.texts.line, line: root.texts.line,
        date: root.texts.line, measure: measure, area: root.texts.area, lines: root.texts.lines, plate: plate,
        moment: root.texts.moment, officer: root.texts.officer, named: root.texts.named, officers: root.texts.officers,
        reference: reference, references: references, group: heading, block: heading, blocks: heading
    })[root.kind] ?? root.texts.line

    readonly property string icon: root.row.references.length > 0 ? root.row.page.iconOf(root.row.references[0]) : "search"

    readonly property FieldOfCodes codes: FieldOfCodes {
        field: root
    }
    readonly property FieldOfText texts: FieldOfText {
        field: root
    }

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
        id: measure

        PickRow {
            label: root.row.label
            text: root.row.words
            placeholder: qsTr("None measured")
            actionWord: root.row.empty ? "" : qsTr("Clear")
            mono: true
            onClicked: root.send(null)
        }
    }

    Component {
        id: plate

        PickRow {
            label: root.row.label
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
        id: reference

        Column {
            spacing: Theme.space8

            PickRow {
                width: parent.width
                label: root.row.label
                text: root.row.words
                placeholder: root.row.makes.length > 0 ? qsTr("Find or add") : qsTr("None yet")
                actionWord: root.row.empty ? qsTr("Find") : qsTr("Change")
                iconName: root.icon
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

    // Several records: a row for each with the way to take it out, then the way to find one more.
    Component {
        id: references

        Column {
            spacing: Theme.space8

            Repeater {
                model: root.row.options

                FieldHeading {
                    required property var modelData

                    width: parent ? parent.width : 0
                    text: modelData.label
                    actionText: qsTr("Take out")
                    onActed: root.send(Array.from(root.row.value ?? []).filter(id => id !== modelData.code))
                }
            }
            AppButton {
                width: parent.width
                size: "field"
                leftAligned: true
                leftPadding: Theme.space14
                iconName: "plus"
                iconColor: Theme.accent
                text: root.row.empty ? qsTr("Find one") : qsTr("Find one more")
                spoken: text + ": " + root.row.label
                onClicked: root.row.pickAsked(root.path, root.row.references)
            }
        }
    }

    Component {
        id: heading

        FieldHeading {
            text: root.row.control === "block" && root.row.words !== "" ? qsTr("%1: %2").arg(root.row.label).arg(root.row.words)
                : root.headed ? "" : root.row.label
            line: root.row.hint
            adds: root.row.control === "blocks"
            actionText: root.row.control === "blocks" && root.row.addable ? qsTr("Add %1").arg(root.row.one.toLowerCase())
                : root.row.control === "block" ? qsTr("Take out") : ""
            onActed: {
                if (root.row.control === "block")
                    root.row.form.removeBlock(root.path);
                else
                    root.row.page.enterBlock(root.row.form.addBlock(root.path));
            }
        }
    }
}
