import QtQuick
import Beatbook
import Beatbook.Controls

// Above a list that is read further down: many entries have come in above what it shows.
AppButton {
    id: root

    required property EntryList entries

    visible: root.entries.newer
    size: "touch"
    kind: "quiet"
    text: qsTr("Newer entries. Show them")
    onClicked: root.entries.showNewest()
}
