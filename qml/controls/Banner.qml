import QtQuick

// A fact that holds now: a bar of 4 px, an icon, one bold fact and one line. It stays until the fact ends.
Item {
    id: root

    // "plain", "warn", "stop" or "ok".
    property string kind: "plain"
    property string bold: ""
    property string text: ""
    // The line before the bold fact instead of after it.
    property bool boldLast: false
    property string iconName: ""
    property string actionText: ""
    // It is read and then goes: a cross at its right with this name, instead of a button below.
    property string closeText: ""
    property int edge: Theme.space16
    // The icon in the middle of its lines instead of at the first.
    property bool centred: false

    readonly property real air: root.centred ? Theme.space10 : Theme.space12

    signal acted()

    readonly property color tone: root.kind === "warn" ? Theme.warn : root.kind === "stop" ? Theme.stop
        : root.kind === "ok" ? Theme.ok : Theme.accent
    readonly property color ground: root.kind === "warn" ? Theme.warnTint : root.kind === "stop" ? Theme.stopTint
        : root.kind === "ok" ? Theme.okTint : Theme.surface

    function escaped(words: string): string {
        return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    }

    function sentence(): string {
        const fact = root.bold !== "" ? "<b>" + root.escaped(root.bold) + "</b>" : "";
        const rest = root.escaped(root.text);
        const between = fact !== "" && rest !== "" ? " " : "";
        return root.boldLast ? rest + between + fact : fact + between + rest;
    }

    implicitWidth: Theme.sidePane
    implicitHeight: parts.implicitHeight + 2 * root.air
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.boldLast ? root.text + " " + root.bold : root.bold + " " + root.text

    Rectangle {
        anchors.fill: parent
        color: root.ground
    }
    Rectangle {
        width: Theme.barWidth
        height: parent.height
        color: root.tone
    }
    Icon {
        id: sign
        x: Theme.barWidth + root.edge
        y: root.centred ? Math.round((parent.height - height) / 2) : root.air + Math.max(0, Math.round((Theme.lineOf(Theme.label) - height) / 2))
        visible: root.iconName !== ""
        name: root.iconName
        color: root.tone
        ground: root.ground
    }
    Column {
        id: parts
        x: Theme.barWidth + root.edge + (sign.visible ? sign.width + Theme.space12 : 0)
        y: root.air
        width: parent.width - x - (cross.visible ? cross.width : root.edge)
        spacing: Theme.space8

        Words {
            width: parent.width
            textFormat: Text.StyledText
            text: root.sentence()
            font: Theme.label
            Accessible.ignored: true
        }
        AppButton {
            objectName: "act"
            visible: root.actionText !== ""
            width: Math.min(implicitWidth, parent.width)
            size: "touch"
            text: root.actionText
            onClicked: root.acted()
        }
    }
    Pressable {
        id: cross
        x: parent.width - width
        anchors.verticalCenter: parent.verticalCenter
        visible: root.closeText !== ""
        width: Theme.field
        spoken: root.closeText
        background: EdgedBox {
            fill: Theme.clear
            edgeWidth: 0
            pressed: cross.down
            ring: cross.visualFocus
        }
        onClicked: root.acted()

        Icon {
            anchors.centerIn: parent
            name: "close"
            size: Theme.iconInline
        }
    }
}
