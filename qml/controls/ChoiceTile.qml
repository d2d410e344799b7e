import QtQuick

// One tile of ChoiceTiles: words at the left, a tick when it is the chosen one.
Pressable {
    id: root

    property string detail: ""
    property bool chosen: false
    property bool bad: false

    readonly property real beside: root.chosen ? sign.width + Theme.space8 : 0

    minimumHeight: Theme.capture
    leftPadding: Theme.space14
    rightPadding: Theme.space14
    innerWidth: lines.implicitWidth + root.beside
    innerHeight: lines.implicitHeight
    spoken: root.text + (root.detail !== "" ? ", " + root.detail : "")

    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: root.chosen

    background: EdgedBox {
        fill: root.chosen ? Theme.sel : Theme.surface
        edgeColor: root.bad ? Theme.stop : root.chosen ? Theme.selEdge : Theme.line
        edgeWidth: root.bad || root.chosen ? Theme.chosenEdge : Theme.edge
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
    Column {
        id: lines
        x: root.beside
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - root.beside

        Words {
            width: parent.width
            text: root.text
            font: Theme.bodyStrong
            tight: true
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.detail !== ""
            text: root.detail
            font: Theme.small
            tight: true
            color: root.chosen ? Theme.ink : Theme.ink2
            Accessible.ignored: true
        }
    }
}
