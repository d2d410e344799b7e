import QtQuick

// Divider over the width of what it is in. Decoration only.
Rectangle {
    anchors.left: parent ? parent.left : undefined
    anchors.right: parent ? parent.right : undefined
    height: Theme.hairWidth
    color: Theme.hair
}
