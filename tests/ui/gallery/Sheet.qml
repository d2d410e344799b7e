import QtQuick
import Beatbook.Controls

// Base of a sheet: sets the theme before anything is drawn.
Rectangle {
    id: root

    required property string mode
    required property real textScale
    default property alias content: column.data

    width: 360
    height: column.height
    color: Theme.bg

    Component.onCompleted: {
        Theme.lessMotion = true;
        Theme.mode = root.mode;
        Theme.textScale = root.textScale;
    }

    Column {
        id: column
        width: root.width
    }
}
