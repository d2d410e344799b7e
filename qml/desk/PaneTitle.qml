import QtQuick
import Beatbook.Controls

// Top of the list on a desk: what it is, and how much of it there is.
Item {
    id: root

    property string title: ""
    property string line: ""

    implicitHeight: words.implicitHeight + Theme.space16 + Theme.space12

    Column {
        id: words
        x: Theme.space20
        y: Theme.space16
        width: root.width - 2 * Theme.space20

        Words {
            width: parent.width
            text: root.title
            font: Theme.title
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            visible: root.line !== ""
            text: root.line
            font: Theme.small
            color: Theme.ink2
        }
    }
}
