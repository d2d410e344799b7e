import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// The notebook: a list of entries that loads on as it is scrolled.
ListView {
    id: root

    property bool byDay: false
    property string selectedId: ""

    signal entryOpened(typeName: string, entryId: string)
    signal draftOpened(draftId: string)

    clip: true
    reuseItems: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Entries")

    delegate: EntryRow {
        width: ListView.view ? ListView.view.width : 0
        byDay: root.byDay
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
