import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// What is begun from a card, in its bar: the second thing, then the first one.
RowLayout {
    id: root

    required property AppPage page
    // {text, shortText, icon, type}: the record it begins.
    required property var second
    required property var primary
    // What the record is opened with.
    required property var args

    function begin(type: string): void {
        root.page.openAsked("form", Object.assign({ type: type }, root.args));
    }

    spacing: Theme.space8
    layoutDirection: Theme.leftHanded ? Qt.RightToLeft : Qt.LeftToRight

    AppButton {
        text: root.page.wide ? root.second.text : root.second.shortText
        spoken: root.second.text
        iconName: root.second.icon
        square: !root.page.wide
        fitted: true
        Layout.preferredWidth: !root.page.wide ? Theme.capture
            : Math.min(root.width / 2, Math.max((root.page.frame === "desk" ? 2 : 3) * Theme.capture, implicitWidth))
        Layout.fillWidth: false
        Layout.fillHeight: true
        onClicked: root.begin(root.second.type)
    }
    AppButton {
        kind: "primary"
        text: root.primary.text
        iconName: root.primary.icon
        fitted: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.begin(root.primary.type)
    }
}
