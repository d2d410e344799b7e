pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The four states and how many entries are in each.
Rectangle {
    id: root

    signal needsYouAsked()

    implicitHeight: grid.implicitHeight + 2 * Theme.hairWidth
    color: Theme.hair

    Cells {
        id: grid
        y: Theme.hairWidth
        width: parent.width
        columns: Theme.textScale > 1.25 && root.width < Theme.listPane * 2 ? 1 : 2
        columnSpacing: Theme.hairWidth
        rowSpacing: Theme.hairWidth

        Repeater {
            model: [
                { icon: "here", tint: Theme.warn, label: qsTr("Only here"), count: SyncStatus.onlyHere },
                { icon: "received", tint: Theme.accent, label: qsTr("Received"), count: SyncStatus.received },
                { icon: "merged", tint: Theme.ok, label: qsTr("Merged"), count: SyncStatus.merged },
                { icon: "needs", tint: Theme.stop, label: qsTr("Needs you"), count: SyncStatus.needsYou }
            ]

            Pressable {
                id: cell

                required property var modelData
                required property int index
                readonly property bool opens: cell.index === 3 && cell.modelData.count > 0

                minimumHeight: Theme.row
                innerHeight: inside.implicitHeight
                leftPadding: Theme.space16
                rightPadding: Theme.space16
                spoken: qsTr("%1: %2").arg(cell.modelData.label).arg(cell.modelData.count)
                enabled: cell.opens
                background: Rectangle {
                    color: cell.down ? Theme.sunk : Theme.surface
                    border.color: Theme.accent
                    border.width: cell.visualFocus ? Theme.focusRing : 0
                }
                width: grid.widthOf(cell.index)
                height: grid.cellHeight
                onClicked: root.needsYouAsked()

                RowLayout {
                    id: inside
                    width: parent.width
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.space10

                    Icon {
                        name: cell.modelData.icon
                        color: cell.modelData.tint
                    }
                    Words {
                        text: cell.modelData.label
                        font: Theme.labelStrong
                        Accessible.ignored: true
                        Layout.fillWidth: true
                    }
                    Words {
                        text: cell.modelData.count
                        font: Theme.figureSmall
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
