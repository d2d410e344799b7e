import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Heading of a block of fields, with what adds or takes out a block.
RowLayout {
    id: root

    property string text: ""
    property string line: ""
    property string actionText: ""

    signal acted()

    spacing: Theme.space12

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        Words {
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
        visible: root.actionText !== ""
        size: "touch"
        text: root.actionText
        spoken: root.actionText + ": " + root.text
        onClicked: root.acted()
    }
}
