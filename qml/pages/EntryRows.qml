pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// The notebook: a list of entries that loads on as it is scrolled.
ListView {
    id: root

    property bool byDay: false
    property int edge: Theme.space16
    property string selectedId: ""
    // Where the top was before what stands above the rows grew.
    property real heldOrigin: 0

    signal entryOpened(typeName: string, entryId: string)
    signal draftOpened(draftId: string)

    clip: true
    reuseItems: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Entries")

    // What stands above the rows grows after they are laid out: a list that was at its top stays there.
    onOriginYChanged: {
        if (root.contentY <= root.heldOrigin + 1)
            later.start();
        root.heldOrigin = root.originY;
    }

    delegate: EntryRow {
        id: row

        width: ListView.view ? ListView.view.width : 0
        byDay: root.byDay
        edge: root.edge
        selected: root.selectedId !== "" && (row.entryId === root.selectedId || row.draftId === root.selectedId)
        onOpened: {
            if (row.isDraft)
                root.draftOpened(row.draftId);
            else
                root.entryOpened(row.typeName, row.entryId);
        }
    }
    Timer {
        id: later
        interval: 0
        onTriggered: root.positionViewAtBeginning()
    }
    T.ScrollBar.vertical: ScrollMark {}
}
