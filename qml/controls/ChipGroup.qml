pragma ComponentBehavior: Bound

import QtQuick

// Any number of a list as chips, or one of it when `single`. The first few by use, then "N more" opens the whole list
// with a search. What is chosen is always in sight.
Item {
    id: root

    property string label: ""
    property string note: ""
    // [{code, label}]
    property var options: []
    // Codes chosen.
    property var values: []
    property bool single: false
    property int firstShown: 7
    property string moreWord: qsTr("more")
    property string searchText: qsTr("Search this list")
    property string fewerText: qsTr("Show fewer")
    property bool bad: false
    property bool opened: false

    // A chip was pressed: it asks to be on, or off.
    signal toggled(code: string, on: bool)

    property string filter: ""
    // One more than shown costs as much room as the button that would hide it.
    readonly property bool cut: !root.opened && root.options.length > root.firstShown + 1
    readonly property var shown: root.shownOptions()
    readonly property int hiddenCount: root.options.length - root.shown.length

    function isOn(code: string): bool {
        return root.values.indexOf(code) >= 0;
    }

    function shownOptions(): var {
        if (root.cut)
            return root.options.filter((option, at) => at < root.firstShown || root.isOn(option.code));
        const wanted = root.filter.trim().toLowerCase();
        if (!root.opened || wanted === "")
            return root.options;
        return root.options.filter(option => root.isOn(option.code) || option.label.toLowerCase().indexOf(wanted) >= 0);
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

        SearchField {
            width: parent.width
            visible: root.opened && root.options.length > 2 * root.firstShown
            big: false
            label: root.searchText
            placeholder: root.searchText
            text: root.filter
            onEdited: text => root.filter = text
            onCleared: root.filter = ""
        }

        Flow {
            width: parent.width
            spacing: Theme.space8

            Repeater {
                model: root.shown

                Chip {
                    required property var modelData

                    objectName: "chip-" + modelData.code
                    width: Math.min(implicitWidth, root.width)
                    text: modelData.label
                    note: root.note
                    chosen: root.isOn(modelData.code)
                    radio: root.single
                    bad: root.bad
                    onClicked: root.toggled(modelData.code, !chosen)
                }
            }

            Chip {
                objectName: "more"
                width: Math.min(implicitWidth, root.width)
                visible: root.cut && root.hiddenCount > 0 || root.opened
                more: true
                text: root.opened ? root.fewerText : root.hiddenCount + " " + root.moreWord
                onClicked: {
                    root.filter = "";
                    root.opened = !root.opened;
                }
            }
        }
    }
}
