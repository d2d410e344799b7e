pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What was recorded in this shift so far, a line a kind. It counts and compares nothing.
Column {
    id: root

    property int edge: Theme.space24

    visible: Session.shift.kinds.length > 0
    bottomPadding: Theme.space16

    SectionTitle {
        width: parent.width
        edge: root.edge
        title: qsTr("This shift so far")
    }
    Repeater {
        model: Session.shift.kinds

        Item {
            id: line

            required property int index
            required property string modelData
            readonly property string count: Session.shift.kindCounts[line.index] ?? ""

            x: root.edge
            width: root.width - 2 * root.edge
            height: name.implicitHeight + 2 * Theme.space10
            Accessible.role: Accessible.StaticText
            Accessible.name: line.modelData + ": " + line.count

            Hair {}
            Words {
                id: name
                y: Theme.space10
                width: parent.width - figure.width - Theme.space8
                text: line.modelData
                font: Theme.label
                Accessible.ignored: true
            }
            Words {
                id: figure
                x: parent.width - width
                y: Theme.space10
                text: line.count
                font: Theme.monoStrong
                Accessible.ignored: true
            }
        }
    }
}
