pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// Left pane of the shift on a tablet: notices and what is due on top, what to begin at the bottom, under the thumb: two beside
// each other where that leaves room for the rest. Where large text leaves no room for both, all of it scrolls, and what to begin
// comes first. What does not fit is announced.
Item {
    id: root

    required property AppPage page
    required property EntryList needing

    // Less than this is no room for what is due.
    readonly property bool crowded: root.height > 0 && fixed.implicitHeight > root.height - 2 * Theme.row
    readonly property real room: root.height - (root.crowded ? 0 : fixed.height)
    // A window that is held across.
    readonly property bool low: root.height < 2 * root.width

    ScrollPage {
        id: upper
        width: parent.width
        height: root.height - (root.crowded ? 0 : fixed.height) - (more.visible ? more.foot : 0)
        spacing: 0

        StartRecords {
            visible: root.crowded
            width: parent.width
            edge: root.page.edge
            page: root.page
            oneColumn: !root.low
        }
        HomeNotices {
            width: parent.width
            page: root.page
        }
        SectionTitle {
            width: parent.width
            edge: root.page.edge
            visible: root.needing.count > 0
            title: qsTr("Due tonight")
        }
        HomeDue {
            width: parent.width
            page: root.page
            needing: root.needing
        }
        HomeSoFar {
            width: parent.width
            edge: root.page.edge
        }
    }
    StartRecords {
        id: fixed
        visible: !root.crowded
        anchors.bottom: parent.bottom
        width: parent.width
        edge: root.page.edge
        page: root.page
        oneColumn: !root.low
    }
    MoreBelow {
        id: more
        y: upper.height
        width: parent.width
        pane: upper
        visible: upper.contentHeight > root.room
    }
}
