import QtQuick

// One character of a registration mark over its line; the line of the one to come is thicker.
Item {
    id: root

    property string sign: ""
    property bool now: false
    property font face: Theme.plate
    // Space before it, where the mark has one.
    property real gap: 0

    height: Math.max(Theme.slotHeight, glyph.implicitHeight + Theme.slotLineNow)

    Words {
        id: glyph
        x: root.gap
        width: parent.width - root.gap
        text: root.sign
        font: root.face
        color: root.sign === "?" ? Theme.warn : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Rectangle {
        x: root.gap
        y: parent.height - height
        width: parent.width - root.gap
        height: root.now ? Theme.slotLineNow : Theme.slotLine
        color: root.now ? Theme.accent : Theme.line
    }
}
