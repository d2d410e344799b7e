pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// One question and its values; its properties are the roles of Conflicts. Nothing is chosen beforehand.
Item {
    id: root

    required property string entryId
    required property string field
    required property string title
    required property string question
    // What both began with, in words; "" = not known.
    required property string before
    required property var choices
    property var reasons: []
    readonly property string reason: why.reason
    property int edge: Theme.space16
    property bool sideBySide: false
    property string failure: ""
    // Number of the value chosen; 0 = none yet.
    property int chosen: 0
    readonly property string chosenValue: root.choices.find(choice => choice.number === root.chosen)?.value ?? ""

    signal openAsked(id: string)
    // Neither is right: what is written then settles it.
    signal thirdAsked(id: string, field: string)

    ScrollPage {
        anchors.fill: parent
        spacing: Theme.space12

        Banner {
            edge: root.edge
            width: parent.width
            visible: root.failure !== ""
            kind: "stop"
            iconName: "warn"
            bold: root.failure
        }
        Column {
            x: root.edge
            width: parent.width - 2 * root.edge
            topPadding: Theme.space16

            Words {
                width: parent.width
                text: root.title
                font: Theme.small
                color: Theme.ink2
            }
            Words {
                width: parent.width
                text: root.question
                font: Theme.title
                Accessible.role: Accessible.Heading
            }
            Words {
                width: parent.width
                visible: root.before !== ""
                topPadding: Theme.space4
                text: root.before
                font: Theme.label
                color: Theme.ink2
            }
        }
        Cells {
            id: grid
            x: root.edge
            width: parent.width - 2 * root.edge
            columns: root.sideBySide ? 2 : 1
            columnSpacing: Theme.space16
            rowSpacing: Theme.space12

            Repeater {
                model: root.choices

                CompareCard {
                    required property int index
                    required property var modelData

                    width: grid.widthOf(index)
                    height: grid.cellHeight
                    who: modelData.officer
                    spans: modelData.spans ?? [{ text: modelData.value, differs: false }]
                    source: modelData.source
                    when: modelData.whenText
                    chosen: modelData.number === root.chosen
                    chooseText: qsTr("Choose this one")
                    chosenText: qsTr("Chosen")
                    onClicked: root.chosen = modelData.number
                }
            }
        }
        ConflictWhy {
            id: why
            x: root.edge
            width: parent.width - 2 * root.edge
            reasons: root.reasons
        }
        Flow {
            x: root.edge
            width: parent.width - 2 * root.edge
            spacing: Theme.space8

            AppButton {
                width: Math.min(implicitWidth, parent.width)
                // Voided or kept: there is no third.
                visible: root.field !== "life"
                size: "field"
                text: qsTr("Neither: write a third")
                iconName: "pencil"
                iconColor: Theme.accent
                onClicked: root.thirdAsked(root.entryId, root.field)
            }
            AppButton {
                width: Math.min(implicitWidth, parent.width)
                size: "field"
                text: qsTr("Open the record")
                onClicked: root.openAsked(root.entryId)
            }
        }
        Item {
            width: parent.width
            height: Theme.space16
        }
    }
}
