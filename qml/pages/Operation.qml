import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// What the operation decided, as this tablet holds it: whom to call, where it is, and what its rules go by. The server
// publishes it; nothing is changed here.
AppPage {
    id: root

    marking: profile.marking

    function isPlace(section: string): bool {
        return section === "Places";
    }
    function isPartner(section: string): bool {
        return section === "Partners";
    }
    function isOther(section: string): bool {
        return !root.isPlace(section) && !root.isPartner(section);
    }

    EntryView {
        id: profile
        entryId: Session.operationProfile
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Operation")
            line: Session.operation
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            widest: root.frame === "desk" ? Math.min(width, 3 * Theme.listPane) : width
            Layout.fillWidth: true
            Layout.fillHeight: true

            EmptyState {
                width: parent.width
                visible: Session.operationProfile === "" || profile.missing
                iconName: "unknown"
                title: qsTr("Not on this tablet")
                line: qsTr("It may come with the next exchange. Until then the usual rules hold.")
            }
            Repeater {
                model: profile.loaded && !profile.missing ? [
                    { title: qsTr("Partners"), shows: root.isPartner },
                    { title: qsTr("Places"), shows: root.isPlace },
                    { title: qsTr("Rules"), shows: root.isOther }
                ] : []

                Column {
                    id: part

                    required property var modelData

                    width: parent ? parent.width : 0

                    SectionTitle {
                        edge: root.edge
                        width: parent.width
                        title: part.modelData.title
                    }
                    EntryLines {
                        width: parent.width
                        edge: root.edge
                        model: profile.lines
                        shows: part.modelData.shows
                    }
                }
            }
            Words {
                width: parent.width
                leftPadding: root.edge
                rightPadding: root.edge
                topPadding: Theme.space16
                bottomPadding: Theme.space16
                text: qsTr("Set at the server. If something is wrong here, tell your administrator.")
                font: Theme.small
                color: Theme.ink2
            }
        }
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
