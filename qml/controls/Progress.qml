pragma ComponentBehavior: Bound

import QtQuick

// How far a form is: one stretch a field, done, to fix, or to come. The count beside it says it in words.
Item {
    id: root

    // "done", "bad", or anything else for to come.
    property var steps: []
    property string spoken: ""

    readonly property real stretch: root.steps.length > 0
        ? (root.width - (root.steps.length - 1) * Theme.space2) / root.steps.length : 0

    implicitWidth: Theme.sidePane
    implicitHeight: Theme.barWidth
    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.spoken

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Repeater {
        model: root.steps

        Rectangle {
            required property int index
            required property string modelData

            x: Math.round(index * (root.stretch + Theme.space2))
            width: Math.round((index + 1) * (root.stretch + Theme.space2)) - Theme.space2 - x
            height: root.height
            color: modelData === "done" ? Theme.ok : modelData === "bad" ? Theme.stop : Theme.hair
        }
    }
}
