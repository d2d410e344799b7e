import QtQuick

// A registration mark in a row: a small plate. Dashed while a character of it is not known.
Item {
    id: root

    property string text: ""
    property bool partial: root.text.indexOf("?") >= 0

    implicitWidth: mark.wanted + 2 * Theme.space10
    implicitHeight: Math.ceil(mark.implicitHeight) + 2 * Theme.space2
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    EdgedBox {
        anchors.fill: parent
        radius: Theme.radiusPlate
        edgeWidth: Theme.chosenEdge
        dashed: root.partial
    }
    Words {
        id: mark
        anchors.centerIn: parent
        text: root.text
        font: Theme.plateSmall
        lineHeight: Theme.lineOf(Theme.plateSmall)
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
