import QtQuick
import Beatbook.Controls

// The components in one column of 480, in the order of the mockup.
Rectangle {
    id: root

    required property string mode
    required property real textScale
    readonly property int inner: width - 56

    width: 480
    height: column.height + 52
    color: Theme.bg

    Component.onCompleted: {
        Theme.lessMotion = true;
        Theme.mode = root.mode;
        Theme.textScale = root.textScale;
    }

    component Head: Words {
        width: root.inner
        topPadding: 22
        bottomPadding: 8
        font: Theme.smallStrong
        color: Theme.ink2
    }

    Column {
        id: column
        x: 28
        y: 24
        width: root.inner

        Words { text: Theme.night ? "Night" : Theme.contrast ? "High contrast" : "Day"; font: Theme.face(Theme.sans, 24, Font.DemiBold) }
        Head { text: "Primary, secondary, pressed, off (says why)" }
        Grid {
            columns: 2
            spacing: 8
            AppButton { width: (root.inner - 8) / 2; kind: "primary"; text: "Save vehicle stop" }
            AppButton { width: (root.inner - 8) / 2; text: "Find a plate" }
            AppButton { width: (root.inner - 8) / 2; text: "Pressed"; down: true }
            AppButton { width: (root.inner - 8) / 2; kind: "off"; text: "Ask a constable to record it" }
        }
        Head { text: "Segmented choice, one of 2 to 4. With a keyboard: a 3 px ring" }
        ChoiceRow {
            width: root.inner
            value: "yes"
            options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}, {code: "nk", label: "Not known"}]
        }
        Head { text: "Chips, any number of up to 8, then “more”" }
        ChipGroup {
            width: root.inner
            firstShown: 2
            values: ["a"]
            options: [{code: "a", label: "Housing"}, {code: "b", label: "Safety plan"}].concat(Array.from({length: 17}, (x, i) => ({code: "o" + i, label: "Other " + i})))
        }
        Head { text: "Field: empty, focused, in error" }
        TextLine { width: root.inner }
        Item { width: 1; height: 18 }
        TextLine { width: root.inner; mono: true; text: "SK 589 0"; focus: true }
        Item { width: 1; height: 18 }
        TextLine { width: root.inner; mono: true; text: "PC"; bad: true }
        Item { width: 1; height: 18 }
        SearchField { width: root.inner; text: "kestral ana" }
        Item { width: 1; height: 18 }
        Flow {
            width: root.inner
            spacing: 8
            Repeater {
                model: Object.keys(IconPaths.strokes).concat(["here", "received", "merged", "needs"])
                Icon { required property var modelData; name: modelData }
            }
        }
    }
}
