import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// Right column of the desk. What does not fit scrolls, and the foot says that it goes on.
Item {
    id: root

    // Height of what stands in it.
    required property real wanted
    property int edge: Theme.space20
    property string moreText: qsTr("More below")
    // Where it stands: at least as high as the column, so that the lowest of it may stand at the foot.
    readonly property alias slot: slot
    default property alias content: slot.data

    readonly property real needed: root.wanted + 2 * Theme.space18

    // A field that keys have come to is scrolled into sight.
    function reveal(item: Item): void {
        const top = item.mapToItem(side.contentItem, 0, 0).y;
        const most = Math.max(0, side.contentHeight - side.height);
        if (top < side.contentY)
            side.contentY = Math.max(0, top - Theme.space32);
        else if (top + item.height > side.contentY + side.height)
            side.contentY = Math.min(most, top + item.height + Theme.space16 - side.height);
    }

    // Once what has changed in it is laid out.
    function showEnd(): void {
        later.restart();
    }

    Timer {
        id: later
        interval: 0
        onTriggered: side.contentY = Math.max(0, side.contentHeight - side.height)
    }
    Flickable {
        id: side
        anchors.fill: parent
        anchors.bottomMargin: more.visible ? more.foot : 0
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width
        contentHeight: Math.max(height, root.needed)
        T.ScrollBar.vertical: ScrollMark {}

        Item {
            id: slot
            x: root.edge
            y: Theme.space18
            width: side.width - 2 * root.edge
            height: side.contentHeight - 2 * Theme.space18
        }
    }
    MoreBelow {
        id: more
        anchors.bottom: parent.bottom
        width: parent.width
        pane: side
        visible: root.needed > root.height
        moreText: root.moreText
    }
}
