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

    // Scrolls as little as shows all of `item`.
    function reveal(item: Item): void {
        const top = item.mapToItem(column, 0, 0).y;
        const most = Math.max(0, root.contentHeight - root.height);
        if (top - Theme.space16 < root.contentY || item.height > root.height)
            root.contentY = Math.max(0, Math.min(most, top - Theme.space16));
        else if (top + item.height + Theme.space16 > root.contentY + root.height)
            root.contentY = Math.min(most, top + item.height + Theme.space16 - root.height);
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
