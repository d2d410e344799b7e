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
            PersonWarnings {
                width: parent.width
                edge: root.edge
                card: card
                onOpened: entryId => root.openAsked("entry", { entryId: entryId })
                onWarnAsked: root.openAsked("form", { type: "official_warning", forPerson: root.entryId })
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
                text: root.wide ? qsTr("Person stop") : qsTr("Stop")
                spoken: qsTr("Person stop")
                iconName: "person"
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 3 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: root.openAsked("form", { type: "stop_check_person", forPerson: root.entryId })
            }
            AppButton {
                kind: "primary"
                text: qsTr("Welfare contact")
                iconName: "care"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.openAsked("form", { type: "welfare_contact", forPerson: root.entryId })
            }
        }
    }
}
