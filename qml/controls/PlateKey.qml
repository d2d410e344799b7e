import QtQuick

// One key of the plate keypad. It takes no focus from what is being written.
Pressable {
    id: root

    property bool word: false

    focusPolicy: Qt.TabFocus
    padding: 0
    innerWidth: sign.wanted
    innerHeight: 0
    minimumHeight: Theme.key

    background: EdgedBox {
        radius: Theme.radiusPlate
        pressed: root.down
        ring: root.visualFocus
    }

    Words {
        id: sign
        anchors.centerIn: parent
        text: root.text
        font: root.word ? Theme.choiceStrong : Theme.figureSmall
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
