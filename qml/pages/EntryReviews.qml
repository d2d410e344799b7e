pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// What supervisors decided and wrote. `model` has the roles of EntryView.reviews.
Column {
    id: root

    property var model: null
    property int edge: Theme.space16

    visible: rows.count > 0

    SectionTitle {
        edge: root.edge
        width: parent.width
        title: qsTr("Supervisors")
    }
    Repeater {
        id: rows
        model: root.model

        Rectangle {
            id: review

            required property string decisionText
            required property string reviewer
            required property string whenText
            required property string comment
            required property bool stands
            required property var remarks

            width: root.width
            height: inside.implicitHeight + 2 * Theme.space12
            color: Theme.surface

            Rectangle {
                width: Theme.barWidth
                height: parent.height
                color: Theme.warn
            }
            Column {
                id: inside
                x: root.edge
                y: Theme.space12
                width: parent.width - 2 * root.edge
                spacing: Theme.space4

                Words {
                    width: parent.width
                    text: qsTr("%1. %2, %3").arg(review.decisionText).arg(review.reviewer).arg(review.whenText)
                    font: Theme.labelStrong
                }
                Words {
                    width: parent.width
                    visible: review.comment !== ""
                    text: review.comment
                    font: Theme.label
                }
                Repeater {
                    model: review.remarks

                    Words {
                        required property var modelData

                        width: inside.width
                        text: qsTr("%1: %2").arg(modelData.label).arg(modelData.text)
                        font: Theme.label
                    }
                }
                Words {
                    width: parent.width
                    visible: !review.stands
                    text: qsTr("It was of an earlier version.")
                    font: Theme.small
                    color: Theme.ink2
                }
            }
        }
    }
}
