import QtQuick

// One of many: a word, and when it is on a tick and an edge of 2 px.
Pressable {
    id: root

    property bool chosen: false
    property bool radio: false
    // A button among chips, like "12 more".
    property bool more: false
    property bool bad: false

    readonly property real beside: root.chosen ? sign.width + Theme.space8 : 0

    minimumHeight: Theme.field
    innerWidth: word.wanted + root.beside
    innerHeight: word.implicitHeight
    leftPadding: root.chosen ? Theme.space12 : Theme.space14
    rightPadding: Theme.space14
    topPadding: Theme.space4
    bottomPadding: Theme.space4

    Accessible.role: root.more ? Accessible.Button : root.radio ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.checkable: !root.more
    Accessible.checked: root.chosen

    background: EdgedBox {
        fill: root.chosen ? Theme.sel : Theme.surface
        edgeColor: root.bad && !root.more ? Theme.stop : root.chosen ? Theme.selEdge : Theme.line
        edgeWidth: root.chosen || (root.bad && !root.more) ? Theme.chosenEdge : Theme.edge
        pressed: root.down
        ring: root.visualFocus
    }

    Icon {
        id: sign
        anchors.verticalCenter: parent.verticalCenter
        visible: root.chosen
        name: "check"
        size: Theme.iconInline
    }
    Words {
        id: word
        x: root.beside
        width: root.availableWidth - root.beside
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font: root.chosen ? Theme.choiceStrong : Theme.choice
        tight: true
        Accessible.ignored: true
    }
}
