import QtQuick
import Beatbook.Controls

// What a reviewer wrote: who and when, the words, and what became of it, beside a bar.
Item {
    id: root

    property string who: ""
    property string text: ""
    property string after: ""
    readonly property var parts: [root.who, root.text, root.after]

    implicitHeight: words.implicitHeight + Theme.space10 + Theme.space12
    Accessible.role: Accessible.StaticText
    Accessible.name: root.parts.filter(part => part !== "").join(". ")

    Rectangle {
        y: Theme.space10
        width: Theme.barWidth
        height: words.height
        color: Theme.warn
    }
    Column {
        id: words
        x: Theme.barWidth + Theme.space14
        y: Theme.space10
        width: root.width - x
        topPadding: Theme.space8
        bottomPadding: Theme.space8

        Words {
            width: parent.width
            visible: root.who !== ""
            text: root.who
            font: Theme.labelStrong
            Accessible.ignored: true
        }
        DeskWords {
            width: parent.width
            visible: root.text !== ""
            text: root.text
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.after !== ""
            text: root.after
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
