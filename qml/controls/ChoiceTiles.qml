pragma ComponentBehavior: Bound

import QtQuick

// One of five or more as tiles in two columns. Once chosen they fold to one row with Change. Of a long list the first few
// are shown, by use; "N more" opens all of it, with a search when there are many.
Item {
    id: root

    property string label: ""
    property string note: ""
    // [{code, label, detail?}]
    property var options: []
    property string value: ""
    property int firstShown: root.options.length > 8 ? 4 : 8
    property string moreWord: qsTr("more")
    property string changeText: qsTr("Change")
    property string searchText: qsTr("Search this list")
    property bool bad: false
    // A second press on the chosen tile takes the choice back.
    property bool clearable: false
    // Change was pressed, or nothing is chosen yet.
    property bool unfolded: false

    // The code pressed; "" when the choice was taken back.
    signal chosen(code: string)

    readonly property bool folded: root.value !== "" && !root.unfolded
    property bool whole: false
    property string filter: ""
    readonly property var current: root.options.find(option => option.code === root.value) ?? null
    readonly property bool cut: !root.whole && root.options.length > root.firstShown + 1
    readonly property var shown: root.folded ? [] : root.shownOptions()
    readonly property real half: (root.width - Theme.space8) / 2
    readonly property int columns: root.widestTile() > root.half || root.mostLines(root.half - 2 * Theme.space14) > root.mostBeside ? 1 : 2
    // More lines than this read better across the width.
    readonly property int mostBeside: 4
    // Past this many tiles finding by eye takes longer than typing.
    readonly property bool searchable: root.whole && root.options.length > Theme.searchFrom

    function widestTile(): real {
        let widest = 0;
        for (const option of root.options)
            widest = Math.max(widest, Measure.widestWord(option.label, Theme.bodyStrong));
        return widest + 2 * Theme.space14;
    }

    function mostLines(width: real): int {
        return root.options.reduce((most, option) => Math.max(most, Measure.lines(option.label, Theme.bodyStrong, 1, width)), 0);
    }

    function shownOptions(): var {
        if (root.cut)
            return root.options.filter((option, at) => at < root.firstShown || option.code === root.value);
        const wanted = root.filter.trim().toLowerCase();
        return wanted === "" ? root.options
            : root.options.filter(option => option.label.toLowerCase().indexOf(wanted) >= 0);
    }

    // `byKeys`: the tile that had the keys goes, and the row that stands for it takes them.
    function choose(code: string, byKeys: bool): void {
        root.unfolded = false;
        root.whole = false;
        root.filter = "";
        if (code !== root.value)
            root.chosen(code);
        else if (root.clearable)
            root.chosen("");
        if (byKeys)
            Qt.callLater(() => { if (root.folded) row.forceActiveFocus(Qt.TabFocusReason); });
    }

    implicitWidth: Theme.sidePane
    implicitHeight: parts.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: root.label
    Accessible.description: root.note

    Column {
        id: parts
        width: parent.width
        spacing: Theme.space8

        PickRow {
            id: row
            objectName: "folded"
            visible: root.folded
            width: parent.width
            text: root.current ? root.current.label : root.value
            detail: root.current ? root.current.detail ?? "" : ""
            actionWord: root.changeText
            spoken: root.label + ", " + text + ", " + root.changeText
            note: root.note
            bad: root.bad
            onClicked: root.unfolded = true
        }
        SearchField {
            visible: root.searchable && !root.folded
            width: parent.width
            big: false
            label: root.searchText
            placeholder: root.searchText
            text: root.filter
            onEdited: text => root.filter = text
            onCleared: root.filter = ""
        }
        Cells {
            id: grid
            visible: !root.folded
            width: parent.width
            columns: root.columns
            columnSpacing: Theme.space8
            rowSpacing: Theme.space8

            Repeater {
                model: root.shown

                ChoiceTile {
                    required property int index
                    required property var modelData

                    objectName: "tile-" + modelData.code
                    text: modelData.label
                    detail: modelData.detail ?? ""
                    note: root.note
                    chosen: modelData.code === root.value
                    bad: root.bad
                    width: grid.widthOf(index)
                    height: grid.cellHeight
                    onClicked: root.choose(modelData.code, visualFocus)
                }
            }
        }
        AppButton {
            objectName: "more"
            visible: !root.folded && root.cut
            width: parent.width
            size: "field"
            text: root.options.length - root.shown.length + " " + root.moreWord
            onClicked: root.whole = true
        }
    }
}
