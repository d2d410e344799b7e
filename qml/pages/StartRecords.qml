pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// The four records an officer starts most. The others are under More.
Item {
    id: root

    required property AppPage page
    property int edge: Theme.space16
    property bool oneColumn: false
    property int shown: 4

    readonly property var types: Session.recordTypes.slice(0, root.shown)
    readonly property bool large: Theme.textScale > 1.25 && root.width < 2 * Theme.sidePane
    // With large text two stand beside each other only with the icon above the words, and none of them with a reason why not.
    readonly property bool square: root.large && !root.oneColumn && root.width > 0 && root.types.every(type => type.allowed
        && Measure.widestWord(type.label, Theme.bodyStrong) <= (root.width - 2 * root.edge - Theme.space8) / 2 - 2 * Theme.space8)

    implicitHeight: grid.implicitHeight + 2 * Theme.space8

    Cells {
        id: grid
        x: root.edge
        y: Theme.space8
        width: root.width - 2 * root.edge
        columns: root.oneColumn || root.large && !root.square ? 1 : 2
        columnSpacing: Theme.space8
        rowSpacing: Theme.space8

        Repeater {
            model: root.types

            Item {
                id: cell

                required property int index
                required property var modelData

                width: grid.widthOf(cell.index)
                height: grid.cellHeight
                implicitHeight: cell.modelData.allowed ? tile.implicitHeight : refused.implicitHeight

                StartTile {
                    id: tile
                    anchors.fill: parent
                    visible: cell.modelData.allowed
                    text: cell.modelData.label
                    iconName: root.page.iconOf(cell.modelData.type)
                    square: root.square
                    onClicked: {
                        Session.clearSaved();
                        root.page.openAsked("form", { type: cell.modelData.type });
                    }
                }
                AppButton {
                    id: refused
                    anchors.fill: parent
                    visible: !cell.modelData.allowed
                    kind: "off"
                    text: cell.modelData.refusal
                }
            }
        }
    }
}
