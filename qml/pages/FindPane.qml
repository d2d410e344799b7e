// Without bound components: Qt 6.4 makes nothing of the header of a list in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// Find, as a page and as the picker of a form: the field over the bar (on a desk, where no thumb reaches for it, over the hits),
// hits as they come, one row to describe somebody new. The reason is asked for once a shift, before the first hit is shown.
AppPage {
    id: root

    property var types: []
    property bool picker: false
    // The reason where the page that asks knows it.
    property string knownReason: ""
    property string query: ""
    property bool choosing: false
    // The keys of a plate cover the page.
    property bool plating: false
    property string keyed: ""
    // The field asks for the keyboard of a telephone.
    property bool dialling: false
    readonly property bool forPeople: root.types.length === 0 || root.types.includes("person")
    readonly property bool forVehicles: root.types.length === 0 || root.types.includes("vehicle")
    readonly property bool reasoned: find.reason !== ""
    readonly property bool atDesk: root.frame === "desk"
    readonly property Item searchItem: root.atDesk ? above.inputItem : below.inputItem
    // What can be described anew from here.
    property var newTypes: root.types.length > 0 ? root.types : ["person", "vehicle"]

    signal picked(typeName: string, entryId: string, title: string)
    // `plate`: as it was keyed in, for a new vehicle.
    signal newAsked(typeName: string, plate: string)

    function goBack(): void {
        if (root.plating)
            root.plating = false;
        else
            root.backAsked();
    }

    function newText(typeName: string): string {
        return typeName === "person" ? qsTr("Describe a new person. No name needed.") : typeName === "vehicle" ? qsTr("Describe a new vehicle.")
            : qsTr("Add: %1").arg(Session.typeLabel(typeName));
    }

    function titleText(): string {
        if (root.types.length === 0)
            return qsTr("Find");
        const named = { person: qsTr("Find a person"), vehicle: qsTr("Find a vehicle") };
        return named[root.types[0]] ?? qsTr("Find: %1").arg(root.types.map(type => Session.typeLabel(type).toLowerCase()).join(qsTr(" or ")));
    }

    function placeholderText(): string {
        if (root.dialling)
            return qsTr("Telephone number");
        if (root.forPeople)
            return root.forVehicles ? qsTr("Name, plate or phone") : qsTr("Name or phone");
        return root.forVehicles ? qsTr("Plate, make or colour") : qsTr("Place, name or plate");
    }

    onQueryChanged: later.start()

    Timer {
        id: later
        interval: 0
        onTriggered: hits.positionViewAtBeginning()
    }
    Find {
        id: find
        types: root.types
        text: root.query
        recent: true
    }
    Component.onCompleted: find.reason = root.knownReason !== "" ? root.knownReason : Session.findReason

    ColumnLayout {
        anchors.fill: parent
        visible: !root.plating
        spacing: 0

        HeaderBar {
            title: root.titleText()
            line: qsTr("On this tablet, %1").arg(find.asOfText)
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        FindReason {
            edge: root.edge
            reason: find.reason
            reasons: find.reasons
            choosing: root.choosing || !root.reasoned
            Layout.fillWidth: true
            onChangeAsked: root.choosing = true
            onChosen: code => {
                find.reason = code;
                if (!root.picker)
                    Session.findReason = code;
                root.choosing = false;
                root.searchItem.forceActiveFocus();
            }
        }
        FindField {
            id: above
            visible: root.atDesk
            edge: root.edge
            query: root.query
            placeholder: root.placeholderText()
            dialling: root.dialling
            focus: visible
            Layout.fillWidth: true
            onEdited: text => root.query = text
        }
        ListView {
            id: hits
            clip: true
            reuseItems: true
            boundsBehavior: Flickable.StopAtBounds
            model: root.reasoned ? find : null
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Found")
            // What stands above the hits grows after they are laid out: a list that was at its top stays there.
            property real heldOrigin: 0
            onOriginYChanged: {
                if (hits.contentY <= hits.heldOrigin + 1)
                    later.start();
                hits.heldOrigin = hits.originY;
            }
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollMark {}

            header: Words {
                width: hits.width
                leftPadding: root.edge
                rightPadding: root.edge
                topPadding: Theme.space12
                bottomPadding: Theme.space8
                visible: root.reasoned
                text: root.query === "" ? (find.count > 0 ? qsTr("This shift") : qsTr("Name, plate, telephone or place")) : find.summaryText
                font: Theme.small
                color: Theme.ink2
            }
            delegate: HitRow {
                width: ListView.view ? ListView.view.width : 0
                edge: root.edge
                kindIcon: root.iconOf(typeName)
                onOpened: root.picked(typeName, entryId, title)
            }
            footer: Column {
                width: hits.width
                visible: root.reasoned

                Repeater {
                    model: root.newTypes

                    ListRow {
                        edge: root.edge
                        required property string modelData

                        width: hits.width
                        iconName: "plus"
                        iconColor: Theme.accent
                        chevron: false
                        title: root.newTypes.length > 1 && modelData === "vehicle" ? qsTr("No vehicle of these") : qsTr("None of these")
                        line: root.newText(modelData)
                        onClicked: root.newAsked(modelData, modelData === "vehicle" && root.query === root.keyed ? root.keyed : "")
                    }
                }
            }
        }
        FindField {
            id: below
            visible: !root.atDesk
            edge: root.edge
            query: root.query
            placeholder: root.placeholderText()
            dialling: root.dialling
            focus: visible
            Layout.fillWidth: true
            onEdited: text => root.query = text
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                visible: root.forVehicles
                text: qsTr("Find a plate")
                iconName: "car"
                iconColor: Theme.accent
                fitted: true
                Layout.fillWidth: true
                onClicked: root.plating = true
            }
            AppButton {
                visible: root.picker && !root.forVehicles
                text: qsTr("Back to the form")
                iconName: "back"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.backAsked()
            }
            AppButton {
                visible: root.forPeople
                text: root.dialling ? qsTr("Name") : qsTr("Phone")
                spoken: root.dialling ? qsTr("Find by name") : qsTr("Find by telephone number")
                iconName: root.dialling ? "person" : "phone"
                iconColor: Theme.accent
                square: !root.wide
                fitted: true
                Layout.preferredWidth: root.wide ? 2 * Theme.capture : Theme.capture
                Layout.fillWidth: false
                onClicked: {
                    root.dialling = !root.dialling;
                    root.searchItem.forceActiveFocus();
                }
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: root.plating
        visible: active
        focus: active

        sourceComponent: PlatePane {
            frame: root.frame
            title: qsTr("Find a plate")
            useText: qsTr("Find this plate")
            usePartial: qsTr("Find partial")
            picksVehicles: true
            focus: true
            onPicked: (entryId, title) => {
                root.plating = false;
                root.picked("vehicle", entryId, title);
            }
            onUsed: text => {
                root.keyed = text;
                root.query = text;
                root.plating = false;
            }
            onBackAsked: root.plating = false
            onHideAsked: root.hideAsked()
        }
    }
}
