pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// What a record says, line by line under its sections. `model` has the roles of EntryView.lines.
Column {
    id: root

    property var model: null
    property int edge: Theme.space16
    // Somebody here may settle what two officers wrote at once.
    property bool choosable: false

    // The sections that are shown; null = all of them.
    property var shows: null

    signal chooseAsked()
    signal recordAsked(typeName: string, entryId: string)

    Repeater {
        model: root.model

        Rectangle {
            id: line

            required property int index
            required property string section
            required property string label
            required property string value
            required property int depth
            required property bool heading
            required property bool conflict
            required property bool corrected
            required property string remark
            required property string remarkBy
            required property string entryId
            required property string entryType
            required property bool mono

            width: root.width
            visible: !root.shows || root.shows(line.section)
            height: visible ? body.implicitHeight : 0
            color: Theme.surface

            Column {
                id: body
                x: root.edge + line.depth * Theme.space16
                width: parent.width - 2 * root.edge - line.depth * Theme.space16
                // Two records below one another are two.
                topPadding: pick.visible ? Theme.space4 : 0
                bottomPadding: pick.visible ? Theme.space4 : 0

                Words {
                    width: parent.width
                    visible: line.heading
                    topPadding: Theme.space16
                    bottomPadding: Theme.space6
                    text: line.label !== "" ? line.label : line.section
                    font: line.depth > 0 ? Theme.labelStrong : Theme.heading
                    Accessible.role: Accessible.Heading
                }
                FactRow {
                    edge: 0
                    width: parent.width
                    visible: !line.heading && line.entryId === ""
                    label: line.label
                    text: line.value
                    mono: line.mono
                    marked: line.conflict
                    iconName: line.conflict ? "needs" : line.corrected ? "pencil" : ""
                    first: line.index === 0
                }
                PickRow {
                    id: pick
                    width: parent.width
                    visible: !line.heading && line.entryId !== ""
                    text: line.value
                    detail: line.label
                    actionWord: qsTr("Open")
                    onClicked: root.recordAsked(line.entryType, line.entryId)
                }
                Banner {
                    width: parent.width
                    visible: line.conflict && !line.heading
                    kind: "stop"
                    iconName: "needs"
                    bold: root.choosable ? qsTr("You must choose.") : qsTr("Not settled yet.")
                    text: qsTr("Two officers wrote here at once.")
                    actionText: root.choosable ? qsTr("Choose") : ""
                    onActed: root.chooseAsked()
                }
                Banner {
                    width: parent.width
                    visible: line.remark !== ""
                    kind: "warn"
                    iconName: "talk"
                    bold: line.remarkBy
                    text: line.remark
                }
            }
        }
    }
}
