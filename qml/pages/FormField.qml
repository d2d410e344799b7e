pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// A field: label, hint and error around the control of its kind, what a supervisor wrote at it, and the one tap that mends it.
FocusScope {
    id: root

    required property var row
    readonly property bool bare: ["tick", "group", "block", "blocks"].indexOf(root.row.control) >= 0 || root.row.matrix !== ""
    // The heading of the section says it already.
    readonly property bool headed: root.row.first && root.row.label === root.row.section
    // The question stands left of its Yes and No where there is room.
    readonly property bool beside: root.row.control === "yes_no" && root.row.page.wide && root.row.hint === "" && root.row.error === ""

    function takeFocus(): void {
        control.forceActiveFocus(Qt.TabFocusReason);
        const inside = control.item as Item;
        const next = control.nextItemInFocusChain(true);
        // A scope whose control takes focus by a child of its own hands it on by itself; any other gets it here.
        if (next && inside && !inside.activeFocus)
            next.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.space8

        Banner {
            width: parent.width
            visible: root.row.remark !== ""
            kind: "warn"
            iconName: "talk"
            bold: qsTr("Your supervisor:")
            text: root.row.remark
        }
        FieldFrame {
            width: parent.width
            label: root.bare || root.beside || root.headed ? "" : root.row.label
            optional: !root.bare && !root.beside && !root.headed && !root.row.asked && !root.row.readOnly
            hint: root.bare && root.row.control !== "tick" ? "" : root.row.hint
            error: root.row.error
            mendText: root.row.error !== "" ? root.row.offer : ""
            depth: root.row.depth
            bleed: root.row.edge
            onMendAsked: root.row.form.takeOffer(root.row.path)

            FieldControl {
                id: control
                width: parent.width
                row: root.row
                beside: root.beside
                headed: root.headed
            }
        }
        // Somebody is in danger: help first, the record can wait.
        Banner {
            width: parent.width
            visible: root.row.call !== ""
            kind: "stop"
            iconName: "phone"
            bold: root.row.call
            text: qsTr("Radio or 999. Save when safe.")
        }
        AppButton {
            width: parent.width
            visible: root.row.offer !== "" && root.row.error === ""
            size: "touch"
            leftAligned: true
            iconName: "plus"
            iconColor: Theme.accent
            text: root.row.offer
            onClicked: {
                // The offer goes once it is taken: the keys stay at its field.
                const byKeys = visualFocus;
                root.row.form.takeOffer(root.row.path);
                if (byKeys)
                    root.takeFocus();
            }
        }
        Words {
            width: parent.width
            visible: root.row.notice !== "" && root.row.call === ""
            text: root.row.notice
            font: Theme.small
            color: Theme.warn
        }
    }
}
