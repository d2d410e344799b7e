pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// What reviewers decided so far, the latest first; a decision that a later change made lapse says so.
Column {
    id: root

    // Model with the roles decisionText, reviewer, whenText, comment, stands.
    required property var reviews

    visible: rows.count > 0

    Words {
        width: root.width
        text: qsTr("Reviews")
        font: Theme.heading
        Accessible.role: Accessible.Heading
    }
    Repeater {
        id: rows
        model: root.reviews

        delegate: RemarkBlock {
            required property string decisionText
            required property string reviewer
            required property string whenText
            required property string comment
            required property bool stands

            width: root.width
            who: qsTr("%1, %2, %3").arg(decisionText).arg(reviewer).arg(whenText)
            text: comment
            after: stands ? "" : qsTr("Lapsed: the entry changed since")
        }
    }
}
