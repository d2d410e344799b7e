import QtQuick
import Beatbook.Controls

// Running text of a desk page: 15 on 22.
Words {
    font: Theme.label
    lineHeight: Theme.lineOf(Theme.choice)
    verticalAlignment: Text.AlignTop
}
