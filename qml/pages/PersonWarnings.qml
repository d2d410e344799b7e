pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// Warnings found on this tablet: number, date, what was told. Facts only; nothing here says what to do next.
Rectangle {
    id: root

    required property PersonCard card
    property int edge: Theme.space16

    signal opened(entryId: string)
    signal warnAsked()

    implicitHeight: column.implicitHeight + Theme.space12 + Theme.space16
    color: Theme.surface

    ColumnLayout {
        id: column
        x: root.edge
        y: Theme.space12
        width: parent.width - 2 * root.edge
        spacing: Theme.space8

        RowLayout {
            spacing: Theme.space8
            Layout.fillWidth: true

            Words {
                text: qsTr("Warnings")
                font: Theme.heading
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
            }
            Tag {
                visible: root.card.child === "maybe"
                text: qsTr("May be under 18")
                kind: "stop"
                iconName: "warn"
            }
        }
        Repeater {
            model: root.card.warnings

            ListRow {
                id: warning

                edge: 0

                required property string number
                required property string dateText
                required property string toldText
                required property string officer
                required property string entryId
                required property bool voided

                title: qsTr("Warning %1, %2").arg(warning.number).arg(warning.dateText)
                line: Sentence.of([warning.toldText, warning.officer, warning.voided ? qsTr("void") : ""], ". ")
                iconName: "shield"
                Layout.fillWidth: true
                onClicked: root.opened(warning.entryId)
            }
        }
        Words {
            text: root.card.warningsText
            font: Theme.bodyStrong
            Layout.fillWidth: true
        }
        Words {
            text: (root.card.asOfText !== "" ? root.card.asOfText.charAt(0).toUpperCase() + root.card.asOfText.slice(1) + ". " : "") + root.card.warningsNote
            font: Theme.small
            color: Theme.ink2
            Layout.fillWidth: true
        }
        AppButton {
            visible: root.card.child !== "maybe"
            size: "field"
            text: qsTr("Record official warning")
            Layout.fillWidth: true
            onClicked: root.warnAsked()
        }
        Banner {
            visible: root.card.child === "maybe"
            kind: "stop"
            iconName: "warn"
            bold: qsTr("This may be a child at risk.")
            text: qsTr("No warning can be given under 18.")
            Layout.fillWidth: true
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
}
