import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// qmllint disable unqualified
// Not ComponentBehavior: Bound: Qt 6.4 makes no footer of a bound component.

// The queue: what is due first stands first. Up and Down open the entry before and after.
FocusScope {
    id: root

    required property ReviewQueue queue
    property string selectedId: ""
    // On a desk; elsewhere the header says what this is.
    property bool titled: true

    // At the foot, unless large text would leave no room for the list.
    readonly property bool pinned: Theme.textScale < 1.5 && root.titled

    signal opened(entryId: string)

    // A row has come into being: only then can it be opened.
    signal rowMade()

    // Where the entry that is open stands; -1 when it waits no more.
    function selectedIndex(): int {
        for (let i = 0; i < list.count; ++i) {
            const row = list.itemAtIndex(i) as QueueRow;
            if (row && row.entryId === root.selectedId)
                return i;
        }
        return -1;
    }

    function focusRow(index: int): void {
        list.currentIndex = index;
        list.positionViewAtIndex(index, ListView.Contain);
        const row = list.itemAtIndex(index) as QueueRow;
        if (row)
            row.forceActiveFocus(Qt.TabFocusReason);
        else
            list.forceActiveFocus(Qt.TabFocusReason);
    }

    // Keys go to the entry that is open.
    function focusSelected(): void {
        root.focusRow(root.selectedIndex());
    }

    // The entry before or after the one that is open.
    function step(by: int): void {
        const next = root.selectedIndex() + by;
        if (next < 0 || next >= list.count)
            return;
        root.focusRow(next);
        const row = list.itemAtIndex(next) as QueueRow;
        if (row)
            root.opened(row.entryId);
    }

    // The first entry that may be decided here and is none of these; "" when there is none.
    function firstBut(except: var): string {
        for (let i = 0; i < list.count; ++i) {
            const row = list.itemAtIndex(i) as QueueRow;
            if (row && row.mayReview && !except.includes(row.entryId))
                return row.entryId;
        }
        return "";
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PaneTitle {
            visible: root.titled
            title: qsTr("Review")
            line: root.queue.summaryText
            Layout.fillWidth: true
        }
        ChoiceRow {
            label: qsTr("Whose entries")
            size: "touch"
            options: [{ code: "mine", label: qsTr("My shifts") }, { code: "all", label: qsTr("All teams") }]
            value: root.queue.all ? "all" : "mine"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space20
            Layout.rightMargin: Theme.space20
            Layout.topMargin: root.titled ? 0 : Theme.space12
            Layout.bottomMargin: Theme.space12
            onChosen: code => root.queue.all = code === "all"
        }
        ListView {
            id: list
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            focus: true
            highlightFollowsCurrentItem: false
            Keys.onUpPressed: root.step(-1)
            Keys.onDownPressed: root.step(1)
            model: root.queue
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Entries that wait for review")
            Layout.fillWidth: true
            Layout.fillHeight: true

            delegate: QueueRow {
                selected: entryId === root.selectedId
                ofAll: root.queue.all && sergeant !== Session.officer
                onClicked: {
                    list.currentIndex = index;
                    root.opened(entryId);
                }
                Component.onCompleted: root.rowMade()
            }
            footer: SilentNote {
                width: list.width
                visible: !root.pinned && text !== ""
                height: visible ? implicitHeight : 0
                text: root.queue.silentText
            }
            T.ScrollBar.vertical: ScrollMark {}
        }
        SilentNote {
            visible: root.pinned && text !== ""
            text: root.queue.silentText
            Layout.fillWidth: true
        }
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space20
        visible: list.count === 0 && !root.queue.loading
        iconName: "inbox"
        title: root.queue.emptyText
    }
}
