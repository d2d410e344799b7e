import QtQuick
import Beatbook.Controls

// One entry of a list in the ruled margin; its properties are the roles of EntryList.
Item {
    id: root

    required property int index
    required property string entryId
    required property string draftId
    required property string typeName
    required property string title
    required property string summary
    required property string time
    required property string day
    required property string number
    required property string sync
    required property string syncText
    required property string gap
    required property string needs
    required property bool isDraft
    required property bool voided
    property bool selected: false
    // Day over time instead of time over number: for lists over many days.
    property bool byDay: false

    readonly property string shape: ({ onlyHere: "here", received: "received", merged: "merged", needsYou: "needs" })[root.sync] ?? ""

    signal opened()

    implicitHeight: margin.implicitHeight + (missing.visible ? missing.implicitHeight : 0)

    Banner {
        id: missing
        width: parent.width
        visible: root.gap !== ""
        kind: "stop"
        bold: root.gap
        iconName: "warn"
    }
    MarginRow {
        id: margin
        width: parent.width
        anchors.bottom: parent.bottom
        time: root.byDay ? root.day : root.time
        number: root.byDay ? root.time : root.number
        title: root.voided ? qsTr("%1, voided").arg(root.title) : root.title
        line: root.summary
        status: root.isDraft ? "" : root.shape
        statusText: root.isDraft ? "" : root.syncText
        iconName: root.isDraft ? "pencil" : ""
        draft: root.isDraft
        selected: root.selected
        first: root.index === 0
        onClicked: root.opened()
    }
}
