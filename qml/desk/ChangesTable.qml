pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// What changed since the entry was submitted: the first version, which is kept, beside what stands now, and why.
Column {
    id: root

    // Model with the roles label, first, now, reason, officer, whenText.
    required property var changes
    readonly property bool stacked: root.width < Theme.changesWidth * Theme.textScale
    readonly property real fieldWidth: Theme.changesField * Theme.textScale
    readonly property real whyWidth: Theme.changesWhy * Theme.textScale
    readonly property real valueWidth: (root.width - root.fieldWidth - root.whyWidth) / 5

    visible: rows.count > 0

    component Head: Words {
        font: Theme.smallStrong
        color: Theme.ink2
        verticalAlignment: Text.AlignTop
        bottomPadding: Theme.space8
        rightPadding: Theme.space12
    }

    Words {
        width: root.width
        text: qsTr("Changes since it was submitted")
        font: Theme.heading
        bottomPadding: Theme.space8
        Accessible.role: Accessible.Heading
    }
    Row {
        visible: !root.stacked

        Head { width: root.fieldWidth; text: qsTr("Field") }
        Head { width: 2 * root.valueWidth; text: qsTr("First version, kept") }
        Head { width: 3 * root.valueWidth; text: qsTr("Now") }
        Head { width: root.whyWidth; text: qsTr("Why, by, when"); rightPadding: 0 }
    }
    Repeater {
        id: rows
        model: root.changes

        delegate: ChangeRow {
            width: root.width
            stacked: root.stacked
            fieldWidth: root.fieldWidth
            whyWidth: root.whyWidth
        }
    }
}
