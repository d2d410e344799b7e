import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Why somebody looks: asked once, then one line with Change.
Rectangle {
    id: root

    property int edge: Theme.space16
    property string reason: ""
    property var reasons: []
    property bool choosing: false

    signal changeAsked()
    signal chosen(code: string)

    implicitHeight: root.choosing ? ask.implicitHeight + Theme.space24 : Math.max(Theme.field, said.implicitHeight + Theme.space12)
    color: Theme.bg

    RowLayout {
        id: said
        visible: !root.choosing
        x: root.edge
        width: parent.width - 2 * root.edge
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space8

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Words {
                text: qsTr("Reason")
                font: Theme.small
                color: Theme.ink2
                Layout.fillWidth: true
            }
            Words {
                text: root.reasons.find(option => option.code === root.reason)?.label ?? ""
                font: Theme.labelStrong
                Layout.fillWidth: true
            }
        }
        AppButton {
            kind: "quiet"
            size: "touch"
            text: qsTr("Change")
            spoken: qsTr("Change the reason")
            onClicked: root.changeAsked()
        }
    }
    ColumnLayout {
        id: ask
        visible: root.choosing
        x: root.edge
        y: Theme.space12
        width: parent.width - 2 * root.edge
        spacing: Theme.space8

        Words {
            text: qsTr("Why are you looking? It is asked once a shift.")
            font: Theme.labelStrong
            Layout.fillWidth: true
        }
        ChipGroup {
            label: qsTr("Reason")
            options: root.reasons
            values: [root.reason]
            single: true
            Layout.fillWidth: true
            onToggled: code => root.chosen(code)
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
}
