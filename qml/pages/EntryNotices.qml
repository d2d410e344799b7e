pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What stands over an entry: what it needs, what a supervisor said, that it is void, that part of it is not shown.
Column {
    id: root

    required property EntryView entry
    property int edge: Theme.space16
    readonly property bool choices: root.entry.conflicts.count > 0

    signal needsYouAsked()
    signal correctAsked()

    Banner {
        edge: root.edge
        width: parent.width
        visible: root.entry.errorText !== ""
        kind: "stop"
        iconName: "warn"
        bold: root.entry.errorText
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.entry.returnedComment !== ""
        kind: "warn"
        iconName: "talk"
        bold: qsTr("Returned to you.")
        text: root.entry.returnedComment
        actionText: root.entry.mayAmend ? qsTr("Correct") : ""
        onActed: root.correctAsked()
    }
    Repeater {
        model: root.entry.needs

        Banner {
            required property string modelData

            edge: root.edge
            width: root.width
            kind: "stop"
            iconName: "needs"
            bold: modelData
            actionText: root.choices ? qsTr("Choose") : root.entry.mayAmend ? qsTr("Correct") : ""
            onActed: {
                if (root.choices)
                    root.needsYouAsked();
                else
                    root.correctAsked();
            }
        }
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.entry.voided
        kind: "warn"
        iconName: "close"
        bold: qsTr("This entry is void.")
        text: qsTr("It is kept and counts for nothing.")
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.entry.partHidden
        iconName: "lock"
        bold: qsTr("Part of this entry is not shown to you.")
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.entry.statusText !== "" && root.entry.returnedComment === ""
        iconName: "inbox"
        bold: root.entry.statusText + "."
        text: root.entry.reviewDueText !== "" ? root.entry.reviewDueText + "." : ""
        kind: root.entry.overdue ? "warn" : "plain"
    }
}
