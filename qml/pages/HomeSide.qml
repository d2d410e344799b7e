pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// Left pane of the shift on a tablet: notices and what is due on top, what to begin at the bottom. It scrolls where large text
// leaves no room for both.
Flickable {
    id: root

    required property AppPage page
    required property EntryList needing

    clip: true
    contentWidth: width
    contentHeight: Math.max(height, column.implicitHeight)
    boundsBehavior: Flickable.StopAtBounds
    T.ScrollBar.vertical: ScrollMark {}

    ColumnLayout {
        id: column
        width: root.width
        height: root.contentHeight
        spacing: 0

        HomeNotices {
            page: root.page
            Layout.fillWidth: true
        }
        SectionTitle {
            edge: root.page.edge
            visible: root.needing.count > 0
            title: qsTr("Due tonight")
            Layout.fillWidth: true
        }
        ListView {
            clip: true
            reuseItems: true
            boundsBehavior: Flickable.StopAtBounds
            model: root.needing
            spacing: Theme.space8
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Due tonight")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 2 * Theme.tile)
            Layout.leftMargin: root.page.edge
            Layout.rightMargin: root.page.edge

            delegate: ListRow {
                id: row

                required title
                required property string needs
                required property string number
                required property string typeName
                required property string entryId

                width: ListView.view ? ListView.view.width : 0
                line: row.needs !== "" ? row.needs : qsTr("Entry %1").arg(row.number)
                onClicked: root.page.openRecord(row.typeName, row.entryId)
            }
        }
        StartRecords {
            edge: root.page.edge
            page: root.page
            oneColumn: true
            Layout.fillWidth: true
        }
    }
}
