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
            Qt.callLater(root.positionViewAtBeginning); // qmllint disable property
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
        width: ListView.view ? ListView.view.width : 0
        byDay: root.byDay
        edge: root.edge
        selected: root.selectedId !== "" && (entryId === root.selectedId || draftId === root.selectedId)
        onOpened: {
            if (isDraft)
                root.draftOpened(draftId);
            else
                root.entryOpened(typeName, entryId);
        }
    }
    T.ScrollBar.vertical: ScrollMark {}
}
