pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// A vehicle: its plate, its contacts, and the card itself.
AppPage {
    id: root

    required property string entryId

    function place(): var {
        return { entryId: root.entryId };
    }

    VehicleCard {
        id: card
        entryId: root.entryId
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: card.title
            mono: true
            line: card.line
            back: true
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            Layout.fillWidth: true
            Layout.fillHeight: true

            EmptyState {
                width: parent.width
                visible: card.missing
                iconName: "unknown"
                title: qsTr("Not on this tablet")
                line: qsTr("It may come with the next exchange.")
            }
            Repeater {
                model: card.needs

                Banner {
                    edge: root.edge
                    required property string modelData

                    width: root.width
                    kind: "stop"
                    iconName: "needs"
                    bold: modelData
                    actionText: qsTr("Choose")
                    onActed: root.openAsked("needsyou", { entryId: root.entryId })
                }
            }
            Rectangle {
                width: parent.width
                height: facts.implicitHeight + 2 * Theme.space12
                color: Theme.surface

                Column {
                    id: facts
                    x: root.edge
                    y: Theme.space12
                    width: parent.width - 2 * root.edge
                    spacing: Theme.space8

                    Words {
                        width: parent.width
                        visible: card.keeperText !== ""
                        text: card.keeperText
                        font: Theme.label
                    }
                    Words {
                        width: parent.width
                        text: qsTr("%1. Other tablets may know more.").arg(card.asOfText.charAt(0).toUpperCase() + card.asOfText.slice(1))
                        font: Theme.small
                        color: Theme.ink2
                    }
                }
            }
            CardContacts {
                width: parent.width
                model: card.contacts
                note: card.contactsText
                earlier: !card.allContacts && card.loaded
                edge: root.edge
                onEarlierAsked: card.allContacts = true
                onOpened: (typeName, entryId) => root.openRecord(typeName, entryId)
            }
            SectionTitle {
                edge: root.edge
                width: parent.width
                title: qsTr("Card")
                note: card.syncText
            }
            EntryLines {
                width: parent.width
                model: card.lines
                edge: root.edge
                onRecordAsked: (typeName, entryId) => root.openRecord(typeName, entryId)
            }
            AppButton {
                x: root.edge
                width: parent.width - 2 * root.edge
                size: "field"
                text: qsTr("Card as an entry, with its history")
                iconName: "list"
                onClicked: root.openAsked("entry", { entryId: root.entryId })
            }
            Item {
                width: parent.width
                height: Theme.space16
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: qsTr("Sighting")
                iconName: "eye"
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 3 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: root.openAsked("form", { type: "sighting", forVehicle: root.entryId })
            }
            AppButton {
                kind: "primary"
                text: qsTr("Vehicle stop")
                iconName: "car"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.openAsked("form", { type: "stop_check_vehicle", forVehicle: root.entryId })
            }
        }
    }
}
