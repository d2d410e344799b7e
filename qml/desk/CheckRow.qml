import QtQuick
import Beatbook.Controls

// One thing to look at before a decision: a sign and a sentence.
Item {
    id: root

    property string text: ""
    // "merged" (in order), "needs" (still to do) or the name of a stroke.
    property string sign: "merged"

    // The first sentence of what is to be looked at stands out.
    function stressed(): string {
        const safe = root.text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        const end = safe.indexOf(". ") + 1;
        return end > 0 ? "<b>" + safe.slice(0, end) + "</b>" + safe.slice(end) : "<b>" + safe + "</b>";
    }

    implicitHeight: words.implicitHeight

    Icon {
        y: (Theme.lineOf(Theme.label) - height) / 2
        name: root.sign
        size: Theme.iconInline
        color: root.sign === "needs" ? Theme.stop : root.sign === "merged" ? Theme.ok : Theme.ink
        ground: Theme.bg
    }
    Words {
        id: words
        x: Theme.iconInline + Theme.space10
        width: root.width - x
        text: root.sign === "needs" ? root.stressed() : root.text
        textFormat: root.sign === "needs" ? Text.StyledText : Text.PlainText
        font: Theme.label
    }
}
