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
    property string settles: ""
    property bool endShift: false
    property string forPerson: ""
    property string forVehicle: ""

    // The section that is open: on a phone the others fold once they are done, on a tablet only this one is shown.
    property string currentSection: ""
    property bool opening: false
    // Save was pressed: what stands in its way is said in red.
    property bool tried: false
    property var leaving: []
    // Sections that were worked in since the last move: one that folded with its last answer would take the field away from
    // under the hand, and with it what is still being typed.
    property var worked: []
    // Sections with a field that a supervisor wrote at: folded they would hide what is to be mended.
    property var remarked: []
    // Path of the time that is being changed: what belongs to it stands below it.
    property string openMoment: ""
    readonly property bool stepped: root.wide && formModel.sections.length > 1 && root.settles === ""

    function place(): var {
        return formModel.draftId !== "" ? { draft: formModel.draftId } : {
            type: root.type, amend: root.amend, settles: root.settles, endShift: root.endShift, forPerson: root.forPerson, forVehicle: root.forVehicle
        };
    }

    function keyOf(section: var): string {
        return section.part + "/" + section.title;
    }

    // What a part of the save is called; "" for the record itself.
    function titleOf(part: string): string {
        return formModel.parts.find(p => p.label === part && part !== "")?.title ?? "";
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

    function headLine(): string {
        const number = formModel.numbered && Session.shift.nextNumberText !== "" ? qsTr("Entry %1").arg(Session.shift.nextNumberText) : "";
        const kept = formModel.keptText !== "" ? formModel.keptText : root.settles !== "" ? qsTr("A third value. The others are kept.")
            : formModel.isAmend ? qsTr("Correction. The first version is kept.") : "";
        return Sentence.of([number, kept], ". ");
    }

    // Where it begins, once the first check has said what is to be filled in.
    function begin(): void {
        if (!root.opening || formModel.checking)
            return;
        root.opening = false;
        root.moveTo(formModel.start());
    }

    // A field that is left may say what is wrong with it, and moves what is below. While a finger is down that would take the
    // button away from under it: the field is left once the finger is up.
    function leave(path: string): void {
        if (finger.active)
            root.leaving = root.leaving.concat([path]);
        else
            formModel.leave(path);
    }

    function leaveAll(): void {
        const paths = root.leaving;
        root.leaving = [];
        for (const path of paths)
            formModel.leave(path);
    }

    // A block that was added begins with its first field. Where that names a record, Find opens at once.
    function enterBlock(block: string): void {
        const at = formModel.indexOfPath(block) + 1;
        const first = rows.itemAt(at) as FormRow;
        if (at < 1 || !first)
            return;
        if (first.control === "reference" && first.empty)
            cover.pickForBlock(block, first.path, first.references);
        else
            root.moveTo(first.path);
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

    Item {
        anchors.fill: parent
        z: 2

        PointHandler {
            id: finger
            onActiveChanged: if (!finger.active) Qt.callLater(root.leaveAll)
        }
    }
    // Once the section is open and laid out.
    Timer {
        id: goThere

        property int row: -1

        interval: 0
        onTriggered: {
            root.focusRow(goThere.row);
            folded.start();
        }
    }
    // What folds above it moves it away once more.
    Timer {
        id: folded
        interval: Theme.settleTime
        onTriggered: {
            const row = rows.itemAt(goThere.row) as FormRow;
            if (row && !finger.active)
                scroll.reveal(row);
        }
    }
    FormModel {
        id: formModel
        type: root.type
        amend: root.amend
        settles: root.settles
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
            root.opening = true;
        }
        onStateChanged: {
            root.begin();
            cover.enterNew();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: !cover.covering

        HeaderBar {
            title: formModel.title
            line: root.headLine()
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
                remarked: root.remarked
                Layout.preferredWidth: Math.max(Theme.stepPane, Math.min(Theme.stepPane * Theme.textScale, root.width * Theme.stepShare))
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
                    tried: root.tried
                    ending: root.endShift
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
                        onPickAsked: (path, types) => cover.pick(path, types)
                        onPlateAsked: (path, label, text) => cover.enterPlate(path, label, text)
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
                visible: formModel.recordType === "official_warning" && !formModel.isAmend
                text: root.wide ? qsTr("Welfare contact") : qsTr("Welfare")
                spoken: qsTr("Welfare contact instead")
                iconName: "care"
                iconColor: Theme.accent
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 3 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: {
                    const person = formModel.person;
                    formModel.close();
                    root.replaceAsked("form", { type: "welfare_contact", forPerson: person });
                }
            }
            AppButton {
                kind: "primary"
                text: formModel.saving ? qsTr("Saving") : formModel.action !== "" ? formModel.action : qsTr("Next")
                secondLine: formModel.actionDetail
                fitted: true
                Layout.fillWidth: true
                onClicked: {
                    if (formModel.saving)
                        return;
                    const missing = formModel.ready ? "" : formModel.next("");
                    root.tried = true;
                    if (missing === "")
                        formModel.save();
                    else
                        root.moveTo(missing);
                }
            }
        }
    }
    FormCover {
        id: cover
        anchors.fill: parent
        form: formModel
        page: root
        rows: rows
        onHideAsked: root.hideAsked()
    }
}
