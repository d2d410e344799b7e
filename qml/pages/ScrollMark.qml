import QtQuick
import QtQuick.Templates as T
import Beatbook.Controls

// Shows how far a list goes on. It is not for dragging: a thumb on the right edge holds the tablet.
T.ScrollBar {
    id: root

    interactive: false
    padding: Theme.space2
    implicitWidth: Theme.space6
    visible: root.size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: Theme.space2
        radius: Theme.space2
        color: Theme.line
    }
}
