import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// What is done with the question that is open: kept, or left for later.
RowLayout {
    id: root

    required property var page
    required property ConflictQuestion pane
    readonly property int chosen: root.pane ? root.pane.chosen : 0

    spacing: Theme.space8
    layoutDirection: Theme.leftHanded ? Qt.RightToLeft : Qt.LeftToRight

    AppButton {
        visible: root.page.opened
        text: qsTr("Later")
        square: !root.page.wide
        iconName: root.page.wide ? "" : "clock"
        fitted: true
        Layout.fillWidth: root.page.wide
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.capture
        onClicked: root.page.openRow("", "")
    }
    AppButton {
        visible: root.page.opened
        kind: "primary"
        text: root.chosen > 0 ? qsTr("Keep") : qsTr("Choose a value")
        mono: root.chosen > 0 ? root.pane.chosenValue : ""
        secondLine: root.chosen > 0 ? root.page.wide ? qsTr("The other stays in the history") : qsTr("The other is kept") : ""
        fitted: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.page.keep()
    }
    AppButton {
        visible: !root.page.opened
        text: qsTr("Back")
        iconName: "back"
        fitted: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.page.backAsked()
    }
}
