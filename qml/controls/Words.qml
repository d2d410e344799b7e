import QtQuick

// Text of the app: a face of the theme with its own line height. It wraps and grows; it is never cut unless told to elide.
Text {
    id: root

    // On a control: two lines stay closer together.
    property bool tight: false
    // Width of the text on one line. Widths are bound to this and not to implicitWidth: a Text whose width follows its own
    // implicitWidth can keep the line breaks of a narrower layout.
    readonly property real wanted: root.text === "" ? 0 : Math.ceil(Measure.width(root.text, root.font)) + 1

    font: Theme.body
    color: Theme.ink
    linkColor: Theme.accent
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeightMode: Text.FixedHeight
    lineHeight: root.tight ? Theme.tightLineOf(root.font) : Theme.lineOf(root.font)
    verticalAlignment: Text.AlignVCenter
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text
}
