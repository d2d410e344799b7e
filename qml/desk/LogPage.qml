pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The log of every entry this tablet holds, with filters. On a desk: the list, the entry, the filters; on a tablet the filters
// take the place of the entry; on a phone one of the three at a time, and an entry opens as a page of its own.
AppPage {
    id: root

    property string entryId: ""
    property bool filtering: false
    // A filter was set since the page was opened, perhaps with an entry far down.
    property bool narrowed: false

    readonly property bool desk: root.frame === "desk"
    readonly property bool phone: root.frame === "phone"
    readonly property bool listShown: !root.phone || !root.filtering
    readonly property bool entryShown: root.desk || (!root.phone && !root.filtering)

    marking: view.marking

    function place(): var {
        return { entryId: root.entryId };
    }

    function show(typeName: string, id: string): void {
        if (root.phone) {
            root.openRecord(typeName, id);
            return;
        }
        root.entryId = id;
        root.filtering = false;
        entry.contentY = 0;
    }

    // A side pane grows with the text, up to its part of the page.
    function grown(pane: int, part: real): real {
        return Math.max(pane, Math.min(pane * Theme.textScale, root.width * part));
    }

    // On a screen with both, something is always open, and it is one of the list: what a filter hides is not left standing.
    function openFirst(): void {
        if (root.phone || entries.loading)
            return;
        if (root.entryId !== "" && root.narrowed && !entries.lists(root.entryId))
            root.entryId = "";
        const row = list.itemAtIndex(0) as LogRow;
        if (root.entryId === "" && row)
            root.entryId = row.entryId;
    }

    onFrameChanged: later.restart()
    function goBack(): void {
        if (root.filtering)
            root.filtering = false;
        else
            root.backAsked();
    }

    Keys.onPressed: event => {
        if (event.key !== Qt.Key_PageDown && event.key !== Qt.Key_PageUp)
            return;
        entry.turn(event.key === Qt.Key_PageDown);
        event.accepted = true;
    }
    Shortcut {
        sequence: "Ctrl+F"
        enabled: root.visible
        onActivated: {
            root.filtering = !root.desk;
            filters.focusWords();
        }
    }

    Shortcut {
        sequence: "F6"
        enabled: root.visible && root.desk
        onActivated: {
            if (list.activeFocus)
                filters.focusWords();
            else
                list.focusSelected();
        }
    }

    Timer {
        id: later
        interval: 0
        onTriggered: root.openFirst()
    }
    EntryList {
        id: entries
        scope: EntryList.All
        held: !list.atYBeginning
        onFilterChanged: root.narrowed = true
        onLoadingChanged: if (!entries.loading) later.restart()
    }
    EntryView {
        id: view
        entryId: root.phone ? "" : root.entryId
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            visible: !root.desk
            title: root.filtering ? qsTr("Filters") : qsTr("Log")
            line: root.filtering ? "" : filters.inWords !== "" ? filters.inWords : entries.statusText
            back: true
            Layout.fillWidth: true
            onBackAsked: root.goBack()
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                visible: root.listShown
                spacing: 0
                Layout.fillWidth: root.phone
                Layout.fillHeight: true
                Layout.preferredWidth: root.phone ? -1 : root.grown(Theme.listPane, 0.3)

                PaneTitle {
                    visible: root.desk
                    title: qsTr("Log")
                    line: filters.inWords !== "" ? qsTr("%1. %2").arg(entries.statusText).arg(filters.inWords) : entries.statusText
                    Layout.fillWidth: true
                }
                NewerBar {
                    entries: entries
                    Layout.fillWidth: true
                }
                LogRows {
                    id: list
                    focus: true
                    model: entries
                    onRowMade: later.restart()
                    selectedId: root.phone ? "" : root.entryId
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onEntryOpened: (typeName, id) => root.show(typeName, id)

                    EmptyState {
                        anchors.centerIn: parent
                        width: parent.width - 2 * Theme.space20
                        visible: list.count === 0 && !entries.loading
                        iconName: "list"
                        title: entries.emptyText
                    }
                }
            }
            Rectangle {
                visible: !root.phone
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            Rectangle {
                visible: root.entryShown
                color: Theme.surface
                Layout.fillWidth: true
                Layout.fillHeight: true

                EntryPane {
                    id: entry
                    anchors.fill: parent
                    visible: view.loaded
                    view: view
                    edge: root.edge
                    onThirdAsked: field => root.openAsked("form", { amend: view.entryId, settles: field })
                    footer: Flow {
                        x: root.edge
                        width: entry.width - 2 * root.edge
                        bottomPadding: Theme.space24
                        spacing: Theme.space8

                        AppButton {
                            size: "field"
                            text: qsTr("Open the entry")
                            onClicked: root.openRecord(view.typeName, view.entryId)
                        }
                        AppButton {
                            visible: view.mayAmend && view.conflicts.count === 0
                            size: "field"
                            text: qsTr("Correct it")
                            onClicked: root.openAsked("form", { amend: view.entryId })
                        }
                        AppButton {
                            visible: view.mayReview
                            size: "field"
                            text: qsTr("Review it")
                            onClicked: root.openAsked("review", { entryId: view.entryId })
                        }
                    }
                }
                EmptyState {
                    anchors.centerIn: parent
                    width: parent.width - 2 * root.edge
                    visible: root.entryId === "" && entries.count > 0
                    iconName: "list"
                    title: qsTr("Choose an entry on the left")
                }
            }
            Rectangle {
                visible: root.desk
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            SidePane {
                id: side
                visible: root.desk || root.filtering
                wanted: filters.implicitHeight
                edge: root.desk ? Theme.space20 : root.edge
                moreText: qsTr("More filters below")
                Layout.fillWidth: !root.desk
                Layout.fillHeight: true
                Layout.preferredWidth: root.desk ? root.grown(Theme.decisionPane, 0.27) : -1

                LogFilters {
                    id: filters
                    width: parent.width
                    entries: entries
                    titled: root.desk
                    keysShown: root.desk && Theme.textScale < 1.5 && root.height >= Theme.keysShownFrom
                    onReached: item => side.reveal(item)
                }
            }
        }
        BottomBar {
            visible: !root.desk
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                kind: "primary"
                fitted: true
                text: root.filtering ? qsTr("Show") : qsTr("Filters")
                secondLine: root.filtering ? entries.statusText : filters.inWords
                Layout.fillWidth: true
                onClicked: root.filtering = !root.filtering
            }
        }
    }
}
