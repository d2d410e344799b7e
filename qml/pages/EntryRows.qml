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
    // Scrolled by hand: from then on it stays where it is.
    property bool moved: false

    signal entryOpened(typeName: string, entryId: string)
    signal draftOpened(draftId: string)

    function settle(): void {
        if (!root.moved)
            later.start();
    }

    clip: true
    reuseItems: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Entries")

    onMovementStarted: root.moved = true
    // What stands above the rows grows after they are laid out.
    onOriginYChanged: root.settle()
    onContentHeightChanged: root.settle()

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
