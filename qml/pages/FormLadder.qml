import QtQuick
import Beatbook
import Beatbook.Controls

// What this tablet holds of the person's warnings, above the question of what they were told.
Rectangle {
    id: root

    required property FormModel form
    property int edge: Theme.space16

    implicitHeight: column.implicitHeight + 2 * Theme.space16 + Theme.space16
    color: Theme.surface

    PersonCard {
        id: card
        entryId: root.form.person
    }
    Rectangle {
        width: parent.width
        height: parent.height - Theme.space16
        color: Theme.bg

        Hair {}
        Hair { anchors.bottom: parent.bottom }
    }
    Column {
        id: column
        x: root.edge
        y: Theme.space16
        width: parent.width - 2 * root.edge

        LadderStrip {
            width: parent.width
            visible: root.form.person !== "" && card.loaded
            form: "tags"
            title: qsTr("This tablet shows")
            standing: card.standing
            needed: card.needed
            rungs: card.rungs
            sentence: card.ladderText
            detail: card.ladderDetail
            asOf: card.asOfText.charAt(0).toUpperCase() + card.asOfText.slice(1)
        }
        Words {
            width: parent.width
            visible: root.form.person === ""
            text: qsTr("Choose the person first: then this shows the warnings that this tablet holds.")
            font: Theme.label
            color: Theme.ink2
        }
    }
}
