import QtQuick

// Where a record has got to: a shape and words, never a colour alone.
Item {
    id: root

    // "here", "received", "merged" or "needs".
    property string status: "here"
    // Words of the chip; another text replaces them.
    property string text: root.words()
    property int iconSize: Theme.iconStatus
    property color ground: Theme.surface

    function words(): string {
        switch (root.status) {
        case "received": return qsTr("Received");
        case "merged": return qsTr("Merged");
        case "needs": return qsTr("Needs you");
        default: return qsTr("Only here");
        }
    }

    // What is read out: the chip says it short.
    function meaning(): string {
        switch (root.status) {
        case "received": return qsTr("the server has it");
        case "merged": return qsTr("it is in the shared record");
        case "needs": return qsTr("it waits for you");
        default: return qsTr("on this tablet only");
        }
    }

    implicitWidth: line.x + line.wanted
    implicitHeight: Math.max(root.iconSize, line.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text + ": " + root.meaning()

    Icon {
        y: Math.round((Math.min(root.height, Theme.lineOf(line.font)) - height) / 2)
        name: root.status
        size: root.iconSize
        ground: root.ground
        color: root.status === "received" ? Theme.accent : root.status === "merged" ? Theme.ok
            : root.status === "needs" ? Theme.stop : Theme.warn
    }
    Words {
        id: line
        x: root.iconSize + Theme.space6
        width: Math.min(wanted, root.width - x)
        text: root.text
        font: root.status === "needs" ? Theme.smallStrong : Theme.smallMedium
        color: root.status === "needs" ? Theme.stop : Theme.ink
        Accessible.ignored: true
    }
}
