import QtQuick

// Cells of one size in rows, side by side. A positioner and no layout: a layout asks a cell that is gone for its size. A cell
// inside takes `width: cells.widthOf(index)` and `height: cells.cellHeight`, that of the tallest.
Grid {
    id: root

    readonly property real cellHeight: root.tallest()

    // Whole pixels, and together the width there is.
    function widthOf(index: int): real {
        const room = root.width - (root.columns - 1) * root.columnSpacing;
        const column = index % root.columns;
        return Math.round(room * (column + 1) / root.columns) - Math.round(room * column / root.columns);
    }

    function tallest(): real {
        let most = 0;
        for (let at = 0; at < root.children.length; ++at)
            most = Math.max(most, root.children[at].implicitHeight);
        return most;
    }
}
