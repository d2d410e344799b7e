// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// What two officers wrote at once: the list, and each question with its values side by side. All values stay in the history; the
// choice is an entry of its own.
AppPage {
    id: root

    // Only of this entry; "" = of all.
    property string entryId: ""
    property string openEntry: ""
    property string openField: ""
    property string failure: ""
    // The question that is open.
    property ConflictQuestion pane: null
    readonly property var conflicts: root.entryId !== "" ? entry.conflicts : all
    readonly property bool loading: root.entryId !== "" ? !entry.loaded : all.loading
    readonly property bool opened: root.openField !== ""
    readonly property bool sideBySide: root.frame !== "phone" && root.width >= 1000

    function place(): var {
        return { entryId: root.entryId };
    }

    function openRow(entryId: string, field: string): void {
        root.failure = "";
        root.openEntry = entryId;
        root.openField = field;
    }

    function keep(): void {
        if (root.pane && root.pane.chosen > 0)
            root.conflicts.take(root.openEntry, root.openField, root.pane.chosen, root.pane.reason);
    }

    // On a phone the list comes before what was before it.
    function goBack(): void {
        if (root.opened && !root.wide)
            root.openRow("", "");
        else
            root.backAsked();
    }

    // Beside the list one question is always open.
    function openFirst(): void {
        const first = questions.itemAt(0) as ConflictQuestion;
        if (root.wide && !root.opened && first)
            root.openRow(first.entryId, first.field);
    }

    onWideChanged: root.openFirst()

    Conflicts {
        id: all
    }
    EntryList {
        id: back
        scope: EntryList.NeedsMe
        status: "RETURNED"
    }
    EntryView {
        id: entry
        entryId: root.entryId
    }
    Connections {
        target: root.conflicts

        function onTaken(): void {
            root.openRow("", "");
        }
        function onFailed(text: string): void {
            root.failure = text;
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Needs you")
            line: qsTr("Two officers wrote at once. Both values are kept.")
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.goBack()

            SafeLight {
                visible: root.wide
                width: visible ? implicitWidth : 0
                form: "chip"
                standing: SyncStatus.lightName
                count: SyncStatus.onlyHere
                title: SyncStatus.headerText
                onClicked: root.openAsked("handin", {})
            }
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            ListView {
                id: list
                visible: root.wide || !root.opened
                clip: true
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                model: root.conflicts
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Needs you")
                Layout.fillWidth: !root.wide
                Layout.preferredWidth: root.wide ? Theme.sidePane : 1
                Layout.fillHeight: true
                T.ScrollBar.vertical: ScrollMark {}

                header: EmptyState {
                    width: list.width
                    visible: root.conflicts.count === 0 && !root.loading && back.count === 0
                    height: visible ? implicitHeight : 0
                    iconName: "check"
                    title: all.emptyText !== "" ? all.emptyText : qsTr("Nothing needs you.")
                }
                footer: Column {
                    width: list.width

                    Repeater {
                        model: root.entryId === "" ? back : null

                        ListRow {
                            id: returned

                            required property var model
                            required property string number
                            required property string summary
                            required property string typeName
                            required property string entryId

                            width: list.width
                            edge: root.edge
                            title: qsTr("%1, entry %2").arg(returned.model.title).arg(returned.number)
                            line: returned.summary
                            warnLine: qsTr("Returned to you: correct it")
                            warnIcon: "needs"
                            ground: root.wide ? Theme.bg : Theme.surface
                            onClicked: root.openRecord(returned.typeName, returned.entryId)
                        }
                    }
                    Words {
                        width: parent.width
                        visible: root.conflicts.count > 0
                        leftPadding: root.edge
                        rightPadding: root.edge
                        topPadding: Theme.space16
                        text: qsTr("All of this is kept. It can wait until you have checked.")
                        font: Theme.small
                        color: Theme.ink2
                    }
                }
                delegate: ListRow {
                    id: row
                    edge: root.edge

                    required property string entryId
                    required property string field
                    required property string label
                    required property string kindText
                    required property var model

                    width: ListView.view ? ListView.view.width : 0
                    title: row.label
                    line: row.model.title
                    warnLine: row.kindText
                    warnIcon: "needs"
                    chevron: !root.wide
                    marked: row.entryId === root.openEntry && row.field === root.openField
                    ground: marked || !root.wide ? Theme.surface : Theme.bg
                    onClicked: root.openRow(row.entryId, row.field)
                }
            }
            Rectangle {
                visible: root.wide
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            ColumnLayout {
                visible: root.wide || root.opened
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true

                Rectangle {
                    color: Theme.surface
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    Words {
                        anchors.centerIn: parent
                        visible: !root.opened && root.conflicts.count > 0
                        text: qsTr("Choose one on the left.")
                        color: Theme.ink2
                    }
                    Repeater {
                        id: questions
                        model: root.conflicts
                        onItemAdded: root.openFirst()

                        ConflictQuestion {
                            anchors.fill: parent
                            visible: entryId === root.openEntry && field === root.openField
                            edge: root.edge
                            sideBySide: root.sideBySide
                            failure: root.failure
                            onOpenAsked: id => root.openAsked("entry", { entryId: id })
                            reasons: root.conflicts.reasons()
                            onThirdAsked: (id, field) => root.openAsked("form", { amend: id, settles: field })
                            onVisibleChanged: {
                                if (visible)
                                    root.pane = this;
                                else if (root.pane === this)
                                    root.pane = null;
                            }
                            Component.onDestruction: if (root.pane === this) root.pane = null
                        }
                    }
                }
                // On a desk what is done with it stands at the foot of its column.
                BottomBar {
                    visible: root.frame === "desk" && root.opened
                    Layout.fillWidth: true

                    ConflictActions {
                        page: root
                        pane: root.pane
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                }
            }
        }
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            ConflictActions {
                page: root
                pane: root.pane
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
