pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// Why a value was chosen: it goes into the history with the choice. Nobody has to say it.
Column {
    id: root

    // [{code, label}]
    property var reasons: []
    property string reason: ""

    spacing: Theme.space8

    Words {
        width: parent.width
        text: qsTr("Why (goes into the history)")
        font: Theme.labelStrong
        Accessible.role: Accessible.Heading
    }
    ChipGroup {
        width: parent.width
        label: qsTr("Why")
        options: root.reasons
        values: root.reason !== "" ? [root.reason] : []
        single: true
        firstShown: 4
        onToggled: (code, on) => root.reason = on ? code : ""
    }
}
