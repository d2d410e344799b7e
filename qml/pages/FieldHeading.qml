import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Heading of a block of fields, with what takes it out; of a list of blocks, with a button that adds one.
ColumnLayout {
    id: root

    property string text: ""
    property string line: ""
    property string actionText: ""
    // It adds: a wide button below the words. Otherwise a small one beside them, or below where they would take many lines.
    property bool adds: false
    readonly property real beside: root.width - out.implicitWidth - Theme.space12
    readonly property bool narrow: Measure.widestWord(root.text, Theme.labelStrong) > root.beside
        || Measure.width(root.text, Theme.labelStrong) > root.mostBeside * root.beside
    readonly property int mostBeside: 3

    signal acted()

    spacing: Theme.space8

    GridLayout {
        visible: root.text !== "" || root.line !== ""
        columns: root.narrow ? 1 : 2
        columnSpacing: Theme.space12
        rowSpacing: Theme.space4
        Layout.fillWidth: true

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Words {
                visible: root.text !== ""
                text: root.text
                font: Theme.labelStrong
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
            }
            Words {
                visible: root.line !== ""
                text: root.line
                font: Theme.small
                color: Theme.ink2
                Layout.fillWidth: true
            }
        }
        AppButton {
            id: out
            visible: root.actionText !== "" && !root.adds
            size: "touch"
            text: root.actionText
            spoken: root.actionText + ": " + root.text
            onClicked: root.acted()
        }
    }
    AppButton {
        visible: root.actionText !== "" && root.adds
        size: "field"
        leftAligned: true
        leftPadding: Theme.space14
        iconName: "plus"
        iconColor: Theme.accent
        text: root.actionText
        Layout.fillWidth: true
        onClicked: root.acted()
    }
}
