import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// Home on shift and the page of hand-in, on a phone.
Sheet {
    id: sheet

    HeaderBar {
        width: sheet.width
        back: false
        title: "Night shift"
        line: "Beat N4, with PC 9014"
        SafeLight { standing: "notSafe"; count: 2 }
    }
    Banner { width: sheet.width; kind: "warn"; iconName: "clock"; bold: "Outreach is on Tanner Row to 23:30."; text: "Keep clear unless life is at risk." }
    Item { width: 1; height: 8 }
    ListRow { width: sheet.width; marked: true; iconName: "pencil"; title: "Vehicle stop, unfinished"; line: "Entry 14, AA19 KLM, 1 to fix, 4 to fill" }
    SectionTitle { width: sheet.width; title: "This shift"; note: "13 entries, none missing" }
    MarginRow { width: sheet.width; time: "22:31"; number: "13"; title: "Welfare contact"; line: "Mill Lane"; status: "here" }
    MarginRow { width: sheet.width; time: "22:14"; number: "12"; title: "Person stop"; line: "Foundry Street"; status: "here" }
    MarginRow { width: sheet.width; gap: true; number: "11"; title: "Entry 11 is missing"; line: "Look on the other tablet of this shift"; iconName: "warn" }
    MarginRow { width: sheet.width; selected: true; time: "21:52"; number: "10"; title: "Sighting"; line: "Tanner Row"; status: "received" }
    MarginRow { width: sheet.width; time: "20:40"; number: "06"; title: "Person stop"; line: "PC 9027 gave another birth date."; status: "needs"; statusText: "Needs you: choose one" }
    MarginRow { width: sheet.width; time: "20:40"; number: "05"; title: "Person stop"; status: "merged" }
    Hair { width: sheet.width; anchors.left: undefined; anchors.right: undefined }
    BottomBar {
        width: sheet.width
        AppButton { fitted: true; text: "Find"; iconName: "search"; iconColor: Theme.accent; Layout.fillWidth: true; Layout.fillHeight: true }
        AppButton { fitted: true; square: true; text: "More"; iconName: "more"; Layout.preferredWidth: 76; Layout.fillHeight: true }
    }
    Item { width: 1; height: 24 }
    HeaderBar { width: sheet.width; form: true; title: "Hand-in and sync"; line: "No signal since 22:07" }
    SafeLight { width: sheet.width; form: "large"; standing: "notSafe"; count: 2; line: "2 entries are only on this tablet. They go by themselves when the signal is back." }
    SafeLight { width: sheet.width; form: "large"; standing: "safe"; line: "Receipt 23:58 covers entries 01 to 16." }
    SafeLight { width: sheet.width; form: "large"; standing: "notKnown"; line: "The server has not answered since 22:05." }
    Flow {
        width: sheet.width
        spacing: 8
        SafeLight { standing: "safe" }
        SafeLight { standing: "notKnown" }
    }
    EmptyState { width: sheet.width; iconName: "book"; title: "No entries yet"; line: "The first will be 01."; actionText: "Start" }
}
