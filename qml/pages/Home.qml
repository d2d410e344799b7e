// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The shift: what is unfinished, what was written, and what to begin. One column on a phone; on a tablet the notebook stands on
// the right and what to begin at the lower left, under the thumb.
AppPage {
    id: root

    // On a phone with large text the start tiles scroll with the page: fixed they would leave no room for the list.
    readonly property bool crowded: !root.wide && Theme.textScale > 1.25
    property int scope: EntryList.ThisShift

    // What was listed is of the shift before.
    readonly property string shiftId: Session.shift.id
    onShiftIdChanged: entries.refresh()

    function place(): var {
        return { scope: root.scope };
    }

    EntryList {
        id: entries
        scope: root.wide ? root.scope : EntryList.ThisShift
        withDrafts: true
    }
    EntryList {
        id: due
        scope: EntryList.NeedsMe
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            back: false
            title: Session.shift.open ? Session.shift.title : qsTr("No shift")
            line: Session.shift.open ? (root.wide ? Session.shift.detail : Session.shift.withText) : Session.officer
            wide: root.wide
            Layout.fillWidth: true

            SafeLight {
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

            HomeSide {
                visible: root.wide
                page: root
                needing: due
                Layout.preferredWidth: root.frame === "desk" ? Theme.widePane : Theme.sidePane
                Layout.fillWidth: false
                Layout.fillHeight: true
            }
            Rectangle {
                visible: root.wide
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true

                NotebookHead {
                    visible: root.wide
                    scope: root.scope
                    statusText: root.scope === EntryList.ThisShift && Session.shift.open ? Session.shift.summaryText : entries.statusText
                    withAll: false
                    Layout.fillWidth: true
                    onScopeChosen: scope => root.scope = scope
                }
                EntryRows {
                    id: list
                    model: entries
                    edge: root.edge
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onEntryOpened: (typeName, entryId) => root.openRecord(typeName, entryId)
                    onDraftOpened: draftId => root.openAsked("form", { draft: draftId })

                    header: Column {
                        width: list.width

                        HomeNotices {
                            visible: !root.wide
                            width: parent.width
                            page: root
                        }
                        StartRecords {
                            visible: root.crowded
                            width: parent.width
                            edge: root.edge
                            page: root
                        }
                        SectionTitle {
                            edge: root.edge
                            visible: !root.wide && Session.shift.open
                            width: parent.width
                            title: qsTr("This shift")
                            note: Session.shift.summaryText
                        }
                        EmptyState {
                            visible: entries.count === 0 && !entries.loading
                            width: parent.width
                            iconName: "book"
                            title: entries.emptyText
                        }
                    }
                }
                StartRecords {
                    visible: !root.wide && !root.crowded
                    edge: root.edge
                    page: root
                    Layout.fillWidth: true
                }
                Words {
                    visible: root.wide && Session.shift.open
                    text: qsTr("Shift opened %1.").arg(Session.shift.sinceText)
                    font: Theme.small
                    color: Theme.ink2
                    leftPadding: root.edge
                    topPadding: Theme.space12
                    bottomPadding: Theme.space12
                    Layout.fillWidth: true
                }
            }
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
            AppButton {
                text: qsTr("More")
                iconName: "more"
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 2 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: root.openAsked("more", {})
            }
        }
    }
}
