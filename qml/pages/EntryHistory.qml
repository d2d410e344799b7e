pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// Every version: who, when, why, and what became what. `model` has the roles of EntryView.history.
Column {
    id: root

    property var model: null
    property int edge: Theme.space16

    visible: rows.count > 0

    SectionTitle {
        edge: root.edge
        width: parent.width
        title: qsTr("History")
        note: rows.count === 1 ? qsTr("1 version") : qsTr("%1 versions").arg(rows.count)
    }
    Repeater {
        id: rows
        model: root.model

        Rectangle {
            id: version

            required property int number
            required property string whenText
            required property string officer
            required property string reason
            required property string reasonText
            required property bool onlyHere
            required property bool held
            required property bool readable
            required property var changes

            width: root.width
            height: inside.implicitHeight + 2 * Theme.space12
            color: Theme.surface

            Column {
                id: inside
                x: root.edge
                y: Theme.space12
                width: parent.width - 2 * root.edge
                spacing: Theme.space4

                Words {
                    width: parent.width
                    text: qsTr("Version %1. %2, %3").arg(version.number).arg(version.officer).arg(version.whenText)
                    font: Theme.labelStrong
                }
                Words {
                    width: parent.width
                    visible: text !== ""
                    text: Sentence.of([version.reason, version.reasonText, version.number === 1 && version.reason === "" ? qsTr("First written") : "", version.onlyHere ? qsTr("Only on this tablet for now.") : "",
                        version.held ? qsTr("Held for a supervisor. Colleagues do not see it yet.") : "",
                        version.readable ? "" : qsTr("Not readable for you.")], ". ")
                    font: Theme.small
                    color: Theme.ink2
                }
                // The first version is the entry itself; only what later ones changed is listed.
                Repeater {
                    model: version.number > 1 ? version.changes : []

                    Column {
                        id: change

                        required property var modelData

                        width: inside.width
                        topPadding: Theme.space4

                        Words {
                            width: parent.width
                            text: change.modelData.label
                            font: Theme.label
                            color: Theme.ink2
                        }
                        Words {
                            width: parent.width
                            text: change.modelData.after !== "" ? change.modelData.after : qsTr("Left empty")
                            font: Theme.label
                        }
                        Words {
                            width: parent.width
                            visible: change.modelData.before !== ""
                            text: qsTr("Before: %1").arg(change.modelData.before)
                            font: Theme.label
                            color: Theme.ink2
                        }
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
