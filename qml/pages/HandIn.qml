// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// Where what was written stands: only here, received, merged, or waiting for a choice; and whether the tablet may be handed in.
AppPage {
    id: root

    EntryList {
        id: entries
        scope: EntryList.ThisShift
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Hand-in and sync")
            line: SyncStatus.signalText !== "" ? SyncStatus.signalText : SyncStatus.lastSyncedText
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        EntryRows {
            id: list
            model: entries
            edge: root.edge
            Layout.fillWidth: true
            Layout.fillHeight: true
            onEntryOpened: (typeName, entryId) => root.openRecord(typeName, entryId)

            header: Column {
                width: list.width

                SafeLight {
                    width: parent.width
                    form: "large"
                    standing: SyncStatus.lightName
                    count: SyncStatus.onlyHere
                    title: SyncStatus.lightTitle
                    line: SyncStatus.lightText
                }
                // The first reason is the line of the light itself.
                Repeater {
                    model: SyncStatus.reasons.slice(1)

                    Banner {
                        required property string modelData

                        edge: root.edge
                        width: list.width
                        iconName: "unknown"
                        text: modelData
                    }
                }
                Banner {
                    edge: root.edge
                    width: parent.width
                    visible: SyncStatus.errorText !== ""
                    kind: "warn"
                    iconName: "warn"
                    bold: SyncStatus.errorText
                    text: qsTr("What you wrote is safe here.")
                }
                Banner {
                    edge: root.edge
                    width: parent.width
                    visible: SyncStatus.kept > 0
                    kind: "warn"
                    iconName: "warn"
                    bold: SyncStatus.kept === 1 ? qsTr("Is its author's tablet lost?") : qsTr("Are their authors' tablets lost?")
                    text: qsTr("Then hand in copies. A supervisor looks first. Otherwise the next sync of the author brings back what is missing.")
                    actionText: qsTr("Hand in copies")
                    onActed: SyncStatus.handInCopies()
                }
                Item {
                    width: parent.width
                    height: Theme.space8
                }
                SyncCounts {
                    width: parent.width
                    onNeedsYouAsked: root.openAsked("needsyou", {})
                }
                SectionTitle {
                    edge: root.edge
                    width: parent.width
                    title: qsTr("This shift")
                    note: entries.statusText
                }
                EmptyState {
                    width: parent.width
                    visible: entries.count === 0 && !entries.loading
                    iconName: "sync"
                    title: entries.emptyText
                }
            }
            footer: Words {
                width: list.width
                leftPadding: root.edge
                rightPadding: root.edge
                topPadding: Theme.space8
                bottomPadding: Theme.space16
                text: Sentence.of([SyncStatus.signalText !== "" ? SyncStatus.lastSyncedText + "." : "", SyncStatus.drafts > 0 ? qsTr("Drafts are kept here until you save them: %1.").arg(SyncStatus.drafts) : "", SyncStatus.serverText], " ")
                font: Theme.small
                color: Theme.ink2
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                kind: "primary"
                text: SyncStatus.running ? qsTr("Stop") : qsTr("Try now")
                secondLine: SyncStatus.running ? SyncStatus.progressText : ""
                iconName: "sync"
                fitted: true
                Layout.fillWidth: true
                onClicked: {
                    if (SyncStatus.running)
                        SyncStatus.stop();
                    else
                        SyncStatus.syncNow();
                }
            }
        }
    }
}
