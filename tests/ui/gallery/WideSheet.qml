import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// What is only on wide pages: a comparison, tags above a form, the rail of a desk.
Sheet {
    id: sheet

    width: 1280

    HeaderBar {
        width: sheet.width
        title: "Needs you"
        line: "Two officers wrote at once. Both values are kept."
        SafeLight { standing: "safe" }
    }
    Row {
        SideRail {
            height: 700
            current: "review"
            items: [{code: "home", label: "Shift", icon: "home"}, {code: "review", label: "Review", icon: "inbox", badge: 6}, {code: "find", label: "Find", icon: "search"}, {code: "r", label: "Reports", icon: "chart"}]
            footItems: [{code: "s", label: "Settings", icon: "sliders"}, {code: "hide", label: "Hide", icon: "hide"}]
        }
        Column {
            width: 1080
            spacing: 16
            padding: 28
            Row {
                spacing: 16
                CompareCard {
                    id: one
                    width: 456
                    height: Math.max(one.implicitHeight, two.implicitHeight)
                    who: "You, PC 9001"
                    spans: [{text: "12", differs: true}, {text: "/03/1998"}]
                    source: "Stated by the person. Person stop, entry 06"
                    when: "21/11/2026 20:40, this tablet"
                }
                CompareCard {
                    id: two
                    width: 456
                    height: Math.max(one.implicitHeight, two.implicitHeight)
                    chosen: true
                    who: "PC 9027"
                    spans: [{text: "21", differs: true}, {text: "/03/1998"}]
                    source: "Read from a document. Person stop, entry 04"
                    when: "21/11/2026 20:52, another tablet"
                }
            }
            LadderStrip {
                width: 512
                form: "tags"
                title: "This tablet shows"
                standing: "mismatch"
                asOf: "As of 22:05"
                rungs: [{date: "14/11", told: "first"}, {date: "19/11", told: "first"}]
                sentence: "Tell Anna this is the second and final warning."
            }
            YesNo { width: 512; beside: true; label: "Explain the purpose"; answered: true; value: true }
            YesNo { width: 512; beside: true; label: "Give the leaflet"; answered: true }
            FieldFrame {
                width: 512
                depth: 1
                label: "Why was the leaflet not given?"
                ChipGroup { width: parent.width; single: true; values: ["b"]; options: [{code: "a", label: "Declined"}, {code: "b", label: "Has one already"}, {code: "c", label: "None left"}, {code: "d", label: "Unsafe"}] }
            }
            FactRow { width: 700; first: true; label: "Happened"; text: "21/11/2026 21:17"; mono: true; secondText: "written 21:25" }
            FactRow { width: 700; label: "Conduct seen"; marked: true; iconName: "talk"; text: "Stood at the same corner and spoke to three passing drivers between 20:58 and 21:14. Both officers watched from the junction." }
            PlateField { width: 700 }
            PlateKeypad { width: 700 }
        }
    }
    BottomBar {
        width: sheet.width
        AppButton { fitted: true; text: "Ask PC 9027"; Layout.fillWidth: true; Layout.fillHeight: true; Layout.preferredWidth: 1 }
        AppButton { fitted: true; text: "Decide later"; Layout.fillWidth: true; Layout.fillHeight: true; Layout.preferredWidth: 1 }
        AppButton { fitted: true; kind: "primary"; text: "Keep"; mono: "21/03/1998"; secondLine: "The other stays in the history"; Layout.preferredWidth: 360; Layout.fillHeight: true }
    }
}
