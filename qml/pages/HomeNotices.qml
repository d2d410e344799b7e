pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What must be seen before the list: a fault, a gap, what was just saved, notices of the shift.
Column {
    id: root

    required property AppPage page

    // Deleted on a letter's page: that is no news of the store.
    onVisibleChanged: if (root.visible) letters.refresh()

    LetterFiles {
        id: letters
    }
    SavedNotice {
        edge: root.page.edge
        width: parent.width
    }
    Banner {
        edge: root.page.edge
        width: parent.width
        visible: Session.shift.missingText !== ""
        kind: "stop"
        iconName: "warn"
        bold: Session.shift.missingText
    }
    Banner {
        edge: root.page.edge
        width: parent.width
        visible: Session.shift.noticeText !== ""
        kind: "warn"
        iconName: "clock"
        bold: Session.shift.noticeText
    }
    Banner {
        edge: root.page.edge
        width: parent.width
        visible: SyncStatus.diskFull
        kind: "stop"
        iconName: "warn"
        bold: qsTr("This tablet's disk is nearly full.")
        text: qsTr("What you record is kept, in room set aside for it. Sync, then have space made.")
    }
    Repeater {
        model: letters

        Banner {
            required property string entryId

            edge: root.page.edge
            width: root.width
            kind: "warn"
            iconName: "lock"
            bold: qsTr("A letter's file lies outside this tablet's lock.")
            text: qsTr("Print it, then delete it.")
            actionText: qsTr("Open the letter")
            onActed: root.page.openRecord("keeper_letter", entryId)
        }
    }
    ListRow {
        edge: root.page.edge
        width: parent.width
        visible: !root.page.wide && SyncStatus.needsYou > 0
        iconName: "needs"
        iconColor: Theme.stop
        title: qsTr("Needs you")
        line: SyncStatus.needsYou === 1 ? qsTr("1 entry waits for you") : qsTr("%1 entries wait for you").arg(SyncStatus.needsYou)
        onClicked: root.page.openAsked("needsyou", {})
    }
    Banner {
        edge: root.page.edge
        width: parent.width
        visible: Session.shift.refusal !== ""
        kind: "warn"
        iconName: "warn"
        bold: Session.shift.refusal
    }
    Column {
        width: parent.width
        visible: !Session.shift.open
        topPadding: Theme.space12
        spacing: Theme.space8

        Repeater {
            model: Session.shift.joinable

            AppButton {
                required property var modelData

                x: root.page.edge
                width: parent ? parent.width - 2 * root.page.edge : 0
                text: modelData.words
                secondLine: modelData.detail
                iconName: "person"
                iconColor: Theme.accent
                onClicked: Session.shift.join(modelData.id)
            }
        }
        AppButton {
            x: root.page.edge
            width: parent.width - 2 * root.page.edge
            kind: "primary"
            text: qsTr("Start a shift")
            iconName: "clock"
            onClicked: root.page.openAsked("form", { type: "shift" })
        }
    }
}
