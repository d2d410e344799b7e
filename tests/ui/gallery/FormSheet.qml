import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// A whole form on a phone: the vehicle stop.
Sheet {
    id: sheet

    readonly property var checks: [{code: "ok", label: "OK"}, {code: "fail", label: "Fail"}, {code: "nd", label: "Not done"}]

    HeaderBar { width: sheet.width; form: true; title: "Vehicle stop"; line: "Entry 14. Draft kept 22:41:07"; progress: "8 of 13" }
    Progress { width: sheet.width; steps: ["done", "done", "done", "bad", "done", "done", "done", "", "", "done", "done", "", ""] }
    FoldedRow { width: sheet.width; title: "Where and when"; summary: "22:38, Tanner Row, beat N4" }
    FoldedRow { width: sheet.width; title: "Vehicle"; plate: "AA19 KLM"; summary: "Ford Focus, grey" }
    Item { width: 1; height: 8 }
    FormSectionBox {
        width: sheet.width
        title: "The stop"
        FieldFrame {
            width: parent.width
            label: "Stop power"
            error: "Only a constable in uniform can stop a moving vehicle under section 163. Add the uniformed officer who stopped it, or choose another basis."
            mendText: "Add the uniformed officer"
            ChoiceTiles {
                width: parent.width
                bad: true
                label: "Stop power"
                value: "s163"
                options: [{code: "s163", label: "Section 163", detail: "Moving vehicle, Road Traffic Act"}, {code: "b", label: "B"}]
            }
        }
        FieldFrame {
            width: parent.width
            label: "People in the vehicle"
            hint: "Count everyone, driver included."
            Stepper { width: parent.width; value: 2 }
        }
    }
    Item { width: 1; height: 8 }
    FormSectionBox {
        width: sheet.width
        title: "Checks"
        Repeater {
            model: [{label: "Insurance", value: "ok"}, {label: "Licence", value: "ok"}, {label: "MOT", value: ""}, {label: "Tax", value: ""}]

            MatrixRow {
                required property var modelData

                width: parent.width
                label: modelData.label
                value: modelData.value
                options: sheet.checks
            }
        }
    }
    Item { width: 1; height: 8 }
    FormSectionBox {
        width: sheet.width
        title: "What you saw"
        FieldFrame {
            width: parent.width
            label: "Behaviour"
            hint: "Choose all that you saw yourself."
            ChipGroup {
                width: parent.width
                values: ["Circling", "Stopped, talking"]
                options: ["Circling", "Slow pass", "Stopped, talking", "Pick-up", "Drop-off", "Parked, waiting", "Following", "Other"].map(l => ({code: l, label: l}))
            }
        }
        FieldFrame {
            width: parent.width
            label: "Reason for the stop"
            hint: "What you saw that led to it. At least 10 characters."
            TextArea_ { width: parent.width; minimum: 10; maximum: 1000; text: "Passed the same corner three times in ten minutes, then stopped by the kerb." }
        }
    }
    Item { width: 1; height: 8 }
    FormSectionBox {
        width: sheet.width
        title: "Outcome"
        FieldFrame {
            width: parent.width
            ChoiceTiles {
                width: parent.width
                moreWord: "more outcomes"
                options: ["No further action", "Advice", "Moved on", "Propose keeper letter", "1", "2", "3", "4", "5", "6", "7", "8", "9"].map(l => ({code: l, label: l}))
            }
        }
        FieldFrame {
            width: parent.width
            label: "Body-worn video"
            ChoiceRow { width: parent.width; options: ["Recorded", "Not recorded", "Not fitted"].map(l => ({code: l, label: l})) }
        }
        FieldFrame {
            width: parent.width
            depth: 1
            label: "Why was it not recorded?"
            TextLine { width: parent.width; placeholder: "In a few words" }
        }
        TickRow { width: parent.width; text: "I said it is not a conviction and needs no admission." }
        TickRow { width: parent.width; ticked: true; text: "I said it is not a conviction and needs no admission." }
        YesNo { width: parent.width; beside: true; label: "Give the leaflet"; answered: true }
        PickRow { width: parent.width; placeholder: "Who was it?"; actionWord: "Find"; iconName: "person" }
    }
    Item { width: 1; height: 8 }
    BottomBar {
        width: sheet.width
        AppButton { kind: "primary"; fitted: true; text: "Next: stop power"; secondLine: "1 to fix, 4 to fill"; Layout.fillWidth: true; Layout.fillHeight: true }
    }
}
