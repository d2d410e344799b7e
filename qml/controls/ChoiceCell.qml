import QtQuick

// One cell of a ChoiceRow: a tick and a word; the chosen one draws its own edge of 2 px.
Pressable {
    id: root

    property bool chosen: false
    property bool tick: true
    property bool bad: false
    property bool tickAbove: false
    property font face: Theme.choiceStrong
    property int tickSize: Theme.iconInline
    property real topLeft: 0
    property real topRight: 0
    property real bottomRight: 0
    property real bottomLeft: 0
    // Divides the cell from the one before it or above it.
    property bool lineLeft: false
    property bool lineTop: false

    readonly property bool ticked: root.chosen && root.tick
    readonly property real beside: root.ticked && !root.tickAbove ? root.tickSize + Theme.space6 : 0
    readonly property real above: root.ticked && root.tickAbove ? root.tickSize : 0

    leftPadding: Theme.space6
    rightPadding: Theme.space6
    topPadding: Theme.space4
    bottomPadding: Theme.space4
    innerWidth: word.wanted + root.beside
    innerHeight: word.implicitHeight + root.above

    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: root.chosen

    background: Item {
        Rectangle {
            visible: root.lineLeft && !root.chosen
            width: Theme.hairWidth
            height: parent.height
            color: Theme.line
        }
        Rectangle {
            visible: root.lineTop
            y: -Theme.hairWidth
            width: parent.width
            height: Theme.hairWidth
            color: Theme.line
        }
        CornerBox {
            anchors.fill: parent
            visible: root.chosen || root.down
            fill: root.down ? Theme.sunk : root.bad ? Theme.stopTint : Theme.sel
            edgeColor: root.bad ? Theme.stop : Theme.selEdge
            edgeWidth: root.chosen ? Theme.chosenEdge : 0
            topLeft: root.topLeft
            topRight: root.topRight
            bottomRight: root.bottomRight
            bottomLeft: root.bottomLeft
        }
        CornerBox {
            anchors.fill: parent
            visible: root.visualFocus
            fill: Theme.clear
            edgeColor: Theme.accent
            edgeWidth: Theme.focusRing
            topLeft: root.topLeft
            topRight: root.topRight
            bottomRight: root.bottomRight
            bottomLeft: root.bottomLeft
        }
    }

    Icon {
        id: sign
        x: Math.round((root.availableWidth - (root.tickAbove ? width : root.beside + word.contentWidth)) / 2)
        y: root.tickAbove ? word.y - height : Math.round((parent.height - height) / 2)
        visible: root.ticked
        name: "check"
        size: root.tickSize
    }
    Words {
        id: word
        x: Math.round((root.availableWidth - root.beside - width) / 2) + root.beside
        y: Math.round((parent.height - height - root.above) / 2) + root.above
        width: Math.min(wanted, root.availableWidth - root.beside)
        text: root.text
        font: root.face
        tight: true
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
