pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What a person's card says, with the further names and telephones that stand in records of their own.
Column {
    id: root

    required property PersonCard card
    property int edge: Theme.space16

    signal recordAsked(typeName: string, entryId: string)
    signal wholeAsked()
    signal chooseAsked()
    signal matchAsked()

    SectionTitle {
        edge: root.edge
        width: parent.width
        title: qsTr("Card")
        note: root.card.syncText
    }
    Rectangle {
        width: parent.width
        height: known.implicitHeight
        visible: known.implicitHeight > 0
        color: Theme.surface

        Column {
            id: known
            width: parent.width

            FactRow {
                width: parent.width
                visible: root.card.aliases.length > 0
                edge: root.edge
                label: qsTr("Other names")
                text: root.card.aliases.join(", ")
                first: true
            }
            FactRow {
                width: parent.width
                visible: root.card.phones.length > 0
                edge: root.edge
                label: qsTr("Telephone")
                text: root.card.phones.join(", ")
                mono: true
                first: root.card.aliases.length === 0
            }
        }
    }
    Repeater {
        model: root.card.same

        ListRow {
            required property cardLink modelData

            width: root.width
            edge: root.edge
            iconName: "person"
            title: modelData.title
            line: modelData.line
            onClicked: root.recordAsked("person", modelData.entryId)
        }
    }
    EntryLines {
        width: parent.width
        model: root.card.lines
        edge: root.edge
        choosable: root.card.needs.length > 0
        onChooseAsked: root.chooseAsked()
        onRecordAsked: (typeName, entryId) => root.recordAsked(typeName, entryId)
    }
    AppButton {
        x: root.edge
        width: parent.width - 2 * root.edge
        size: "field"
        text: qsTr("Card as an entry, with its history")
        iconName: "list"
        onClicked: root.wholeAsked()
    }
    Item {
        width: parent.width
        height: Theme.space8
        visible: Session.canReview
    }
    AppButton {
        x: root.edge
        width: parent.width - 2 * root.edge
        visible: Session.canReview
        size: "field"
        text: qsTr("Same person as another card")
        iconName: "person"
        onClicked: root.matchAsked()
    }
    Item {
        width: parent.width
        height: Theme.space16
    }
}
