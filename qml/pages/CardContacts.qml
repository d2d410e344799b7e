pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// Contacts of a card, in the ruled margin. `model` has the roles of EntryList.
Column {
    id: root

    property var model: null
    property string note: ""
    // Only recent ones are shown, and there may be earlier.
    property bool earlier: false
    property int edge: Theme.space16

    signal opened(typeName: string, entryId: string)
    signal earlierAsked()

    SectionTitle {
        edge: root.edge
        width: parent.width
        title: qsTr("Contacts")
        note: root.note
    }
    Repeater {
        model: root.model

        EntryRow {
            id: row

            width: root.width
            byDay: true
            edge: root.edge
            onOpened: root.opened(row.typeName, row.entryId)
        }
    }
    AppButton {
        visible: root.earlier
        width: parent.width
        size: "touch"
        kind: "quiet"
        text: qsTr("Show earlier contacts")
        onClicked: root.earlierAsked()
    }
}
