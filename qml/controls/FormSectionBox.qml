import QtQuick

// A section of a form: a white block over the full width, its heading, and its fields below one another.
// Fields inside take `width: parent.width`.
Item {
    id: root

    property string title: ""
    // Space at the sides: the edge of the page.
    property int edge: Theme.space16
    property int fieldGap: Theme.space18
    default property alias fields: slot.data

    implicitWidth: Theme.sidePane
    implicitHeight: parts.y + parts.height + Theme.space16

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Hair {}
    Hair { anchors.bottom: parent.bottom }

    Words {
        id: heading
        x: root.edge
        y: Theme.space12
        width: parent.width - 2 * root.edge
        visible: root.title !== ""
        text: root.title
        font: Theme.heading
        Accessible.role: Accessible.Heading
    }
    Item {
        id: parts
        x: root.edge
        y: root.title !== "" ? heading.y + heading.height + Theme.space6 : Theme.space12
        width: parent.width - 2 * root.edge
        height: slot.height

        Column {
            id: slot
            width: parent.width
            spacing: root.fieldGap
        }
    }
}
