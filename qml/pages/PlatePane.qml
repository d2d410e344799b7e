pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// A plate: its slots, what this tablet has seen before, and the keys over the bar.
AppPage {
    id: root

    property string title: ""
    property string text: ""
    property string useText: qsTr("Use this plate")
    property string usePartial: qsTr("Use partial")

    // A vehicle that was seen before is meant itself, and not only its plate.
    property bool picksVehicles: false

    signal used(text: string)
    signal picked(entryId: string, title: string)

    // One ready query: a plate is looked up from its third character.
    Find {
        id: seen
        types: ["vehicle"]
        text: root.text.length >= 3 ? root.text.replace(/\?/g, "") : ""
        limit: 3
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: root.title
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Rectangle {
                width: parent.width
                height: plate.implicitHeight + Theme.space12 + Theme.space10
                color: Theme.surface

                PlateField {
                    id: plate
                    y: Theme.space12
                    width: parent.width
                    edge: root.edge
                    label: qsTr("Registration")
                    labelShown: root.title !== plate.label
                    text: root.text
                    focus: true
                    onEdited: text => root.text = text
                    onStyleAsked: style => plate.style = style
                }
            }
            Rectangle {
                width: parent.width
                height: Theme.hairWidth
                color: Theme.hair
            }
            Words {
                visible: seen.count > 0
                width: parent.width
                leftPadding: root.edge
                topPadding: Theme.space8
                bottomPadding: Theme.space4
                text: qsTr("Seen before, %1").arg(seen.asOfText)
                font: Theme.small
                color: Theme.ink2
            }
            Repeater {
                model: seen

                ListRow {
                    id: hit
                    edge: root.edge

                    required property var model

                    width: root.width
                    plate: hit.model.title
                    title: hit.model.line !== "" ? hit.model.line : qsTr("Vehicle")
                    spoken: qsTr("Use %1. %2").arg(hit.model.title).arg(hit.model.line)
                    onClicked: {
                        if (root.picksVehicles)
                            root.picked(hit.model.entryId, hit.model.title);
                        else
                            root.used(hit.model.title);
                    }
                }
            }
        }
        PlateKeypad {
            kind: plate.keypadKind
            unknownKey: plate.style === "partial"
            Layout.fillWidth: true
            onKeyed: key => plate.put(key)
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: qsTr("Delete")
                iconName: "bksp"
                square: true
                fitted: true
                Layout.preferredWidth: Theme.capture
                Layout.fillWidth: false
                onClicked: plate.takeBack()
            }
            AppButton {
                kind: "primary"
                text: plate.complete ? root.useText : root.usePartial
                secondLine: plate.complete && plate.style !== "partial" ? "" : qsTr("%1 of %2 known").arg(plate.known).arg(plate.slots)
                fitted: true
                Layout.fillWidth: true
                onClicked: root.used(root.text)
            }
        }
    }
}
