// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import Beatbook
import Beatbook.Controls

// One row of a form: the heading of its section when it is the first, then the field in the control its kind asks for. Folded,
// the first row of a section stands for all of it and the others are not there.
Rectangle {
    id: root

    required property int index
    required property string path
    required property string part
    required property string section
    required property string control
    required property string label
    required property string hint
    required property string call
    required property string matrix
    required property string beside
    required property string one
    required property string keyboard
    required property string words
    required property string error
    required property string notice
    required property string remark
    required property string offer
    required property int depth
    required property int minLength
    required property int maxLength
    required property int length
    required property int minimum
    required property int maximum
    required property bool readOnly
    // Roles with names that QML keeps for itself come with the model object.
    required property var model

    required property FormModel form
    required property var page
    readonly property bool asked: root.model.required
    readonly property bool addable: root.model.addable
    readonly property var options: root.model.options
    readonly property var value: root.model.value
    readonly property bool empty: root.model.empty
    readonly property var references: root.model.references
    readonly property bool care: root.model.care
    // Of these a new card can be made here.
    readonly property var makes: root.model.makes

    readonly property var sectionInfo: root.page.sectionOf(root.index)
    // Two people of one save have sections of the same names.
    readonly property string partTitle: root.part !== "" && root.first ? root.page.titleOf(root.part) : ""
    readonly property string sectionKey: root.part + "/" + root.section
    readonly property bool first: root.sectionInfo !== null && root.index === root.sectionInfo.first
    readonly property bool last: root.sectionInfo !== null && root.index === root.sectionInfo.first + root.sectionInfo.count - 1
    readonly property bool current: root.sectionKey === root.page.currentSection
    readonly property bool folded: root.sectionInfo !== null && root.sectionInfo.complete && !root.current && !root.page.stepped && root.page.settles === ""
        && !root.page.remarked.includes(root.sectionKey) && !root.page.worked.includes(root.sectionKey)
    // It stands with the row of another field while that one is open, or while it is to be mended itself.
    readonly property bool apart: root.beside === "" || root.page.openMoment === root.beside || root.model.wrong
    readonly property bool shown: root.apart && (root.page.stepped ? root.current : !root.folded || root.first)
    readonly property int edge: root.page.edge

    readonly property bool worked: (field.item as FormField)?.activeFocus ?? false

    Component.onCompleted: if (root.remark !== "") root.page.keepRemarked(root.sectionKey)
    onRemarkChanged: if (root.remark !== "") root.page.keepRemarked(root.sectionKey)
    onWorkedChanged: {
        if (!root.worked)
            return;
        root.page.keepOpen(root.sectionKey);
        root.form.focusField(root.path);
    }

    signal pickAsked(path: string, types: var)
    signal plateAsked(path: string, label: string, text: string)

    function takeFocus(): void {
        const shown = field.item as FormField;
        if (shown)
            shown.takeFocus();
    }

    visible: root.shown
    implicitHeight: root.shown ? (root.folded ? done.implicitHeight : column.implicitHeight) : 0
    color: Theme.surface
    objectName: root.path

    FoldedRow {
        id: done
        edge: root.edge
        width: parent.width
        visible: root.folded && root.first
        title: root.partTitle !== "" ? root.section + ", " + root.partTitle : root.section
        summary: root.sectionInfo ? (root.sectionInfo.summary !== "" ? root.sectionInfo.summary : qsTr("Nothing added")) : ""
        done: root.sectionInfo !== null && (root.sectionInfo.asked > 0 || root.sectionInfo.summary !== "")
        onClicked: root.page.openSection(root.sectionKey)
    }
    Column {
        id: column
        width: parent.width
        visible: !root.folded

        Rectangle {
            width: parent.width
            height: root.first && !root.page.stepped ? Theme.space8 : 0
            color: Theme.bg
        }
        Words {
            visible: root.first
            width: parent.width
            leftPadding: root.edge
            rightPadding: root.edge
            topPadding: Theme.space12
            bottomPadding: part.visible ? 0 : Theme.space6
            text: root.section
            font: Theme.heading
            Accessible.role: Accessible.Heading
        }
        Words {
            id: part
            visible: root.partTitle !== ""
            width: parent.width
            leftPadding: root.edge
            rightPadding: root.edge
            bottomPadding: Theme.space6
            text: root.partTitle
            font: Theme.label
            color: Theme.ink2
        }
        Item {
            width: parent.width
            height: root.first ? 0 : root.matrix !== "" && root.matrix !== root.path ? Theme.space4 : Theme.space18
        }
        Loader {
            width: parent.width
            active: field.active && root.path.endsWith("rung_told")
            visible: active
            sourceComponent: FormLadder {
                form: root.form
                edge: root.edge
            }
        }
        Loader {
            id: field
            x: root.edge
            width: parent.width - 2 * root.edge
            active: root.shown && !root.folded
            sourceComponent: FormField {
                row: root
            }
        }
        Item {
            width: parent.width
            height: root.last ? Theme.space16 : 0
        }
        Rectangle {
            width: parent.width
            height: root.last ? Theme.hairWidth : 0
            color: Theme.hair
        }
    }
}
