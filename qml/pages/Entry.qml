// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// One entry: what needs the officer first, then what it says, then how it came to say so. Nothing is ever taken away: a
// correction, a void and a restore are further versions with a reason.
AppPage {
    id: root

    required property string entryId
    // "void" or "restore" while a reason is asked for, "print" while a letter is put on paper.
    property string asking: ""

    marking: entry.marking

    function place(): var {
        return { entryId: root.entryId };
    }

    EntryView {
        id: entry
        entryId: root.entryId
        onDone: root.asking = ""
    }
    LetterPaper {
        id: letter
        entryId: entry.typeName === "keeper_letter" && !entry.voided ? root.entryId : ""
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: root.asking === ""

        HeaderBar {
            title: entry.title
            line: entry.number !== "" ? qsTr("Entry %1. %2").arg(entry.number).arg(entry.author) : entry.author
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()

            StatusChip {
                status: ({ onlyHere: "here", received: "received", merged: "merged", needsYou: "needs" })[entry.sync] ?? ""
                text: entry.syncText
            }
        }
        ScrollPage {
            widest: root.frame === "desk" ? Math.min(width, 3 * Theme.listPane) : width
            Layout.fillWidth: true
            Layout.fillHeight: true

            EmptyState {
                width: parent.width
                visible: entry.missing
                iconName: "unknown"
                title: qsTr("Not on this tablet")
                line: qsTr("It may come with the next exchange.")
            }
            EntryNotices {
                width: parent.width
                edge: root.edge
                entry: entry
                onCorrectAsked: root.openAsked("form", { amend: root.entryId })
                onNeedsYouAsked: root.openAsked("needsyou", { entryId: root.entryId })
            }
            Banner {
                edge: root.edge
                width: parent.width
                visible: letter.loaded
                kind: letter.stops === "" ? "ok" : "plain"
                iconName: letter.stops === "" ? "check" : "lock"
                bold: letter.stops !== "" ? qsTr("Not to be printed.") : letter.printed ? qsTr("Printed.") : qsTr("Approved for printing.")
                text: letter.stops
                actionText: letter.stops !== "" ? "" : letter.printed ? qsTr("Print it again") : qsTr("Print the letter")
                onActed: root.asking = "print"
            }
            Banner {
                edge: root.edge
                width: parent.width
                visible: letter.file !== ""
                kind: "warn"
                iconName: "lock"
                bold: qsTr("This tablet's lock does not cover the letter's file.")
                text: Sentence.of([qsTr("Print both pages, then delete it."), letter.errorText, letter.file], "\n")
                actionText: qsTr("Delete the file")
                onActed: letter.removeFile()
            }
            EntryLines {
                width: parent.width
                model: entry.lines
                edge: root.edge
                choosable: entry.conflicts.count > 0
                onChooseAsked: root.openAsked("needsyou", { entryId: root.entryId })
                onRecordAsked: (typeName, entryId) => root.openRecord(typeName, entryId)
            }
            EntryChanges {
                width: parent.width
                edge: root.edge
                wide: root.wide
                model: entry.changes
            }
            EntryReviews {
                width: parent.width
                edge: root.edge
                model: entry.reviews
            }
            EntryHistory {
                width: parent.width
                edge: root.edge
                model: entry.history
            }
            Words {
                width: parent.width
                leftPadding: root.edge
                rightPadding: root.edge
                bottomPadding: Theme.space16
                text: Sentence.of([entry.madeText, entry.syncDetail, entry.marking], "\n")
                font: Theme.small
                color: Theme.ink2
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                visible: entry.mayVoid || entry.mayRestore
                text: entry.mayRestore ? qsTr("Restore") : qsTr("Void")
                iconName: entry.mayRestore ? "undo" : "close"
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 2 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: root.asking = entry.mayRestore ? "restore" : "void"
            }
            AppButton {
                visible: entry.mayAmend
                kind: entry.needsYou ? "secondary" : "primary"
                text: root.wide ? spoken : qsTr("Correct")
                spoken: entry.returnedComment !== "" ? qsTr("Correct and send back") : qsTr("Correct")
                iconName: "pencil"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.openAsked("form", { amend: root.entryId })
            }
            AppButton {
                visible: !entry.mayAmend
                text: qsTr("Back")
                iconName: "back"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.backAsked()
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: root.asking === "print"
        visible: active
        focus: active

        sourceComponent: LetterPane {
            frame: root.frame
            focus: true
            paper: letter
            onBackAsked: root.asking = ""
            onHideAsked: root.hideAsked()
        }
    }
    Loader {
        anchors.fill: parent
        active: root.asking === "void" || root.asking === "restore"
        visible: active
        focus: active

        sourceComponent: ReasonPane {
            frame: root.frame
            focus: true
            title: root.asking === "void" ? qsTr("Void this entry") : qsTr("Restore this entry")
            line: root.asking === "void" ? qsTr("It stays readable, crossed out, with your reason.") : qsTr("It counts again, with your reason.")
            actionText: root.asking === "void" ? qsTr("Void with this reason") : qsTr("Restore")
            busy: entry.busy
            errorText: entry.errorText
            onBackAsked: root.asking = ""
            onHideAsked: root.hideAsked()
            onGiven: (code, text) => {
                if (root.asking === "void")
                    entry.voidEntry(code, text);
                else
                    entry.restore(code, text);
            }
        }
    }
}
