import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// qmllint disable unqualified
// Not ComponentBehavior: Bound: Qt 6.4 makes no heading of a section of a bound component.

// The log under the days it was written on. Up and Down open the entry before and after; it loads on as it is scrolled.
ListView {
    id: root

    property string selectedId: ""
    property int edge: Theme.space16

    signal entryOpened(typeName: string, entryId: string)

    // A row has come into being: only then can it be opened.
    signal rowMade()

    function selectedIndex(): int {
        for (let i = 0; i < root.count; ++i) {
            const row = root.itemAtIndex(i) as LogRow;
            if (row && row.entryId === root.selectedId)
                return i;
        }
        return -1;
    }

    // Keys go to the entry that is open, or to the first.
    function focusSelected(): void {
        const row = root.itemAtIndex(Math.max(0, root.selectedIndex())) as LogRow;
        if (row)
            row.forceActiveFocus(Qt.TabFocusReason);
    }

    function step(by: int): void {
        const next = root.selectedIndex() + by;
        if (next < 0 || next >= root.count)
            return;
        root.currentIndex = next;
        root.positionViewAtIndex(next, ListView.Contain);
        const row = root.itemAtIndex(next) as LogRow;
        if (!row)
            return;
        row.forceActiveFocus(Qt.TabFocusReason);
        root.entryOpened(row.typeName, row.entryId);
    }

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    highlightFollowsCurrentItem: false
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Entries")
    Keys.onUpPressed: root.step(-1)
    Keys.onDownPressed: root.step(1)

    section.property: "dayTitle"
    section.delegate: Words {
        width: root.width
        leftPadding: Theme.space20
        rightPadding: root.edge
        topPadding: Theme.space12
        bottomPadding: Theme.space6
        text: section
        font: Theme.labelStrong
        color: Theme.ink2
        Accessible.role: Accessible.Heading
        required property string section
    }
    delegate: LogRow {
        width: root.width
        edge: root.edge
        selected: root.selectedId !== "" && entryId === root.selectedId
        onOpened: {
            root.currentIndex = index;
            root.entryOpened(typeName, entryId);
        }
        Component.onCompleted: root.rowMade()
    }
    T.ScrollBar.vertical: ScrollMark {}
}
