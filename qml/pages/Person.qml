pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// A person: how to act first, then what this tablet knows of warnings as plain facts, then contacts and the card itself. The
// first thing offered is help.
AppPage {
    id: root

    required property string entryId

    // What is known on the left, who met the person on the right.
    readonly property bool beside: root.wide && root.width >= 2 * Theme.widePane
    readonly property bool earlier: !card.allContacts && card.loaded
    readonly property var second: ({ text: qsTr("Person stop"), shortText: qsTr("Stop"), icon: "person", type: "stop_check_person" })
    readonly property var primary: ({ text: qsTr("Welfare contact"), icon: "care", type: "welfare_contact" })

    function place(): var {
        return { entryId: root.entryId };
    }

    PersonCard {
        id: card
        entryId: root.entryId
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PersonHeader {
            name: card.title
            line: card.line
            safety: card.safetyText
            back: true
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

                SavedNotice {
                    edge: root.edge
                    width: parent.width
                }
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
                        required property string modelData

                        edge: root.edge
                        width: parent ? parent.width : 0
                        kind: "stop"
                        iconName: "needs"
                        bold: modelData
                        actionText: qsTr("Choose")
                        onActed: root.openAsked("needsyou", { entryId: root.entryId })
                    }
                }
                PersonWarnings {
                    width: parent.width
                    edge: root.edge
                    card: card
                    onOpened: entryId => root.openAsked("entry", { entryId: entryId })
                    onWarnAsked: root.openAsked("form", { type: "official_warning", forPerson: root.entryId })
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
                PersonCardLines {
                    width: parent.width
                    card: card
                    edge: root.edge
                    onRecordAsked: (typeName, entryId) => root.openRecord(typeName, entryId)
                    onChooseAsked: root.openAsked("needsyou", { entryId: root.entryId })
                    onMatchAsked: root.openAsked("form", { type: "person_match", forPerson: root.entryId })
                    onWholeAsked: root.openAsked("entry", { entryId: root.entryId })
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
                        args: ({ forPerson: root.entryId })
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
                args: ({ forPerson: root.entryId })
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
