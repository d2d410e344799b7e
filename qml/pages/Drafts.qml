// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// What was begun and not saved. Removing asks once more at the same place; a draft that cannot be read is said to be so.
AppPage {
    id: root

    property string removing: ""

    DraftList {
        id: drafts
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Unfinished")
            line: qsTr("Kept on this tablet only, until you save.")
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
            model: drafts
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Unfinished")
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollMark {}

            header: EmptyState {
                width: ListView.view ? ListView.view.width : 0
                visible: drafts.count === 0 && !drafts.loading
                height: visible ? implicitHeight : 0
                iconName: "pencil"
                title: qsTr("Nothing unfinished.")
            }
            delegate: Column {
                id: row

                required property string draftId
                required property string title
                required property string summary
                required property string updatedText
                required property bool readable

                width: ListView.view ? ListView.view.width : 0

                ListRow {
                    edge: root.edge
                    width: parent.width
                    iconName: row.readable ? "pencil" : "warn"
                    title: row.title
                    line: row.summary
                    warnLine: row.readable ? "" : qsTr("This draft cannot be read.")
                    chevron: row.readable
                    onClicked: if (row.readable) root.openAsked("form", { draft: row.draftId })
                }
                Rectangle {
                    width: parent.width
                    height: actions.implicitHeight + Theme.space8
                    color: Theme.surface

                    RowLayout {
                        id: actions
                        x: root.edge
                        width: parent.width - 2 * root.edge
                        spacing: Theme.space8

                        Words {
                            text: root.removing === row.draftId ? qsTr("What is in it will be gone.") : row.updatedText
                            font: Theme.small
                            color: Theme.ink2
                            Layout.fillWidth: true
                        }
                        AppButton {
                            visible: root.removing === row.draftId
                            size: "touch"
                            text: qsTr("Keep")
                            spoken: qsTr("Keep %1").arg(row.title)
                            onClicked: root.removing = ""
                        }
                        AppButton {
                            size: "touch"
                            text: root.removing === row.draftId ? qsTr("Remove for good") : qsTr("Remove")
                            spoken: text + ": " + row.title
                            onClicked: {
                                if (root.removing === row.draftId) {
                                    root.removing = "";
                                    drafts.remove(row.draftId);
                                } else {
                                    root.removing = row.draftId;
                                }
                            }
                        }
                    }
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
