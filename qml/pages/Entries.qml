// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The notebook beyond this shift: by day, the newest first.
AppPage {
    id: root

    property int scope: EntryList.Mine

    function place(): var {
        return { scope: root.scope };
    }

    EntryList {
        id: entries
        scope: root.scope
        withDrafts: true
        held: !list.atYBeginning
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Notebook")
            line: entries.statusText
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()

            SafeLight {
                form: "chip"
                standing: SyncStatus.lightName
                count: SyncStatus.onlyHere
                title: SyncStatus.headerText
                onClicked: root.openAsked("handin", {})
            }
        }
        NotebookHead {
            title: ""
            edge: root.edge
            scope: root.scope
            Layout.fillWidth: true
            onScopeChosen: scope => root.scope = scope
        }
        NewerBar {
            entries: entries
            Layout.fillWidth: true
        }
        EntryRows {
            id: list
            model: entries
            edge: root.edge
            Layout.fillWidth: true
            Layout.fillHeight: true
            section.property: "dayTitle"
            section.delegate: SectionTitle {
                edge: root.edge
                required property string section

                width: ListView.view ? ListView.view.width : 0
                title: section
            }
            header: EmptyState {
                width: list.width
                visible: entries.count === 0 && !entries.loading
                height: visible ? implicitHeight : 0
                iconName: "book"
                title: entries.errorText !== "" ? entries.errorText : entries.emptyText
            }
            onEntryOpened: (typeName, entryId) => root.openRecord(typeName, entryId)
            onDraftOpened: draftId => root.openAsked("form", { draft: draftId })
        }
        // On a desk the rail leads there.
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: root.wide ? qsTr("Find a person, plate or phone") : qsTr("Find")
                iconName: "search"
                iconColor: Theme.accent
                fitted: true
                Layout.fillWidth: true
                onClicked: root.openAsked("find", {})
            }
        }
    }
}
