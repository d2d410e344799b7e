// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// Every form there is: a record, a linked set, a correction, the start and the end of a shift. What it asks, in which order and
// with which control comes from FormModel; this page folds, scrolls and moves the focus.
// It closes by Back alone, and what was typed stays as a draft.
AppPage {
    id: root

    // One of them says what is opened, see FormModel.
    property string type: ""
    property string amend: ""
    property string draft: ""
    property bool endShift: false
    property string forPerson: ""
    property string forVehicle: ""

    // The section that is open: on a phone the others fold once they are done, on a tablet only this one is shown.
    property string currentSection: ""
    // Sections that were worked in since the last move: one that folded with its last answer would take the field away from
    // under the hand, and with it what is still being typed.
    property var worked: []
    // Sections with a field that a supervisor wrote at: folded they would hide what is to be mended.
    property var remarked: []
    property string pickedPath: ""
    property var pickedTypes: []
    property string platePath: ""
    property string plateLabel: ""
    property string plateText: ""
    readonly property bool covered: root.pickedPath !== "" || root.platePath !== ""
    readonly property bool stepped: root.wide && formModel.sections.length > 1

    function place(): var {
        return formModel.draftId !== "" ? { draft: formModel.draftId } : { type: root.type, amend: root.amend, endShift: root.endShift, forPerson: root.forPerson, forVehicle: root.forVehicle };
    }

    function keyOf(section: var): string {
        return section.part + "/" + section.title;
    }

    function sectionOf(row: int): var {
        return formModel.sections.find(s => row >= s.first && row < s.first + s.count) ?? null;
    }

    function moveTo(path: string): void {
        const at = formModel.indexOfPath(path);
        if (at < 0)
            return;
        const section = root.sectionOf(at);
        root.worked = [];
        if (section)
            root.currentSection = root.keyOf(section);
        goThere.row = at;
        goThere.start();
    }

    function focusRow(at: int): void {
        const row = rows.itemAt(at) as FormRow;
        if (!row)
            return;
        scroll.reveal(row);
        row.takeFocus();
    }

    function keepOpen(key: string): void {
        if (!root.worked.includes(key))
            root.worked = root.worked.concat([key]);
    }

    function keepRemarked(key: string): void {
        if (!root.remarked.includes(key))
            root.remarked = root.remarked.concat([key]);
    }

    function openSection(key: string): void {
        root.currentSection = root.currentSection === key && !root.stepped ? "" : key;
        scroll.contentY = root.stepped ? 0 : scroll.contentY;
    }

    function goBack(): void {
        formModel.close();
        root.backAsked();
    }

    // Once the section is open and laid out.
    Timer {
        id: goThere

        property int row: -1

        interval: 0
        onTriggered: root.focusRow(goThere.row)
    }
    FormModel {
        id: formModel
        type: root.type
        amend: root.amend
        draft: root.draft
        endShift: root.endShift
        forPerson: root.forPerson
        forVehicle: root.forVehicle
        onSaved: root.backAsked()
        onMoveTo: path => root.moveTo(path)
        onLoadedChanged: {
            if (!formModel.loaded)
                return;
            if (formModel.sections.length > 0)
                root.currentSection = root.keyOf(formModel.sections[0]);
            root.moveTo(formModel.focusedPath !== "" ? formModel.focusedPath : formModel.next(""));
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: !root.covered

        HeaderBar {
            title: formModel.title
            line: formModel.keptText !== "" ? formModel.keptText : formModel.isAmend ? qsTr("Correction. The first version is kept.") : ""
            back: true
            form: !root.wide
            wide: root.wide
            progress: formModel.progressAsked > 0 ? qsTr("%1 of %2").arg(formModel.progressDone).arg(formModel.progressAsked) : ""
            Layout.fillWidth: true
            onBackAsked: root.goBack()
        }
        Progress {
            visible: formModel.progressAsked > 0
            steps: formModel.progressStates
            spoken: qsTr("%1 of %2 done").arg(formModel.progressDone).arg(formModel.progressAsked)
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            FormSteps {
                visible: root.stepped
                form: formModel
                current: root.currentSection
                Layout.preferredWidth: Theme.stepPane
                Layout.fillWidth: false
                Layout.fillHeight: true
                onChosen: key => root.openSection(key)
            }
            ScrollPage {
                id: scroll
                spacing: 0
                widest: root.frame === "desk" ? Math.min(width, 3 * Theme.listPane) : width
                Layout.fillWidth: true
                Layout.fillHeight: true

                FormNotices {
                    width: parent.width
                    form: formModel
                    edge: root.edge
                }
                // A Repeater and not a ListView: Tab follows the order of the page only while every row stands in it, and a row
                // that is recycled would drop what is being typed. Folded rows make no control.
                Repeater {
                    id: rows
                    model: formModel

                    FormRow {
                        form: formModel
                        page: root
                        width: parent ? parent.width : 0
                        onPickAsked: (path, types) => {
                            root.pickedTypes = types;
                            root.pickedPath = path;
                        }
                        onPlateAsked: (path, label, text) => {
                            root.plateLabel = label;
                            root.plateText = text;
                            root.platePath = path;
                        }
                    }
                }
                FormParts {
                    visible: !root.stepped || formModel.sections.length === 0 || root.currentSection === root.keyOf(formModel.sections[formModel.sections.length - 1])
                    width: parent.width
                    form: formModel
                    edge: root.edge
                }
                Item {
                    width: parent.width
                    height: Theme.space24
                }
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                kind: "primary"
                text: formModel.saving ? qsTr("Saving") : formModel.action
                secondLine: formModel.actionDetail
                fitted: true
                Layout.fillWidth: true
                onClicked: {
                    if (formModel.saving)
                        return;
                    const missing = formModel.ready ? "" : formModel.next(formModel.focusedPath);
                    if (missing === "")
                        formModel.save();
                    else
                        root.moveTo(missing);
                }
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: root.pickedPath !== ""
        visible: active
        focus: active

        sourceComponent: FindPane {
            frame: root.frame
            types: root.pickedTypes
            picker: true
            focus: true
            onPicked: (typeName, entryId, title) => {
                formModel.pick(root.pickedPath, entryId, title);
                root.closePicker();
            }
            onNewAsked: typeName => {
                const at = root.pickedPath;
                root.closePicker();
                formModel.pickNew(at, typeName);
            }
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
            frame: root.frame
            title: root.plateLabel
            text: root.plateText
            focus: true
            onUsed: text => {
                formModel.set(root.platePath, text);
                formModel.leave(root.platePath);
                root.closePlate();
            }
            onBackAsked: root.closePlate()
            onHideAsked: root.hideAsked()
        }
    }

    function closePicker(): void {
        const at = root.pickedPath;
        root.pickedPath = "";
        root.moveTo(at);
    }

    function closePlate(): void {
        const at = root.platePath;
        root.platePath = "";
        root.moveTo(at);
    }
}
