pragma ComponentBehavior: Bound

import QtQuick

// The tiles that start a record: two columns on a phone, one in a side pane or where a word would break.
Grid {
    id: root

    // [{code, text, icon}]
    property var tiles: []
    property bool oneColumn: false

    signal started(code: string)

    readonly property real half: Math.floor((root.width - root.leftPadding - root.rightPadding - Theme.space8) / 2)
    readonly property bool narrow: root.half < root.widestWord() + Theme.iconTile + Theme.space12 + 2 * Theme.space14
    readonly property bool single: root.oneColumn || root.narrow

    function widestWord(): real {
        let widest = 0;
        for (const tile of root.tiles)
            widest = Math.max(widest, Measure.widestWord(tile.text, Theme.bodyStrong));
        return widest;
    }

    // All tiles are as high as the highest.
    function highest(): real {
        let high = 0;
        for (let at = 0; at < all.count; ++at) {
            const tile = all.itemAt(at) as StartTile;
            high = Math.max(high, tile ? tile.implicitHeight : 0);
        }
        return high;
    }

    columns: root.single ? 1 : 2
    spacing: Theme.space8

    Repeater {
        id: all
        model: root.tiles

        StartTile {
            required property var modelData

            objectName: "start-" + modelData.code
            width: root.single ? root.width - root.leftPadding - root.rightPadding : root.half
            height: Math.max(implicitHeight, root.highest())
            text: modelData.text
            iconName: modelData.icon
            onClicked: root.started(modelData.code)
        }
    }
}
