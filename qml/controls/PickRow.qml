import QtQuick

// What was picked, with the word that changes it: a folded choice, a person or vehicle, a moment.
Pressable {
    id: root

    // Read out before what was picked: the question it answers.
    property string label: ""
    property string detail: ""
    property string actionWord: qsTr("Change")
    property string iconName: ""
    // Shown while nothing is picked.
    property string placeholder: ""
    property bool mono: false
    property bool bad: false

    readonly property bool empty: root.text === ""
    // The word goes below where the text would lose its longest word to it.
    readonly property bool below: root.availableWidth < signWide + Theme.space12 + action.wanted
        + Measure.widestWord(words.text, words.font) || root.crowded
    readonly property bool crowded: Measure.lines(root.detail, Theme.small, 1, root.availableWidth - root.signWide - Theme.space12 - action.wanted) > 2
    readonly property real signWide: sign.visible ? sign.width + Theme.space12 : 0

    minimumHeight: Theme.capture
    leftPadding: Theme.space14
    rightPadding: Theme.space14
    innerWidth: root.signWide + words.wanted + Theme.space12 + action.wanted
    innerHeight: lines.implicitHeight + (root.below ? action.implicitHeight + Theme.space4 : 0)
    spoken: (root.label !== "" ? root.label + ": " : "") + (root.empty ? root.placeholder : root.text + (root.detail !== "" ? ", " + root.detail : ""))
        + (root.actionWord !== "" ? ", " + root.actionWord : "")

    background: EdgedBox {
        edgeColor: root.bad ? Theme.stop : Theme.line
        edgeWidth: root.bad ? Theme.chosenEdge : Theme.edge
        pressed: root.down
        ring: root.visualFocus
    }

    Icon {
        id: sign
        anchors.verticalCenter: lines.verticalCenter
        visible: root.iconName !== ""
        name: root.iconName
        color: Theme.accent
    }
    Column {
        id: lines
        x: root.signWide
        y: Math.round((parent.height - height - (root.below ? action.height + Theme.space4 : 0)) / 2)
        width: parent.width - x - (root.below ? 0 : action.width + Theme.space12)

        Words {
            id: words
            width: parent.width
            text: root.empty ? root.placeholder : root.text
            font: root.empty ? Theme.body : root.mono ? Theme.monoBody : Theme.bodyStrong
            color: root.empty ? Theme.ink2 : Theme.ink
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.detail !== "" && !root.empty
            text: root.detail
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
    Words {
        id: action
        x: root.below ? lines.x : parent.width - width
        y: root.below ? lines.y + lines.height + Theme.space4 : Math.round((parent.height - height) / 2)
        text: root.actionWord
        font: Theme.labelStrong
        color: Theme.accent
        Accessible.ignored: true
    }
}
