import QtQuick
import Beatbook.Controls

// Base of every page. A page asks for another page and never opens one itself; the window decides (Main.qml).
FocusScope {
    id: root

    // "phone", "tablet" or "desk": of the window, not of the page, which may stand beside a rail.
    property string frame: "phone"
    readonly property bool wide: root.frame !== "phone"
    readonly property int edge: root.frame === "desk" ? Theme.space28 : root.wide ? Theme.space24 : Theme.space16
    // The protective marking of what is shown; the window shows it on a desk. "" = the app's own.
    property string marking: ""

    // Another page on top of this one; `args` are its properties.
    signal openAsked(page: string, args: var)
    // Another page in the place of this one.
    signal replaceAsked(page: string, args: var)
    signal backAsked()
    signal hideAsked()

    // Properties to come back to this page with after the tablet was locked: ids and choices, nothing from a record.
    function place(): var {
        return {};
    }

    // Icon of a record type; a plain page for those without one.
    function iconOf(typeName: string): string {
        const icons = {
            stop_check_person: "person", person: "person", sighting: "eye", stop_check_vehicle: "car", vehicle: "car",
            welfare_contact: "care", official_warning: "shield", stop_and_search: "search", intelligence: "talk", shift: "clock"
        };
        return icons[typeName] ?? "list";
    }

    // The page of a record: a card has one of its own.
    function openRecord(typeName: string, id: string): void {
        root.openAsked(typeName === "person" ? "person" : typeName === "vehicle" ? "vehicle" : "entry", { entryId: id });
    }

    // What Back does, the button and the key alike.
    function goBack(): void {
        root.backAsked();
    }

    Keys.onBackPressed: root.goBack()
    Keys.onEscapePressed: root.goBack()

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }
}
