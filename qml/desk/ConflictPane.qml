pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Values two officers wrote for one field at once, side by side, and the choice. The other value stays in the history.
Column {
    id: root

    required property string field
    required property string label
    required property string title
    required property string kindText
    required property string question
    // What both began with, in words; "" = not known.
    required property string before
    // [{number, value, spans?, officer, whenText, own, shown, source}]
    required property var choices
    // Only its owner may choose.
    required property bool ownOnly
    property bool mayChoose: true
    // May write a third value.
    property bool mayWrite: false
    property var reasons: []

    // Number of the choice that will be kept; 0 while none is chosen.
    property int chosen: 0
    readonly property bool beside: root.width >= Theme.comparedWidth * Theme.textScale * root.choices.length

    signal taken(field: string, number: int, reason: string)
    signal thirdAsked(field: string)

    spacing: Theme.space12

    function valueOf(number: int): string {
        for (const choice of root.choices) {
            if (choice.number === number)
                return choice.value;
        }
        return "";
    }

    Column {
        width: parent.width

        Words {
            width: parent.width
            visible: root.title !== ""
            text: root.title
            font: Theme.small
            color: Theme.ink2
        }
        Words {
            width: parent.width
            text: root.question !== "" ? root.question : root.label
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
        width: parent.width
        columns: root.beside ? root.choices.length : 1
        columnSpacing: Theme.space16
        rowSpacing: Theme.space12

        Repeater {
            model: root.choices

            delegate: CompareCard {
                required property int index
                required property var modelData

                width: grid.widthOf(index)
                height: grid.cellHeight
                who: modelData.own ? qsTr("You, %1").arg(modelData.officer) : modelData.officer
                spans: modelData.spans ?? [{ text: modelData.value, differs: false }]
                source: modelData.source
                when: modelData.whenText
                chosen: root.chosen === modelData.number
                chooseText: qsTr("Choose this one")
                chosenText: qsTr("Chosen")
                onClicked: root.chosen = modelData.number
            }
        }
    }
    ConflictWhy {
        id: why
        width: parent.width
        visible: root.mayChoose
        reasons: root.reasons
    }
    GridLayout {
        width: parent.width
        columns: root.beside && root.mayWrite ? 2 : 1
        columnSpacing: Theme.space16
        rowSpacing: Theme.space8

        AppButton {
            visible: root.mayWrite && root.field !== "life" // voided or kept: there is no third
            text: qsTr("Neither: write a third")
            secondLine: qsTr("Both stay in the history")
            iconName: "pencil"
            iconColor: Theme.accent
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: root.thirdAsked(root.field)
        }
        AppButton {
            kind: !root.mayChoose ? "off" : root.chosen > 0 ? "primary" : "secondary"
            text: !root.mayChoose ? qsTr("Only the officer who wrote it may choose") : root.chosen > 0 ? qsTr("Keep") : qsTr("Choose one above")
            mono: root.mayChoose && root.chosen > 0 ? root.valueOf(root.chosen) : ""
            secondLine: root.mayChoose && root.chosen > 0 ? qsTr("The other stays in the history") : ""
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: if (root.chosen > 0) root.taken(root.field, root.chosen, why.reason)
        }
    }
}
