import QtQuick
import Beatbook.Controls

// The last lines of the queue: which tablets may still hold entries for it.
Item {
    id: root

    property string text: ""

    implicitHeight: words.implicitHeight + 2 * Theme.space12

    Rectangle {
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
    Words {
        id: words
        x: Theme.space20
        y: Theme.space12
        width: parent.width - 2 * Theme.space20
        text: root.text
        font: Theme.small
        color: Theme.ink2
    }
}
