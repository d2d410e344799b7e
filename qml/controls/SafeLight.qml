import QtQuick

// May this tablet be handed in? A ring with a count: not safe. A disc with a tick: safe, a receipt is in hand.
// A dashed ring with a question mark: not known. It never moves.
Pressable {
    id: root

    // "safe", "notSafe" or "notKnown".
    property string standing: "notKnown"
    // Entries that are only on this tablet.
    property int count: 0
    // "chip" for a header, "row", or "large" for the page of hand-in.
    property string form: "chip"
    property string title: root.words()
    property string line: ""

    readonly property bool chip: root.form === "chip"
    readonly property bool large: root.form === "large"
    readonly property int signSize: root.chip ? Theme.iconStatus : root.large ? Theme.lightLarge : Theme.lightRow
    readonly property int ringWidth: root.large ? Theme.lightLargeRing : Theme.lightRowRing
    readonly property color tone: root.standing === "safe" ? Theme.ok : root.standing === "notSafe" ? Theme.warn : Theme.line
    readonly property real gap: root.chip ? Theme.space8 : root.large ? Theme.space16 : Theme.space12
    // A sentence of many lines beside the light goes below it.
    readonly property bool lineBelow: root.large && root.width > 0
        && Measure.lines(root.line, Theme.label, 1, root.availableWidth - root.signSize - root.gap) > Theme.linesBeside
    // A large disc would be the brightest thing of a dark page.
    readonly property bool disc: root.standing === "safe" && !(root.large && Theme.night)

    function words(): string {
        if (root.standing === "safe")
            return qsTr("Safe to hand in");
        if (root.standing === "notSafe")
            return root.chip ? qsTr("%1 only here").arg(root.count) : qsTr("Not safe to hand in");
        return qsTr("Not known");
    }

    minimumHeight: root.chip ? Theme.touch : root.signSize + 2 * (Theme.space10 + Theme.hairWidth)
    leftPadding: root.large ? Theme.space16 : Theme.space12
    rightPadding: root.leftPadding
    topPadding: root.chip ? Theme.space4 : root.large ? Theme.space16 : Theme.space10
    bottomPadding: root.topPadding
    innerWidth: root.signSize + root.gap + head.wanted
    innerHeight: Math.max(root.signSize, lines.implicitHeight) + (root.lineBelow ? Theme.space12 + below.implicitHeight : 0)
    spoken: root.title + (root.line !== "" ? ". " + root.line : "")

    background: EdgedBox {
        edgeColor: root.chip ? Theme.line : Theme.hair
        edgeWidth: root.large ? 0 : root.chip ? Theme.edge : Theme.hairWidth
        radius: root.large ? 0 : root.chip ? Theme.radius : Theme.radiusCard
        pressed: root.down
        ring: root.visualFocus
    }

    Item {
        id: sign
        y: Math.round((root.availableHeight - (root.lineBelow ? Theme.space12 + below.height : 0) - height) / 2)
        width: root.signSize
        height: root.signSize

        Icon {
            anchors.fill: parent
            visible: root.chip
            name: root.standing === "safe" ? "merged" : root.standing === "notSafe" ? "here" : "unknown"
            size: root.signSize
            color: root.tone
        }
        CornerBox {
            anchors.fill: parent
            visible: !root.chip
            topLeft: width / 2
            fill: root.disc ? root.tone : Theme.clear
            edgeColor: root.tone
            edgeWidth: root.ringWidth
            edgeStyle: root.standing === "notKnown" ? "ring" : "solid"
        }
        Icon {
            anchors.centerIn: parent
            visible: !root.chip && root.standing === "safe"
            name: "check"
            size: root.large ? 2 * Theme.icon : Theme.icon
            color: root.disc ? Theme.surface : root.tone
        }
        Words {
            anchors.centerIn: parent
            visible: !root.chip && root.standing !== "safe"
            text: root.standing === "notSafe" ? root.count : "?"
            font: root.large ? Theme.fitting(Theme.figure, root.signSize / 2) : Theme.inSign(Theme.monoStrong)
            Accessible.ignored: true
        }
    }
    Column {
        id: lines
        anchors.left: sign.right
        anchors.leftMargin: root.gap
        anchors.right: parent.right
        anchors.verticalCenter: sign.verticalCenter
        spacing: root.large ? Theme.space4 : 0

        Words {
            id: head
            width: parent.width
            text: root.title
            font: root.chip ? Theme.labelStrong : root.large ? Theme.title : Theme.bodyStrong
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.line !== "" && !root.chip && !root.lineBelow
            text: root.line
            font: root.large ? Theme.label : Theme.small
            color: root.large ? Theme.ink : Theme.ink2
            Accessible.ignored: true
        }
    }
    Words {
        id: below
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.lineBelow
        text: root.line
        font: Theme.label
        Accessible.ignored: true
    }
}
