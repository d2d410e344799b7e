pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// A vehicle: its plate, its contacts, and the card itself.
AppPage {
    id: root

    required property string entryId

    // The card on the left, who met it on the right.
    readonly property bool beside: root.wide && root.width >= 2 * Theme.widePane
    readonly property bool earlier: !card.allContacts && card.loaded
    readonly property var second: ({ text: qsTr("Sighting"), shortText: qsTr("Sighting"), icon: "eye", type: "sighting" })
    readonly property var primary: ({ text: qsTr("Vehicle stop"), icon: "car", type: "stop_check_vehicle" })

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
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            ScrollPage {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

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

                        width: parent ? parent.width : 0
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
                    visible: !root.beside
                    model: root.beside ? null : card.contacts
                    note: card.contactsText
                    earlier: root.earlier
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
                    choosable: card.needs.length > 0
                    onChooseAsked: root.openAsked("needsyou", { entryId: root.entryId })
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
            Rectangle {
                visible: root.beside
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            ColumnLayout {
                visible: root.beside
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                ScrollPage {
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    CardContacts {
                        width: parent.width
                        model: root.beside ? card.contacts : null
                        note: card.contactsText
                        earlier: root.earlier
                        edge: root.edge
                        onEarlierAsked: card.allContacts = true
                        onOpened: (typeName, entryId) => root.openRecord(typeName, entryId)
                    }
                }
                // On a desk what is begun stands at the foot of its column.
                BottomBar {
                    visible: root.frame === "desk"
                    Layout.fillWidth: true

                    CardActions {
                        page: root
                        second: root.second
                        primary: root.primary
                        args: ({ forVehicle: root.entryId })
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                }
            }
        }
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            CardActions {
                page: root
                second: root.second
                primary: root.primary
                args: ({ forVehicle: root.entryId })
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
