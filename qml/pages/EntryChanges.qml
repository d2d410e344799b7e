pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// What was written first against what stands now. `model` has the roles of EntryView.changes.
Column {
    id: root

    property var model: null
    property int edge: Theme.space16
    property bool wide: false

    visible: rows.count > 0

    SectionTitle {
        edge: root.edge
        width: parent.width
        title: qsTr("Changed since it was submitted")
        note: qsTr("First version kept")
    }
    Repeater {
        id: rows
        model: root.model

        Rectangle {
            id: change

            required property string label
            required property string first
            required property string now
            required property string reason
            required property string officer
            required property string whenText

            width: root.width
            height: cells.implicitHeight + 2 * Theme.space12
            color: Theme.surface

            GridLayout {
                id: cells
                x: root.edge
                y: Theme.space12
                width: parent.width - 2 * root.edge
                columns: root.wide ? 4 : 1
                columnSpacing: Theme.space16
                rowSpacing: Theme.space4

                Words {
                    text: change.label
                    font: Theme.labelStrong
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.alignment: Qt.AlignTop
                }
                Words {
                    text: change.first !== "" ? change.first : qsTr("Left empty")
                    font: Theme.label
                    color: Theme.ink2
                    Accessible.name: qsTr("First: %1").arg(text)
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.alignment: Qt.AlignTop
                }
                Words {
                    text: change.now !== "" ? change.now : qsTr("Empty")
                    font: Theme.label
                    Accessible.name: qsTr("Now: %1").arg(text)
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.alignment: Qt.AlignTop
                }
                Words {
                    text: qsTr("%1. %2, %3").arg(change.reason).arg(change.officer).arg(change.whenText)
                    font: Theme.small
                    color: Theme.ink2
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.alignment: Qt.AlignTop
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
