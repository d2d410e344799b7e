pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What concerns the whole form and stands at no field.
Column {
    id: root

    required property FormModel form
    property int edge: Theme.space16
    property bool tried: false
    // The shift ends: how many entries it leaves, and whether they are safe.
    property bool ending: false

    EmptyState {
        width: parent.width
        visible: root.form.errorText !== ""
        iconName: "warn"
        title: root.form.errorText
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.form.care
        iconName: "shield"
        text: qsTr("Care record.")
        bold: qsTr("Never for enforcement.")
        boldLast: true
        centred: true
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.ending
        kind: Session.shift.missing.length > 0 ? "stop" : SyncStatus.lightName === "safe" ? "ok" : "warn"
        iconName: SyncStatus.lightName === "safe" ? "merged" : SyncStatus.lightName === "notSafe" ? "here" : "unknown"
        bold: Session.shift.summaryText.endsWith(".") ? Session.shift.summaryText : Session.shift.summaryText + "."
        text: Sentence.of([SyncStatus.lightTitle, SyncStatus.lightText], ". ")
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.form.remark !== ""
        kind: "warn"
        iconName: "talk"
        bold: qsTr("Returned to you.")
        text: root.form.remark
    }
    Repeater {
        model: root.form.problems

        Banner {
            edge: root.edge
            required property string modelData

            width: root.width
            kind: root.tried ? "stop" : "plain"
            iconName: root.tried ? "warn" : "pencil"
            bold: modelData
        }
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.form.partHidden
        iconName: "lock"
        bold: qsTr("Part of this entry is not shown to you.")
    }
    Banner {
        edge: root.edge
        width: parent.width
        visible: root.form.roomText !== ""
        kind: "warn"
        iconName: "warn"
        bold: root.form.roomText
    }
}
