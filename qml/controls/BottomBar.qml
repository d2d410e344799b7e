import QtQuick
import QtQuick.Layouts

// Foot of a page, under the thumb: Hide in the corner away from the primary, then the buttons put inside. Left-handed
// mirrors it. Buttons inside take `Layout.fillWidth: true` and `fitted: true`, or `square: true` for a corner.
Item {
    id: root

    property string hideText: qsTr("Hide")
    // Beside the rail of a desk it would stand twice.
    property bool hideShown: Window.width < Theme.deskFrom
    default property alias actions: row.data

    signal hideAsked()

    readonly property bool wide: root.width >= Theme.phoneBelow

    // Over the page: the software renderer does not clip shapes that are scrolled out of sight.
    z: 1
    implicitWidth: Theme.sidePane
    implicitHeight: Math.max(Theme.bar, row.implicitHeight + Theme.space8 + Theme.space12)

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Hair {}

    RowLayout {
        id: row
        x: root.wide ? Theme.space24 : Theme.space16
        y: Theme.space8
        width: parent.width - 2 * x
        height: parent.height - Theme.space8 - Theme.space12
        spacing: Theme.space8
        layoutDirection: Theme.leftHanded ? Qt.RightToLeft : Qt.LeftToRight

        AppButton {
            objectName: "hide"
            visible: root.hideShown
            square: true
            fitted: true
            text: root.hideText
            iconName: "hide"
            Layout.preferredWidth: root.wide ? Theme.hideWide : Theme.capture
            Layout.fillHeight: true
            onClicked: root.hideAsked()
        }
    }
}
