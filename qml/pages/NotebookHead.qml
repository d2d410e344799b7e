import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// Heading of a list of entries: whose entries it shows.
Rectangle {
    id: root

    property int scope: EntryList.ThisShift
    property string title: qsTr("Notebook")
    property string statusText: ""
    // Offers the entries of everybody too.
    property bool withAll: true
    property int edge: Theme.space24
    readonly property var codes: ({ shift: EntryList.ThisShift, mine: EntryList.Mine, needs: EntryList.NeedsMe, all: EntryList.All })

    signal scopeChosen(scope: int)

    function codeOf(scope: int): string {
        return Object.keys(root.codes).find(code => root.codes[code] === scope) ?? "";
    }

    implicitHeight: column.implicitHeight + Theme.space16 + Theme.space12
    color: Theme.surface

    ColumnLayout {
        id: column
        x: root.edge
        y: Theme.space16
        width: root.width - 2 * root.edge
        spacing: Theme.space8

        Item {
            visible: root.title !== ""
            implicitHeight: titled.implicitHeight - Theme.space12
            Layout.fillWidth: true

            SectionTitle {
                id: titled
                y: -Theme.space12
                width: parent.width
                edge: 0
                big: true
                title: root.title
                note: root.statusText
            }
        }
        ChoiceRow {
            label: qsTr("Entries to show")
            size: "touch"
            tick: false
            options: {
                const list = [{ code: "shift", label: qsTr("This shift") }, { code: "mine", label: qsTr("Mine") }, { code: "needs", label: qsTr("Needs me") }];
                if (root.withAll)
                    list.push({ code: "all", label: qsTr("All") });
                return list;
            }
            value: root.codeOf(root.scope)
            Layout.fillWidth: true
            onChosen: code => root.scopeChosen(root.codes[code])
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }
}
