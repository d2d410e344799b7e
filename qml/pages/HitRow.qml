import QtQuick
import Beatbook.Controls

// One hit of a search: its name with the letters that differ underlined, what tells it from others, and what matched.
Pressable {
    id: root

    required property string entryId
    required property string typeName
    required property string title
    required property string titleMarked
    required property string line
    required property string line2
    required property string matchText
    property string kindIcon: ""
    property int edge: Theme.space16

    signal opened()

    minimumHeight: Theme.capture
    innerHeight: words.implicitHeight
    leftPadding: root.edge
    rightPadding: root.edge
    topPadding: Theme.space12
    bottomPadding: Theme.space12
    spoken: Sentence.of([root.title, root.line, root.line2, root.matchText], ". ")
    onClicked: root.opened()
    background: Rectangle {
        color: root.down ? Theme.sunk : Theme.surface

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.hairWidth
            color: Theme.hair
        }
        Rectangle {
            anchors.fill: parent
            visible: root.visualFocus
            color: Theme.clear
            border.color: Theme.accent
            border.width: Theme.focusRing
        }
    }

    Icon {
        id: kind
        visible: root.kindIcon !== ""
        anchors.verticalCenter: parent.verticalCenter
        name: root.kindIcon
        color: Theme.accent
    }
    Column {
        id: words
        anchors.left: kind.visible ? kind.right : parent.left
        anchors.leftMargin: kind.visible ? Theme.space12 : 0
        anchors.right: chevron.left
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            text: root.titleMarked !== "" ? root.titleMarked : root.title
            textFormat: Text.StyledText
            font: Theme.bodyStrong
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.line !== ""
            text: root.line
            font: Theme.label
            color: Theme.ink2
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.line2 !== ""
            text: root.line2
            font: Theme.small
            color: Theme.warn
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            // Underlined letters say the same.
            visible: root.matchText !== "" && (root.titleMarked === "" || root.titleMarked === root.title)
            text: root.matchText
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
    Icon {
        id: chevron
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "chev"
        size: Theme.iconInline
        color: Theme.ink2
    }
}
