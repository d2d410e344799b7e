pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// What the log shows: words, officer, kind of entry, days, state. Each filter narrows the others.
Column {
    id: root

    required property EntryList entries
    readonly property bool any: root.entries.text !== "" || root.entries.officer !== "" || root.entries.typeName !== ""
        || root.entries.area !== "" || root.entries.from !== "" || root.entries.to !== "" || root.entries.status !== ""
        || root.entries.sync !== ""
    // Said in one line where the filters themselves are not shown.
    readonly property string inWords: {
        const said = [root.entries.text !== "" ? qsTr("“%1”").arg(root.entries.text) : "", root.entries.officer,
            root.labelIn(root.types, root.entries.typeName), root.entries.area,
            root.entries.from !== "" ? qsTr("from %1").arg(root.entries.from) : "",
            root.entries.to !== "" ? qsTr("to %1").arg(root.entries.to) : "", root.labelIn(root.reviewStates, root.entries.status),
            root.labelIn(root.syncStates, root.entries.sync)];
        return said.filter(part => part !== "").join(", ");
    }
    readonly property var types: Session.recordTypes.map(kind => ({ code: kind.type, label: kind.label }))
    readonly property var reviewStates: [
        { code: "SUBMITTED", label: qsTr("Submitted") },
        { code: "RETURNED", label: qsTr("Returned") },
        { code: "APPROVED", label: qsTr("Approved") },
        { code: "VOIDED", label: qsTr("Voided") }
    ]
    readonly property var syncStates: [
        { code: "onlyHere", label: qsTr("Only here") },
        { code: "received", label: qsTr("Received") },
        { code: "merged", label: qsTr("Merged") },
        { code: "needsYou", label: qsTr("Needs you") }
    ]
    readonly property bool beside: root.width >= Theme.stepPane * Theme.textScale + Theme.space32

    function labelIn(options: var, code: string): string {
        return options.find(option => option.code === code)?.label ?? "";
    }

    function clear(): void {
        root.entries.text = "";
        root.entries.officer = "";
        root.entries.typeName = "";
        root.entries.area = "";
        root.entries.from = "";
        root.entries.to = "";
        root.entries.status = "";
        root.entries.sync = "";
    }

    // On a desk; elsewhere the header says what this is.
    property bool titled: false
    property bool keysShown: false
    property bool kindsOpen: false

    // Keys have come to this.
    signal reached(item: Item)

    function focusWords(): void {
        words.inputItem.forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space14

    // One of a few, in the height of what is touched at a desk.
    component State: ChoiceRow {
        width: parent.width
        size: "touch"
        clearable: true
        onActiveFocusChanged: if (activeFocus) root.reached(this)
    }

    Words {
        width: parent.width
        visible: root.titled
        text: qsTr("Filters")
        font: Theme.heading
        Accessible.role: Accessible.Heading
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Words")
        bleed: 0

        SearchField {
            id: words
            width: parent.width
            big: false
            onActiveFocusChanged: if (activeFocus) root.reached(this)
            label: qsTr("Words in an entry")
            text: root.entries.text
            placeholder: qsTr("Any word")
            onEdited: text => root.entries.text = text
            onCleared: root.entries.text = ""
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Officer")
        bleed: 0

        TextLine {
            width: parent.width
            label: qsTr("Officer")
            note: qsTr("Collar number, like PC 1234")
            placeholder: qsTr("like PC 1234")
            text: root.entries.officer
            onEdited: text => root.entries.officer = text
        }
    }
    GridLayout {
        width: parent.width
        columns: root.beside ? 2 : 1
        columnSpacing: Theme.space8
        rowSpacing: Theme.space16

        FieldFrame {
            label: qsTr("From")
            bleed: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            TextLine {
                width: parent.width
                label: qsTr("From this day")
                mono: true
                placeholder: qsTr("dd/mm/yyyy")
                text: root.entries.from
                bad: root.entries.errorText !== ""
                onEdited: text => root.entries.from = text
            }
        }
        FieldFrame {
            label: qsTr("To")
            bleed: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            TextLine {
                width: parent.width
                label: qsTr("To this day")
                mono: true
                placeholder: qsTr("dd/mm/yyyy")
                text: root.entries.to
                bad: root.entries.errorText !== ""
                onEdited: text => root.entries.to = text
            }
        }
    }
    Words {
        width: parent.width
        visible: root.entries.errorText !== ""
        text: root.entries.errorText
        font: Theme.labelStrong
        color: Theme.stop
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Review")
        bleed: 0

        State {
            label: qsTr("State of review")
            options: root.reviewStates
            value: root.entries.status
            onChosen: code => root.entries.status = code
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Sync")
        bleed: 0

        State {
            label: qsTr("State of sync")
            options: root.syncStates
            value: root.entries.sync
            onChosen: code => root.entries.sync = code
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Kind of entry")
        bleed: 0

        PickRow {
            id: kind
            width: parent.width
            minimumHeight: Theme.field
            text: root.labelIn(root.types, root.entries.typeName)
            placeholder: qsTr("Any kind")
            actionWord: root.kindsOpen ? qsTr("Close") : qsTr("Choose")
            note: qsTr("Kind of entry")
            onClicked: root.kindsOpen = !root.kindsOpen
            onActiveFocusChanged: if (activeFocus) root.reached(this)
        }
        ChipGroup {
            width: parent.width
            visible: root.kindsOpen
            height: visible ? implicitHeight : 0
            label: qsTr("Kind of entry")
            options: root.types
            values: root.entries.typeName !== "" ? [root.entries.typeName] : []
            single: true
            firstShown: root.types.length
            onToggled: (code, on) => {
                root.entries.typeName = on ? code : "";
                root.kindsOpen = false;
                kind.forceActiveFocus(Qt.OtherFocusReason);
            }
        }
    }
    FieldFrame {
        width: parent.width
        visible: Session.areas.length > 0
        label: qsTr("Area")
        bleed: 0

        ChipGroup {
            width: parent.width
            label: qsTr("Area of the operation")
            options: Session.areas.map(name => ({ code: name, label: name }))
            values: root.entries.area !== "" ? [root.entries.area] : []
            single: true
            onToggled: (code, on) => root.entries.area = on ? code : ""
        }
    }
    AppButton {
        width: parent.width
        visible: root.any
        size: "touch"
        text: qsTr("Show everything")
        onClicked: root.clear()
    }
    Words {
        width: parent.width
        visible: root.keysShown
        text: qsTr("Keys: ↑ ↓ next entry, F6 list or filters, Ctrl+F words")
        font: Theme.small
        color: Theme.ink2
    }
}
