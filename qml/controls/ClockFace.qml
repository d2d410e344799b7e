import QtQuick

// The locked and the hidden page: the time, and the day below it. As large as the width allows.
Column {
    id: root

    property string time: ""
    property string date: ""

    Words {
        width: root.width
        text: root.time
        font: Theme.fitting(Theme.clock, root.width / Theme.clockPerSize)
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
    }
    Words {
        width: root.width
        visible: root.date !== ""
        text: root.date
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
    }
}
