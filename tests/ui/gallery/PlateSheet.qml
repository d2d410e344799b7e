import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Plate entry and the locked page, on a phone.
Sheet {
    id: sheet

    HeaderBar { width: sheet.width; form: true; title: "Vehicle"; line: "Entry 14. Draft kept 22:39:12"; progress: "2 of 13" }
    Rectangle {
        width: sheet.width
        height: plate.height + 22
        color: Theme.surface
        PlateField { id: plate; y: 12; width: parent.width; text: "AA19KL" }
    }
    PlateKeypad { width: sheet.width; kind: plate.keypadKind }
    BottomBar {
        width: sheet.width
        AppButton { fitted: true; square: true; iconName: "bksp"; text: "Delete"; Layout.preferredWidth: 76; Layout.fillHeight: true }
        AppButton { kind: "primary"; fitted: true; text: "Use partial"; secondLine: "6 of 7 known"; Layout.fillWidth: true; Layout.fillHeight: true }
    }
    Item { width: 1; height: 16 }
    PlateField { width: sheet.width; text: "AA"; style: "partial" }
    Item { width: 1; height: 8 }
    PlateKeypad { width: sheet.width; kind: "digits"; unknownKey: true }
    Item { width: 1; height: 16 }
    PlateField { width: sheet.width; text: "WX 1234Q"; style: "foreign"; bad: true; note: "This doesn't look like a UK registration." }
    Item { width: 1; height: 8 }
    PlateKeypad { width: sheet.width; kind: "any" }
    Item { width: 1; height: 48 }
    PinPad { x: 24; width: sheet.width - 48; secret: "12" }
}
