import QtQuick
import Beatbook.Controls

// The protective marking and who may read: the top line of every page on a desk.
Rectangle {
    id: root

    property string text: ""
    property string handling: qsTr("Team and supervisors only")

    implicitHeight: Math.max(Theme.marking, words.implicitHeight + 2 * Theme.space4)
    color: Theme.surface

    Row {
        id: words
        anchors.centerIn: parent
        spacing: Theme.space12

        Words {
            text: root.text !== "" ? root.text : qsTr("OFFICIAL-SENSITIVE")
            font: Theme.smallStrong
            wrapMode: Text.NoWrap
        }
        Words {
            visible: root.handling !== ""
            text: root.handling
            font: Theme.small
            color: Theme.ink2
            wrapMode: Text.NoWrap
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
}
