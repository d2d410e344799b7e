import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// One thing to look at before a decision: a sign and a sentence.
RowLayout {
    id: root

    property string text: ""
    // "merged" (in order), "needs" (still to do) or the name of a stroke.
    property string sign: "merged"

    spacing: Theme.space10

    Icon {
        name: root.sign
        size: Theme.iconInline
        color: root.sign === "needs" ? Theme.stop : root.sign === "merged" ? Theme.ok : Theme.ink
        ground: Theme.bg
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: (Theme.lineOf(Theme.label) - Theme.iconInline) / 2
    }
    Words {
        text: root.text
        font: Theme.label
        Layout.fillWidth: true
    }
}
