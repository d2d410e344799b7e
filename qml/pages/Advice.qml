// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// What records say only together: repeats, overdue actions, double accounts. It points out and decides nothing; pressing a row
// opens the record it speaks of.
AppPage {
    id: root

    AdviceList {
        id: advice
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Worth a look")
            line: qsTr("Advice, not evidence.")
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ListView {
            clip: true
            reuseItems: true
            boundsBehavior: Flickable.StopAtBounds
            model: advice
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Worth a look")
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollMark {}

            header: EmptyState {
                width: ListView.view ? ListView.view.width : 0
                visible: advice.count === 0 && !advice.loading
                height: visible ? implicitHeight : 0
                iconName: "eye"
                title: qsTr("Nothing to look at.")
            }
            delegate: Column {
                id: row

                required property string title
                required property string text
                required property string entryId
                required property string typeName

                width: ListView.view ? ListView.view.width : 0

                ListRow {
                    edge: root.edge
                    width: parent.width
                    iconName: "eye"
                    title: row.title
                    line: row.text
                    chevron: row.typeName !== ""
                    onClicked: if (row.typeName !== "") root.openRecord(row.typeName, row.entryId)
                }
            }
        }
        // On a desk the rail leads there.
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: qsTr("Back")
                iconName: "back"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.backAsked()
            }
        }
    }
}
