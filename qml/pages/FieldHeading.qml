import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Heading of a block of fields, with what takes it out; of a list of blocks, with a button that adds one.
ColumnLayout {
    id: root

    property string text: ""
    property string line: ""
    property string actionText: ""
    // It adds: a wide button below the words. Otherwise a small one beside them.
    property bool adds: false

    signal acted()

    spacing: Theme.space8

    RowLayout {
        visible: root.text !== "" || root.line !== ""
        spacing: Theme.space12
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
