import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// A column of blocks that scrolls.
Flickable {
    id: root

    default property alias blocks: column.data
    property int spacing: Theme.space8
    // Widest a line of text may become on a desk.
    property real widest: root.width

    // Leaves `item` where it is while it ends in the upper part of the page; else it comes to the top, so that what follows it is
    // in sight and a keyboard does not lie over it.
    function reveal(item: Item): void {
        const top = item.mapToItem(column, 0, 0).y;
        const most = Math.max(0, root.contentHeight - root.height);
        const near = top - Theme.space16 >= root.contentY && top + item.height <= root.contentY + Theme.keptInSight * root.height;
        if (!near)
            root.contentY = Math.max(0, Math.min(most, top - Theme.space32));
    }

    // Keys went on to something out of sight: it comes into sight. Never under a finger.
    function followKeys(): void {
        const item = root.Window.activeFocusItem;
        let at = item;
        while (at && at !== column)
            at = at.parent;
        if (!at || finger.active || !root.visible)
            return;
        const top = item.mapToItem(column, 0, 0).y;
        if (top < root.contentY || top + Math.min(item.height, root.height) > root.contentY + root.height)
            root.reveal(item);
    }

    PointHandler {
        id: finger
    }
    Connections {
        target: root.Window.window

        function onActiveFocusItemChanged(): void {
            Qt.callLater(root.followKeys);
        }
    }

    clip: true
    contentWidth: width
    contentHeight: column.implicitHeight
    boundsBehavior: Flickable.StopAtBounds
    T.ScrollBar.vertical: ScrollMark {}

    Column {
        id: column
        width: Math.min(root.width, root.widest)
        spacing: root.spacing
    }
}
