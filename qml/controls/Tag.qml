import QtQuick

// A short word about what stands beside it, in an edge. It is not pressed.
Item {
    id: root

    property string text: ""
    // Set in Mono before the text.
    property string mono: ""
    property string before: ""
    property string iconName: ""
    // "plain", "warn", "stop" or "ok".
    property string kind: "plain"
    property bool dashed: false
    property bool big: false

    readonly property color tone: root.kind === "warn" ? Theme.warn : root.kind === "stop" ? Theme.stop
        : root.kind === "ok" ? Theme.ok : Theme.ink
    readonly property real signWide: sign.visible ? sign.width + Theme.space6 : 0
    readonly property real leadWide: (lead.visible ? lead.wanted + Theme.space6 : 0)
        + (figure.visible ? figure.wanted + Theme.space6 : 0)

    implicitWidth: 2 * Theme.space8 + root.signWide + root.leadWide + words.wanted
    implicitHeight: Math.max(root.big ? Theme.tagBig : Theme.tag, words.implicitHeight + 2 * Theme.space4)
    Accessible.role: Accessible.StaticText
    Accessible.name: (root.before + " " + root.mono + " " + root.text).trim()

    EdgedBox {
        anchors.fill: parent
        radius: Theme.radiusPlate
        edgeColor: root.kind === "plain" ? Theme.line : root.tone
        edgeWidth: root.dashed ? Theme.chosenEdge : Theme.edge
        dashed: root.dashed
    }
    Icon {
        id: sign
        x: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName !== ""
        name: root.iconName
        color: root.tone
        size: Theme.iconSmall
    }
    Words {
        id: lead
        x: Theme.space8 + root.signWide
        anchors.verticalCenter: parent.verticalCenter
        visible: root.before !== ""
        text: root.before
        font: Theme.smallMedium
        tight: true
        color: root.tone
        Accessible.ignored: true
    }
    Words {
        id: figure
        x: lead.x + (lead.visible ? lead.width + Theme.space6 : 0)
        anchors.verticalCenter: parent.verticalCenter
        visible: root.mono !== ""
        text: root.mono
        font: Theme.monoSmall
        tight: true
        color: root.tone
        Accessible.ignored: true
    }
    Words {
        id: words
        x: Theme.space8 + root.signWide + root.leadWide
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - x - Theme.space8
        text: root.text
        font: Theme.smallMedium
        tight: true
        color: root.tone
        Accessible.ignored: true
    }
}
