// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import Beatbook

// What covers a form while a record or a plate is chosen for one of its fields, and the way back to that field.
FocusScope {
    id: root

    required property FormModel form
    required property var page
    // The Repeater of the form's rows.
    required property var rows

    property string pickedPath: ""
    property var pickedTypes: []
    property var pickedMakes: []
    property bool pickedCare: false
    // A block that was added for what is being picked; it goes again when nothing is picked.
    property string pickedBlock: ""
    // The part of a card that was begun here, and the plate that was keyed in for it.
    property string newPart: ""
    property string newPlate: ""
    property string platePath: ""
    property string plateLabel: ""
    property string plateText: ""
    readonly property bool covering: root.pickedPath !== "" || root.platePath !== ""

    signal hideAsked()

    function pick(path: string, types: var): void {
        const row = root.rows.itemAt(root.form.indexOfPath(path)) as FormRow;
        root.pickedTypes = types;
        root.pickedMakes = row ? row.makes : types;
        root.pickedCare = row ? row.care : false;
        root.pickedPath = path;
    }

    function pickForBlock(block: string, path: string, types: var): void {
        root.pickedBlock = block;
        root.pick(path, types);
    }

    function enterPlate(path: string, label: string, text: string): void {
        root.plateLabel = label;
        root.plateText = text;
        root.platePath = path;
    }

    // A new card goes on with its own first field, once a check has said which those are.
    function addNew(typeName: string, plate: string): void {
        const at = root.pickedPath;
        root.pickedBlock = "";
        root.closePicker();
        root.newPlate = plate;
        root.newPart = root.form.pickNew(at, typeName);
    }

    function enterNew(): void {
        if (root.newPart === "" || root.form.checking)
            return;
        const part = root.newPart;
        root.newPart = "";
        for (let row = 0; row < root.rows.count; ++row) {
            const field = root.rows.itemAt(row) as FormRow;
            if (!field || field.part !== part || field.control === "group")
                continue;
            if (field.control === "plate" && root.newPlate !== "")
                root.form.set(field.path, root.newPlate);
            else if (field.control === "plate")
                root.enterPlate(field.path, field.label, "");
            root.page.moveTo(field.path);
            return;
        }
    }

    function closePicker(): void {
        const at = root.pickedPath;
        const block = root.pickedBlock;
        root.pickedPath = "";
        root.pickedBlock = "";
        if (block !== "")
            root.form.removeBlock(block);
        else
            root.page.moveTo(at);
    }

    function closePlate(): void {
        const at = root.platePath;
        root.platePath = "";
        root.page.moveTo(at);
    }

    visible: root.covering

    Loader {
        anchors.fill: parent
        active: root.pickedPath !== ""
        visible: active
        focus: active

        sourceComponent: FindPane {
            frame: root.page.frame
            types: root.pickedTypes
            newTypes: root.pickedMakes
            picker: true
            knownReason: root.form.care || root.pickedCare ? "safeguarding" : "enforcement"
            focus: true
            onPicked: (typeName, entryId, title) => {
                root.pickedBlock = "";
                root.form.pick(root.pickedPath, entryId, title);
                root.closePicker();
            }
            onNewAsked: (typeName, plate) => root.addNew(typeName, plate)
            onBackAsked: root.closePicker()
            onHideAsked: root.hideAsked()
        }
    }
    Loader {
        anchors.fill: parent
        active: root.platePath !== ""
        visible: active
        focus: active

        sourceComponent: PlatePane {
            frame: root.page.frame
            title: root.plateLabel
            text: root.plateText
            focus: true
            onUsed: text => {
                root.form.set(root.platePath, text);
                root.form.leave(root.platePath);
                root.closePlate();
            }
            onBackAsked: root.closePlate()
            onHideAsked: root.hideAsked()
        }
    }
}
