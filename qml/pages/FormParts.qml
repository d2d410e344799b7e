pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// The records of one save, when there are several or more can be added: what each is, and what can be added to it or taken out.
Column {
    id: root

    required property FormModel form
    property int edge: Theme.space16
    readonly property bool worth: root.form.parts.length > 1 || root.form.parts.some(part => part.attachable.length > 0)

    spacing: 0

    SectionTitle {
        edge: root.edge
        width: parent.width
        visible: root.worth
        title: root.form.parts.length > 1 ? qsTr("Saved together") : qsTr("Can be added")
        note: root.form.parts.length > 1 ? qsTr("%1 records").arg(root.form.parts.length) : ""
    }
    Repeater {
        model: root.worth ? root.form.parts : []

        Rectangle {
            id: part

            required property var modelData

            width: root.width
            height: inside.implicitHeight + 2 * Theme.space12
            color: Theme.surface

            Column {
                id: inside
                x: root.edge
                y: Theme.space12
                width: parent.width - 2 * root.edge
                spacing: Theme.space8

                Words {
                    width: parent.width
                    text: part.modelData.title
                    font: Theme.bodyStrong
                }
                Words {
                    width: parent.width
                    visible: !part.modelData.sent
                    text: qsTr("No field names it any more. It is kept in the draft and not saved.")
                    font: Theme.small
                    color: Theme.ink2
                }
                Flow {
                    width: parent.width
                    spacing: Theme.space8

                    Repeater {
                        model: part.modelData.attachable

                        AppButton {
                            required property string modelData

                            width: Math.min(implicitWidth, inside.width)
                            size: "touch"
                            iconName: "plus"
                            iconColor: Theme.accent
                            text: qsTr("Add: %1").arg(Session.typeLabel(modelData))
                            onClicked: root.form.addPart(modelData, part.modelData.label)
                        }
                    }
                    AppButton {
                        visible: part.modelData.removable
                        size: "touch"
                        iconName: "minus"
                        text: qsTr("Take out")
                        spoken: qsTr("Take out: %1").arg(part.modelData.title)
                        onClicked: root.form.removePart(part.modelData.label)
                    }
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.hairWidth
                color: Theme.hair
            }
        }
    }
}
