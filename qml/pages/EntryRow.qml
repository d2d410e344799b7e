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
    property int edge: Theme.space16

    readonly property string shape: ({ onlyHere: "here", received: "received", merged: "merged", needsYou: "needs" })[root.sync] ?? ""

    signal opened()

    implicitHeight: margin.implicitHeight + (missing.visible ? missing.implicitHeight : 0)

    // The number before this one is missing: a line of its own.
    MarginRow {
        id: missing
        width: parent.width
        visible: root.gap !== ""
        enabled: false
        gap: true
        title: root.gap
        iconName: "warn"
        edge: root.edge
        first: root.index === 0
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
        iconName: root.isDraft ? "pencil" : ""
        selected: root.selected || root.isDraft
        first: root.index === 0 && root.gap === ""
        edge: root.edge
        onClicked: root.opened()
    }
}
