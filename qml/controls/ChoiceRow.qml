pragma ComponentBehavior: Bound

import QtQuick

// One of two to four, as segments side by side; below one another when a word would not fit its cell.
// Tab reaches the chosen cell, or the first; arrows go from cell to cell; Space or Return chooses.
FocusScope {
    id: root

    // Read out as the name of the group.
    property string label: ""
    property string note: ""
    // [{code, label, bad?}]: bad draws the cell, once chosen, in the colour of an error.
    property var options: []
    property string value: ""
    // "capture" (76), "field" (56) or "touch" (48).
    property string size: "capture"
    property bool tick: true
    property int tickSize: Theme.iconInline
    property font face: root.size === "touch" ? Theme.labelStrong : Theme.choiceStrong
    // A second press on the chosen cell takes the choice back.
    property bool clearable: false
    property bool bad: false

    // The code pressed; "" when the choice was taken back.
    signal chosen(code: string)

    readonly property int count: root.options.length
    readonly property int cellHeight: root.size === "capture" ? Theme.capture : root.size === "field" ? Theme.field : Theme.touch
    // Width below which the cells cannot stand side by side; the tick goes above the word before they do not.
    readonly property real widthForRow: root.count * (root.widestWord + 2 * Theme.space6) + 2 * Theme.edge
    readonly property real widestWord: root.findWidestWord()
    readonly property bool tickAbove: root.columns > 1
        && root.width / root.columns < root.widestWord + 2 * Theme.space10 + root.tickSize + Theme.space6
    readonly property int columns: root.width <= 0 || root.width >= root.widthForRow ? Math.max(1, root.count)
        : root.count === 4 && root.width >= root.widthForRow / 2 ? 2 : 1

    function findWidestWord(): real {
        let widest = 0;
        for (const option of root.options)
            widest = Math.max(widest, Measure.widestWord(option.label, root.face));
        return widest;
    }

    function press(code: string): void {
        if (code !== root.value)
            root.chosen(code);
        else if (root.clearable)
            root.chosen("");
    }

    function focusCell(index: int): void {
        const cell = cells.itemAt(Math.max(0, Math.min(root.count - 1, index)));
        if (cell)
            cell.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitWidth: root.widthForRow
    implicitHeight: grid.implicitHeight + 2 * Theme.edge
    Accessible.role: Accessible.Grouping
    Accessible.name: root.label
    Accessible.description: root.note

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surface
        border.width: root.bad ? Theme.chosenEdge : Theme.edge
        border.color: root.bad ? Theme.stop : Theme.line
    }

    Cells {
        id: grid
        x: Theme.edge
        y: Theme.edge
        width: parent.width - 2 * Theme.edge
        columns: root.columns
        rowSpacing: Theme.hairWidth
        columnSpacing: 0

        Repeater {
            id: cells
            model: root.options

            ChoiceCell {
                required property int index
                required property var modelData

                readonly property bool atLeft: index % root.columns === 0
                readonly property bool atRight: index % root.columns === root.columns - 1 || index === root.count - 1
                readonly property bool atTop: index < root.columns
                readonly property bool atBottom: index >= root.count - root.columns
                readonly property real corner: Theme.radius - Theme.edge

                objectName: "cell-" + modelData.code
                minimumHeight: root.cellHeight - 2 * Theme.hairWidth
                text: modelData.label
                note: root.note
                chosen: modelData.code === root.value
                bad: modelData.bad === true
                tick: root.tick
                tickSize: root.tickSize
                tickAbove: root.tickAbove
                face: root.face
                lineLeft: !atLeft
                lineTop: !atTop
                topLeft: atLeft && atTop ? corner : 0
                topRight: atRight && atTop ? corner : 0
                bottomRight: atRight && atBottom ? corner : 0
                bottomLeft: atLeft && atBottom ? corner : 0
                activeFocusOnTab: chosen || (index === 0 && !root.options.some(option => option.code === root.value))
                width: grid.widthOf(index)
                height: grid.cellHeight
                onClicked: root.press(modelData.code)
                Keys.onRightPressed: root.focusCell(index + 1)
                Keys.onLeftPressed: root.focusCell(index - 1)
                Keys.onDownPressed: root.focusCell(index + root.columns)
                Keys.onUpPressed: root.focusCell(index - root.columns)
            }
        }
    }
}
