pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What stands over an entry: what it needs, what a supervisor said, that it is void, that part of it is not shown.
Column {
    id: root

    required property EntryView entry

    signal needsYouAsked()

    Banner {
        width: parent.width
        visible: root.entry.errorText !== ""
        kind: "stop"
        iconName: "warn"
        bold: root.entry.errorText
    }
    Banner {
        width: parent.width
        visible: root.entry.returnedComment !== ""
        kind: "warn"
        iconName: "talk"
        bold: qsTr("Returned to you.")
        text: root.entry.returnedComment
    }
    Repeater {
        model: root.entry.needs

        Banner {
            required property string modelData

            width: root.width
            kind: "stop"
            iconName: "needs"
            bold: modelData
            actionText: root.entry.needsYou ? qsTr("Choose") : ""
            onActed: root.needsYouAsked()
        }
    }
    Banner {
        width: parent.width
        visible: root.entry.voided
        kind: "warn"
        iconName: "close"
        bold: qsTr("This entry is void.")
        text: qsTr("It is kept and counts for nothing.")
    }
    Banner {
        width: parent.width
        visible: root.entry.partHidden
        iconName: "lock"
        bold: qsTr("Part of this entry is not shown to you.")
    }
    Banner {
        width: parent.width
        visible: root.entry.statusText !== "" && root.entry.returnedComment === ""
        iconName: "inbox"
        bold: root.entry.statusText
        text: root.entry.reviewDueText
        kind: root.entry.overdue ? "warn" : "plain"
    }
}
