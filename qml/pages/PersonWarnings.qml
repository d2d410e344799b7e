pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// Where the person stands by the warnings this tablet holds: the ladder, and on demand each warning as an entry. It describes
// what a choice would mean and orders none.
Rectangle {
    id: root

    required property PersonCard card
    property int edge: Theme.space16
    property bool listed: false
    readonly property string noted: Sentence.of([
        root.card.asOfText !== "" ? root.card.asOfText.charAt(0).toUpperCase() + root.card.asOfText.slice(1) + "." : "", root.card.warningsNote,
        root.card.liveText !== "" ? root.card.liveText + "." : ""], " ")

    signal opened(entryId: string)
    signal warnAsked()

    implicitHeight: column.implicitHeight + Theme.space12 + Theme.space16
    color: Theme.surface

    Column {
        id: column
        x: root.edge
        y: Theme.space12
        width: parent.width - 2 * root.edge
        spacing: Theme.space8

        LadderStrip {
            title: qsTr("Warnings")
            standing: root.card.standing
            needed: root.card.needed
            rungs: root.card.rungs
            sentence: root.card.ladderText
            detail: root.card.ladderDetail
            asOf: root.noted
            width: parent.width
        }
        Repeater {
            model: root.listed ? root.card.warnings : null

            ListRow {
                id: warning

                required property string number
                required property string dateText
                required property string toldText
                required property string officer
                required property string entryId
                required property bool voided

                edge: 0
                title: warning.voided ? qsTr("Warning of %1, void").arg(warning.dateText) : qsTr("Warning %1, %2").arg(warning.number).arg(warning.dateText)
                line: Sentence.of([warning.toldText, warning.officer], ". ")
                iconName: "shield"
                width: column.width
                onClicked: root.opened(warning.entryId)
            }
        }
        AppButton {
            visible: root.card.standing !== "none"
            kind: "quiet"
            size: "touch"
            leftAligned: true
            leftPadding: 0
            text: root.listed ? qsTr("Hide the entries") : qsTr("%1. Show each").arg(root.card.warningsText)
            width: parent.width
            onClicked: root.listed = !root.listed
        }
        AppButton {
            visible: root.card.child !== "maybe"
            size: "field"
            text: qsTr("Record official warning")
            width: parent.width
            onClicked: root.warnAsked()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
}
