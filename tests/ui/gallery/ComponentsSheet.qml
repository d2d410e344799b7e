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
    component Gap: Item {
        width: 1
        height: 6
    }
    component Strip: Item {
        property alias strip: ladder
        width: root.inner
        height: Math.max(56, ladder.implicitHeight + 12)
        Hair {}
        LadderStrip {
            id: ladder
            y: Math.round((parent.height - height) / 2)
            width: parent.width
            height: implicitHeight
            form: "line"
        }
    }

    Column {
        id: column
        x: 28
        y: 24
        width: root.inner

        Words {
            text: Theme.night ? "Night" : Theme.contrast ? "High contrast" : "Day"
            font: Theme.face(Theme.sans, 24, Font.DemiBold)
        }
        Head { text: "ink, ink2, line, accent, sel, ok, warn, stop" }
        Row {
            spacing: 6
            Repeater {
                model: [Theme.ink, Theme.ink2, Theme.line, Theme.accent, Theme.sel, Theme.ok, Theme.warn, Theme.stop]
                Rectangle {
                    required property color modelData
                    width: (root.inner - 42) / 8
                    height: 40
                    radius: 6
                    color: modelData
                    border.color: Theme.hair
                }
            }
        }
        Head { text: "Primary, secondary, pressed, off (says why)" }
        Grid {
            columns: 2
            spacing: 8
            AppButton { width: (root.inner - 8) / 2; kind: "primary"; text: "Save vehicle stop" }
            AppButton { width: (root.inner - 8) / 2; height: Math.max(implicitHeight, Theme.capture); text: "Find a plate" }
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
        Head { text: "Stepper" }
        Stepper { width: root.inner; value: 2; label: "People" }
        Head { text: "Field: empty, focused, in error" }
        FieldFrame {
            width: root.inner
            label: "Street"
            hint: "Or a landmark"
            TextLine { width: parent.width }
        }
        Item { width: 1; height: 18 }
        FieldFrame {
            width: root.inner
            label: "Grid reference"
            optional: true
            TextLine { width: parent.width; mono: true; text: "SK 589 0"; focus: true }
        }
        Item { width: 1; height: 18 }
        FieldFrame {
            width: root.inner
            bleed: 0
            label: "Collar number"
            error: "Enter a collar number, for example PC 1234."
            TextLine { width: parent.width; mono: true; text: "PC"; bad: true }
        }
        Head { text: "Plate, four states of a record" }
        Row {
            spacing: 12
            PlateTag { text: "AA19 KLM" }
            PlateTag { text: "AA19 K??" }
        }
        Item { width: 1; height: 12 }
        Flow {
            width: root.inner
            spacing: 20
            StatusChip { status: "here"; ground: Theme.bg }
            StatusChip { status: "received"; ground: Theme.bg }
            StatusChip { status: "merged"; ground: Theme.bg }
            StatusChip { status: "needs"; ground: Theme.bg }
        }
        Head { text: "The light: safe, not safe, not known" }
        SafeLight { width: root.inner; form: "row"; standing: "safe"; line: "Receipt 23:58 covers entries 01 to 16" }
        Gap {}
        SafeLight { width: root.inner; form: "row"; standing: "notSafe"; count: 2; line: "2 entries are only on this tablet" }
        Gap {}
        SafeLight { width: root.inner; form: "row"; standing: "notKnown"; line: "The server has not answered since 22:05" }
        Head { text: "Ladder strip, all seven states" }
        Strip { strip.standing: "none"; strip.sentence: "No live warning." }
        Strip { strip.standing: "some"; strip.rungs: [{told: "first"}]; strip.sentence: "One live. If you warn again: second and final." }
        Strip { strip.standing: "mismatch"; strip.rungs: [{told: "first"}, {told: "first"}]; strip.sentence: "Notice mismatch. If you warn again: say second and final." }
        Strip { strip.standing: "enough"; strip.rungs: [{told: "first"}, {told: "final"}]; strip.sentence: "Two live, final told. Welfare contact first. The arrest check can be opened." }
        Strip { strip.standing: "lapsed"; strip.rungs: [{told: "first"}]; strip.sentence: "No live warning. The older one has lapsed." }
        Strip { strip.standing: "child"; strip.sentence: "May be under 18. No warning. Start the safeguarding record." }
        Strip { strip.standing: "review"; strip.sentence: "A supervisor is checking two entries. No count until then." }
        Head { text: "Banners" }
        Banner { width: root.inner; edge: Theme.space16; iconName: "shield"; text: "Care record."; bold: "Never for enforcement."; boldLast: true }
        Gap {}
        Banner { width: root.inner; kind: "warn"; iconName: "clock"; bold: "Outreach is on Tanner Row to 23:30." }
        Gap {}
        Banner { width: root.inner; kind: "stop"; iconName: "warn"; bold: "No warning can be given."; text: "This may be a child at risk. Start the safeguarding record." }
        Gap {}
        Banner { width: root.inner; kind: "ok"; iconName: "check"; bold: "Saved as entry 14."; text: "Only on this tablet for now." }
    }
}
