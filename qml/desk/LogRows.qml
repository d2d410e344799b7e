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

    function rowOf(id: string): LogRow {
        for (let i = 0; i < root.count; ++i) {
            const row = root.itemAtIndex(i) as LogRow;
            if (row && row.entryId === id)
                return row;
        }
        return null;
    }

    function step(by: int): void {
        const at = root.rowOf(root.selectedId)?.index ?? (by > 0 ? -1 : root.count);
        if (at + by < 0 || at + by >= root.count)
            return;
        root.positionViewAtIndex(at + by, ListView.Contain);
        const next = root.itemAtIndex(at + by) as LogRow;
        if (!next)
            return;
        root.entryOpened(next.typeName, next.entryId);
        next.forceActiveFocus(Qt.TabFocusReason);
    }

    clip: true
    boundsBehavior: Flickable.StopAtBounds
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
        onOpened: root.entryOpened(typeName, entryId)
    }
    T.ScrollBar.vertical: ScrollMark {}
}
