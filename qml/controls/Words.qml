import QtQuick

// Text of the app: a face of the theme with its own line height. It wraps and grows; it is never cut unless told to elide.
Text {
    id: root

    // On a control: two lines stay closer together.
    property bool tight: false

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
