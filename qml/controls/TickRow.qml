import QtQuick

// A sentence the officer stands by: a box to tick, 76 high.
Pressable {
    id: root

    property bool ticked: false
    property bool bad: false

    signal toggled(ticked: bool)

    minimumHeight: Theme.capture
    leftPadding: Theme.space14
    rightPadding: Theme.space14
    innerWidth: box.width + Theme.space10 + words.wanted
    innerHeight: words.implicitHeight
    onClicked: root.toggled(!root.ticked)

    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: root.ticked

    background: EdgedBox {
        fill: root.ticked ? Theme.sel : Theme.surface
        edgeColor: root.bad ? Theme.stop : root.ticked ? Theme.selEdge : Theme.line
        edgeWidth: root.bad || root.ticked ? Theme.chosenEdge : Theme.edge
        pressed: root.down
        ring: root.visualFocus
    }

    Rectangle {
        id: box
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.tickBox
        height: Theme.tickBox
        radius: Theme.radiusPlate
        color: Theme.surface
        border.width: Theme.chosenEdge
        border.color: root.ticked ? Theme.selEdge : Theme.line

        Icon {
            anchors.centerIn: parent
            visible: root.ticked
            name: "check"
            size: Theme.iconInline
        }
    }
    Words {
        id: words
        anchors.left: box.right
        anchors.leftMargin: Theme.space10
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font: root.ticked ? Theme.choiceStrong : Theme.choice
        Accessible.ignored: true
    }
}
