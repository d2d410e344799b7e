import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// A person's card, a search and an entry, on a phone.
Sheet {
    id: sheet

    PersonHeader { width: sheet.width; name: "KESTREL, Anna"; line: "Aged 28, name and birth date stated"; safetyBold: "Female officer preferred."; safety: "Speak away from traffic." }
    Item { width: 1; height: 4 }
    FormSectionBox {
        width: sheet.width
        fieldGap: 12
        LadderStrip {
            width: parent.width
            title: "Warnings"
            standing: "mismatch"
            rungs: [{date: "14/11/2026", told: "first", officer: "PC 9001"}, {date: "19/11/2026", told: "first", officer: "PC 9027"}]
            sentence: "If you warn again: tell Anna it is the second and final."
            detail: "Both officers said “first”. Anna has not been told it was the last. The arrest check is off."
            asOf: "As of 22:05. Other tablets may hold warnings not seen here. Both are live to 13/02/2027."
        }
        AppButton { width: parent.width; size: "field"; text: "Record official warning" }
    }
    SectionTitle { width: sheet.width; title: "Contacts"; note: "Last 28 days" }
    MarginRow { width: sheet.width; time: "19/11"; number: "22:48"; title: "Official warning"; line: "Foundry Street, PC 9027" }
    MarginRow { width: sheet.width; time: "14/11"; number: "23:10"; title: "Official warning"; line: "Tanner Row, PC 9001" }
    BottomBar {
        width: sheet.width
        AppButton { kind: "primary"; fitted: true; iconName: "care"; text: "Welfare contact"; Layout.fillWidth: true; Layout.fillHeight: true }
    }
    Item { width: 1; height: 16 }
    Repeater {
        model: [
            {standing: "none", rungs: [], sentence: "No live warning."},
            {standing: "some", rungs: [{date: "14/11/2026", told: "first", officer: "PC 9001"}], sentence: "If you warn again: second and final."},
            {standing: "lapsed", rungs: [{date: "14/07/2026", told: "first", officer: "PC 9001"}], sentence: "No live warning. The older one has lapsed."},
            {standing: "child", rungs: [], sentence: "May be under 18. No warning. Start the safeguarding record."},
            {standing: "review", rungs: [], sentence: "A supervisor is checking two entries. No count until then."}
        ]
        FormSectionBox {
            id: box
            required property var modelData
            width: sheet.width
            LadderStrip { width: parent.width; title: "Warnings"; standing: box.modelData.standing; rungs: box.modelData.rungs; sentence: box.modelData.sentence }
        }
    }
    Item { width: 1; height: 16 }
    ListRow {
        width: sheet.width
        spans: [{text: "K"}, {text: "E", differs: true}, {text: "STR"}, {text: "E", differs: true}, {text: "L, An"}, {text: "n", differs: true}, {text: "a"}]
        line: "Aged 28. Also “Annie”. Beat N4"
        warnLine: "Warnings: notice mismatch"
        trailingIcon: "hand"
    }
    ListRow { width: sheet.width; spans: [{text: "PETREL", differs: true}, {text: ", Ana"}]; line: "Aged 21 to 24. Beat N4" }
    ListRow { width: sheet.width; iconName: "plus"; chevron: false; title: "None of these"; line: "Describe a new person. No name needed." }
    ListRow { width: sheet.width; plate: "AA19 KLM"; title: "Ford Focus, grey"; line: "Stopped 18/11/2026" }
    Item {
        width: sheet.width
        height: search.height + 20
        SearchField { id: search; x: 16; y: 12; width: parent.width - 32; text: "kestral ana"; focus: true }
    }
    FactRow { width: sheet.width; first: true; label: "Happened"; text: "21/11/2026 21:17"; mono: true; secondText: "written 21:25" }
    FactRow { width: sheet.width; label: "Conduct seen"; marked: true; iconName: "talk"; text: "Stood at the same corner and spoke to three passing drivers between 20:58 and 21:14." }
    FactRow { width: sheet.width; label: "Told"; text: "First warning. Leaflet and contacts given, understood" }
}
