pragma Singleton

import QtQuick

// Every colour, size, face and duration of the app. Controls and pages take them from here and write none of their own.
// The app sets mode, textScale, leftHanded and lessMotion; everything else follows.
// Sizes are px at 160 dpi. Faces and icons grow with textScale; rows grow because their text does.
QtObject {
    id: theme

    // "day", "night" or "contrast"; anything else is shown as day.
    property string mode: "day"
    // 1.0 to 2.0.
    property real textScale: 1.0
    // Mirrors the bottom bar, nothing else.
    property bool leftHanded: false
    // No press, fold or banner motion at all.
    property bool lessMotion: false

    readonly property bool night: mode === "night"
    readonly property bool contrast: mode === "contrast"

    function tone(inDay: color, inNight: color, inContrast: color): color {
        return theme.contrast ? inContrast : theme.night ? inNight : inDay;
    }

    // Large text covers more of a page and gives off more light: at night grounds and inks are darker then, still at 7:1.
    readonly property bool dimmed: textScale > 1.25

    function atNight(usual: color, inLargeText: color): color {
        return theme.dimmed ? inLargeText : usual;
    }

    // Colours. At night no fill is bright: an edge carries what a fill says by day.
    readonly property color bg: tone("#EDEEEB", atNight("#0A0705", "#070504"), "#FFFFFF")
    readonly property color surface: tone("#FFFFFF", atNight("#14100B", "#0E0B08"), "#FFFFFF")
    readonly property color sunk: tone("#E1E4E0", atNight("#1E1810", "#15110B"), "#EDEDED")
    readonly property color ink: tone("#14181A", atNight("#D4A36E", "#C69867"), "#000000")
    readonly property color ink2: tone("#414A4E", atNight("#B89A78", "#B59876"), "#1A1A1A")
    readonly property color line: tone("#737C80", atNight("#7F6547", "#796043"), "#000000")
    readonly property color hair: tone("#CDD1CE", atNight("#2D2418", "#261F14"), "#595959")
    readonly property color accent: tone("#0B4A57", atNight("#D99F45", "#CD9641"), "#00343F")
    readonly property color primaryFill: tone("#0B4A57", atNight("#2A1D0A", "#1C1307"), "#00343F")
    readonly property color primaryEdge: tone("#0B4A57", atNight("#D99F45", "#CD9641"), "#000000")
    readonly property color primaryInk: tone("#FFFFFF", atNight("#D99F45", "#CD9641"), "#FFFFFF")
    readonly property color sel: tone("#D9E8EA", atNight("#241807", "#191105"), "#D6F1F6")
    readonly property color selEdge: tone("#0B4A57", atNight("#D99F45", "#CD9641"), "#000000")
    readonly property color ok: tone("#0C5330", atNight("#9DAE55", "#95A551"), "#00401F")
    readonly property color okTint: tone("#DCEEE2", atNight("#171A0C", "#0F1108"), "#FFFFFF")
    readonly property color warn: tone("#664500", atNight("#D99F45", "#CD9641"), "#4A3000")
    readonly property color warnTint: tone("#F8EAC8", atNight("#241A0A", "#191207"), "#FFFFFF")
    readonly property color stop: tone("#8A1A11", atNight("#E8906F", "#DF8A6B"), "#7A0000")
    readonly property color stopTint: tone("#FBE4DF", atNight("#29130C", "#1D0D08"), "#FFFFFF")
    readonly property color clear: "transparent"

    // Lines and edges.
    readonly property int edge: contrast ? 2 : 1
    readonly property int hairWidth: 1
    readonly property int chosenEdge: 2
    readonly property int ruleWidth: 2
    readonly property int focusRing: 3
    readonly property int barWidth: 4
    readonly property int caretWidth: 2

    // Spaces.
    readonly property int space2: 2
    readonly property int space4: 4
    readonly property int space6: 6
    readonly property int space8: 8
    readonly property int space10: 10
    readonly property int space12: 12
    readonly property int space14: 14
    readonly property int space16: 16
    readonly property int space18: 18
    readonly property int space20: 20
    readonly property int space24: 24
    readonly property int space28: 28
    readonly property int space32: 32
    readonly property int space48: 48

    // Widths that part phone, tablet and desk.
    readonly property int phoneBelow: 600
    readonly property int deskFrom: 1200
    // A sentence of more lines than this goes below what it stands beside.
    readonly property int linesBeside: 4
    // Least share of its size that a word on a button keeps for the sake of a second line.
    readonly property real shrinksFor: 0.75
    // Share of a page's height, from the top, that no keyboard lies over.
    readonly property real keptInSight: 0.6
    // A value stands beside its label from here.
    readonly property int factBeside: 420
    // Line of running text of label size.
    readonly property real looseLine: Math.round(22 * textScale)

    // Distance of content from the edge of a page of this width.
    function pageEdge(width: real): int {
        const frame = theme.widthClass(width);
        return frame === "desk" ? theme.space28 : frame === "tablet" ? theme.space24 : theme.space16;
    }

    // Corners.
    readonly property int radiusPlate: 6
    readonly property int radius: 8
    readonly property int radiusCard: 10

    // What is touched: height, and width where it is square.
    readonly property int capture: 76
    readonly property int field: 56
    readonly property int touch: 48
    readonly property int tile: 80
    readonly property int key: 60

    // Rows, bars and columns.
    readonly property int header: 64
    readonly property int headerWide: 72
    readonly property int bar: 96
    readonly property int row: 68
    readonly property int doneRow: 56
    readonly property int marking: 28
    readonly property int margin: 72
    readonly property int rail: 88
    readonly property int listPane: 320
    readonly property int sidePane: 312
    readonly property int stepPane: 232
    // Widest it grows with the text: its part of the page.
    readonly property real stepShare: 0.36
    readonly property int widePane: 400
    readonly property int decisionPane: 316
    readonly property int hideWide: 104
    // Width of the segments beside a question, and of the label beside a matrix row, on a page wide enough for both.
    readonly property int besideSegments: 220
    readonly property int matrixLabel: 88
    readonly property real labelShare: 0.268
    // A list longer than this gets a search.
    readonly property int searchFrom: 14

    // Of an entry on the desk: label beside a value, and the columns of its changes; below changesWidth they stand one under the other.
    readonly property int wideLabel: 168
    readonly property int changesField: 128
    readonly property int changesWhy: 116
    readonly property int changesWidth: 520
    // Below that first and now stand one under the other, and the status below the title.
    readonly property int besideFrom: 400
    // Least width of one of two values that stand side by side.
    readonly property int comparedWidth: 300
    // Height of a page of the desk that has room for what keys do.
    readonly property int keysShownFrom: 820

    // Icons grow with the text, but only half as far again: they must not crowd out the words.
    readonly property real signScale: Math.min(textScale, 1.5)
    readonly property int iconGrid: 24
    readonly property int icon: Math.round(24 * signScale)
    readonly property int iconTile: Math.round(28 * signScale)
    readonly property int iconInline: Math.round(20 * signScale)
    readonly property int iconStatus: Math.round(18 * signScale)
    readonly property int iconSmall: Math.round(16 * signScale)
    readonly property int iconStroke: 2
    readonly property real iconStateStroke: 2.5
    readonly property int iconDotStroke: 4

    // Shapes of single controls.
    readonly property int pinDot: 14
    readonly property int pinDotGap: 16
    readonly property int tickBox: Math.round(28 * signScale)
    readonly property int slot: 38
    readonly property int slotHeight: 60
    readonly property int slotLine: 3
    readonly property int slotLineNow: 5
    readonly property int slotGap: 14
    // Width of a slot over the size of its face.
    readonly property real slotPerSize: 0.8
    // Width of the clock over the size of its face.
    readonly property real clockPerSize: 3.2
    readonly property int lightRow: Math.round(44 * signScale)
    readonly property int lightRowRing: 5
    readonly property int lightLarge: 88
    readonly property int lightLargeRing: 8
    readonly property int rungLine: 78
    readonly property int rungLineHeight: 40
    readonly property int rungGap: 28
    readonly property int tag: 28
    readonly property int tagBig: 36
    readonly property int badge: 20
    readonly property int areaLines: 3

    // Dashes and dots of an edge, as multiples of its width. As `var` they would come to a compiled binding empty, and the edge
    // would not be drawn.
    readonly property list<real> dash: [2, 1.5]
    readonly property list<real> dashThin: [3, 2]
    readonly property list<real> dots: [1, 1]
    readonly property list<real> ringDash: [1.4, 1.1]

    // Motion, in milliseconds. Pages and Hide never move.
    readonly property int pressTime: lessMotion ? 0 : 80
    readonly property int settleTime: 50
    readonly property int foldTime: lessMotion ? 0 : 120

    // Faces. What must line up or be told apart (plate, time, number, date, telephone) is Mono.
    readonly property string sans: "Inter"
    readonly property string mono: "JetBrains Mono"

    function face(family: string, px: real, weight: int): font {
        return Qt.font({
            family: family,
            pixelSize: Math.round(px * theme.textScale),
            weight: weight,
            hintingPreference: Font.PreferNoHinting
        });
    }

    // A little air between the characters, so that a mark reads at a glance.
    function spaced(used: font): font {
        return Qt.font({
            family: used.family,
            pixelSize: used.pixelSize,
            weight: used.weight,
            hintingPreference: used.hintingPreference,
            letterSpacing: 0.5 * theme.textScale
        });
    }

    readonly property font clock: face(mono, 64, Font.Medium)
    readonly property font plate: face(mono, 40, Font.DemiBold)
    readonly property font figure: face(mono, 32, Font.DemiBold)
    readonly property font pinKey: face(mono, 28, Font.Medium)
    readonly property font figureSmall: face(mono, 24, Font.DemiBold)
    readonly property font plateSmall: spaced(face(mono, 18, Font.DemiBold))
    readonly property font monoBody: face(mono, 17, Font.Medium)
    readonly property font monoStrong: face(mono, 17, Font.DemiBold)
    readonly property font monoTime: face(mono, 16, Font.Medium)
    readonly property font monoLabel: face(mono, 15, Font.Medium)
    readonly property font monoSmall: face(mono, 14, Font.Medium)
    readonly property font title: face(sans, 22, Font.DemiBold)
    readonly property font search: face(sans, 20, Font.Normal)
    readonly property font heading: face(sans, 18, Font.DemiBold)
    readonly property font body: face(sans, 17, Font.Normal)
    readonly property font bodyStrong: face(sans, 17, Font.DemiBold)
    readonly property font choice: face(sans, 16, Font.Medium)
    readonly property font choiceStrong: face(sans, 16, Font.DemiBold)
    readonly property font label: face(sans, 15, Font.Normal)
    readonly property font labelStrong: face(sans, 15, Font.DemiBold)
    readonly property font small: face(sans, 14, Font.Normal)
    readonly property font smallMedium: face(sans, 14, Font.Medium)
    readonly property font smallStrong: face(sans, 14, Font.DemiBold)

    // The face at this size, or at the largest that is not above it.
    function fitting(used: font, px: real): font {
        return face(used.family, Math.max(1, Math.min(used.pixelSize, px)) / theme.textScale, used.weight);
    }

    // The face for a figure inside a shape that grows as the icons do.
    function inSign(used: font): font {
        return face(used.family, used.pixelSize / theme.textScale * theme.signScale / theme.textScale, used.weight);
    }

    // The line of a face: each size has its own.
    function lineOf(used: font): real {
        const px = used.pixelSize / theme.textScale;
        const lines = [[14.5, 20], [15.5, 20], [16.5, 22], [17.5, 24], [18.5, 24], [20.5, 28], [22.5, 28], [24.5, 30], [28.5, 34], [33, 36], [41, 56]];
        for (const line of lines) {
            if (px < line[0])
                return Math.round(line[1] * theme.textScale);
        }
        return Math.round(72 * theme.textScale);
    }

    // The line of a word on a control, where two lines must stay close.
    function tightLineOf(used: font): real {
        const px = used.pixelSize / theme.textScale;
        return Math.round((px < 14.5 ? 18 : px < 16.5 ? 20 : px < 18.5 ? 22 : px * 1.25) * theme.textScale);
    }

    // "phone", "tablet" or "desk" for a page of this width.
    function widthClass(width: real): string {
        return width < theme.phoneBelow ? "phone" : width < theme.deskFrom ? "tablet" : "desk";
    }

    readonly property list<FontLoader> loaders: [
        FontLoader { source: "qrc:/beatbook/fonts/Inter-Regular.otf" },
        FontLoader { source: "qrc:/beatbook/fonts/Inter-Medium.otf" },
        FontLoader { source: "qrc:/beatbook/fonts/Inter-SemiBold.otf" },
        FontLoader { source: "qrc:/beatbook/fonts/JetBrainsMono-Medium.ttf" },
        FontLoader { source: "qrc:/beatbook/fonts/JetBrainsMono-SemiBold.ttf" }
    ]
}
