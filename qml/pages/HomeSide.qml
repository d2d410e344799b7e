pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// Left pane of the shift on a tablet: notices and what is due on top, what to begin at the bottom, under the thumb. Where large
// text leaves no room for both, all of it scrolls, and what to begin comes first.
Item {
    id: root

    required property AppPage page
    required property EntryList needing

    // Less than this is no room for what is due.
    readonly property bool crowded: root.height > 0 && fixed.implicitHeight > root.height - 2 * Theme.row

    ScrollPage {
        id: upper
        width: parent.width
        height: root.crowded ? root.height : root.height - fixed.height
        spacing: 0

        StartRecords {
            visible: root.crowded
            width: parent.width
            edge: root.page.edge
            page: root.page
            oneColumn: true
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
        oneColumn: true
    }
}
