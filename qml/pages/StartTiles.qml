pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The four records an officer starts most. The others are under More.
Item {
    id: root

    required property AppPage page
    property int edge: Theme.space16
    property bool oneColumn: false
    property int shown: 4

    implicitHeight: grid.implicitHeight + 2 * Theme.space8

    GridLayout {
        id: grid
        x: root.edge
        y: Theme.space8
        width: root.width - 2 * root.edge
        columns: root.oneColumn ? 1 : 2
        columnSpacing: Theme.space8
        rowSpacing: Theme.space8

        Repeater {
            model: Session.recordTypes.slice(0, root.shown)

            Loader {
                id: cell

                required property var modelData

                sourceComponent: cell.modelData.allowed ? tile : refused
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onLoaded: cell.item.kindShown = cell.modelData
            }
        }
    }
    Component {
        id: tile

        StartTile {
            property var kindShown: ({ type: "", label: "" })

            text: kindShown.label
            iconName: root.page.iconOf(kindShown.type)
            onClicked: {
                Session.clearSaved();
                root.page.openAsked("form", { type: kindShown.type });
            }
        }
    }
    Component {
        id: refused

        AppButton {
            property var kindShown: ({ refusal: "" })

            kind: "off"
            text: kindShown.refusal
        }
    }
}
