import QtQuick

// A button: one primary a page, secondary ones, a quiet one without an edge, and one that is off and says why.
Pressable {
    id: root

    // "primary", "secondary", "quiet" or "off". Off cannot be pressed; its text is the reason.
    property string kind: "secondary"
    // "capture" (76), "field" (56) or "touch" (48).
    property string size: "capture"
    property string secondLine: ""
    // Set in Mono after the text: the figure the press is about.
    property string mono: ""
    property string iconName: ""
    property color iconColor: root.ink
    // The icon above the word, for the corners of the bottom bar.
    property bool square: false
    property bool leftAligned: false
    // In the bottom bar: text shrinks, down to its size at scale 1, rather than make the bar higher. A second line that would
    // make it shrink much is only read out.
    property bool fitted: false

    readonly property bool primary: root.kind === "primary"
    readonly property bool off: root.kind === "off"
    readonly property bool filled: root.primary && !root.down
    readonly property color ink: root.filled ? Theme.primaryInk : root.off ? Theme.ink2 : root.kind === "quiet" ? Theme.accent : Theme.ink
    readonly property font baseFont: root.square ? Theme.smallStrong : root.size === "touch" || root.off ? Theme.labelStrong
        : root.size === "field" ? Theme.choiceStrong : root.primary ? Theme.heading : Theme.bodyStrong
    readonly property real fit: root.fitted ? root.fittingScale(root.secondShown) : 1
    readonly property bool secondShown: root.secondLine !== ""
        && (!root.fitted || root.fittingScale(true) >= Theme.shrinksFor * root.fittingScale(false))

    readonly property real room: root.width - root.leftPadding - root.rightPadding
        - (root.iconName !== "" && !root.square ? Theme.icon + Theme.space10 : 0)
    // The figure goes below the text where both are too wide for one line.
    readonly property bool monoBelow: root.mono !== "" && root.width > 0
        && Measure.width(root.text, root.fittedFont(root.baseFont)) + Theme.space8 + Measure.width(root.mono, root.fittedFont(Theme.monoBody)) > root.room

    function fittingScale(withSecond: bool): real {
        const room = root.room;
        const above = root.square ? Theme.icon + Theme.space4 : 0;
        const high = root.minimumHeight - 2 * Theme.space6 - above;
        const words = root.mono !== "" ? root.text + " " + root.mono : root.text;
        const smallest = 1 / Theme.textScale;
        for (let scale = 1; scale > smallest; scale -= 0.05) {
            const need = Measure.lines(words, root.baseFont, scale, room) * Theme.tightLineOf(root.baseFont)
                + (withSecond ? Measure.lines(root.secondLine, Theme.smallMedium, scale, room) * Theme.tightLineOf(Theme.smallMedium) : 0);
            if (Math.ceil(need * scale) <= high && Measure.widestWord(words, root.baseFont) * scale <= room)
                return scale;
        }
        return smallest;
    }

    // Width on one line at full size: it follows from the words alone, never from the width the button was given.
    function natural(): real {
        const word = Math.ceil(Measure.width(root.text, root.baseFont)) + 1;
        const figure = root.mono !== "" ? Theme.space8 + Math.ceil(Measure.width(root.mono, Theme.monoBody)) + 1 : 0;
        const second = root.secondLine !== "" ? Math.ceil(Measure.width(root.secondLine, Theme.smallMedium)) + 1 : 0;
        const sign = root.iconName === "" ? 0 : root.square ? Theme.icon : Theme.icon + Theme.space10;
        return root.square ? Math.max(sign, word, second) : sign + Math.max(word + figure, second);
    }

    function fittedFont(used: font): font {
        return root.fit === 1 ? used : Qt.font({
            family: used.family,
            // Never larger than what was measured; the little more is for a product that falls short of a whole number.
            pixelSize: Math.floor(used.pixelSize * root.fit + 0.01),
            weight: used.weight,
            hintingPreference: used.hintingPreference
        });
    }

    minimumHeight: root.size === "capture" ? Theme.capture : root.size === "field" ? Theme.field : Theme.touch
    enabled: !root.off
    topPadding: Theme.space6
    bottomPadding: Theme.space6
    leftPadding: root.square ? Theme.space4 : Theme.space12
    rightPadding: root.leftPadding
    innerWidth: root.natural()
    innerHeight: parts.implicitHeight
    spoken: root.text + (root.mono !== "" ? " " + root.mono : "") + (root.secondLine !== "" ? ", " + root.secondLine : "")

    background: EdgedBox {
        fill: root.filled ? Theme.primaryFill : root.kind === "quiet" ? Theme.clear : Theme.surface
        edgeColor: root.primary ? Theme.primaryEdge : Theme.line
        edgeWidth: root.primary ? Theme.chosenEdge : root.kind === "quiet" ? 0 : Theme.edge
        dashed: root.off
        pressed: root.down
        ring: root.visualFocus
        ringColor: root.filled ? Theme.primaryInk : Theme.accent
    }

    // Placed by what Measure says and not by a layout: where text becomes larger under the eye a layout ends in a loop.
    Item {
        id: parts
        readonly property real signWide: sign.visible && !root.square ? sign.width + Theme.space10 : 0
        readonly property real signHigh: sign.visible && root.square ? sign.height + Theme.space4 : 0
        // What the broken lines take of their room: icon and words are centred as one.
        readonly property real taken: Math.min(lines.width, Math.max(lines.firstTaken, second.visible ? second.contentWidth : 0))
        readonly property real start: root.leftAligned ? 0 : Math.round((width - signWide - taken) / 2)

        implicitHeight: root.square ? signHigh + lines.height : Math.max(sign.visible ? sign.height : 0, lines.height)
        y: Math.round((parent.height - height) / 2)
        width: parent.width
        height: implicitHeight

        Icon {
            id: sign
            x: root.square ? Math.round((parent.width - width) / 2) : parts.start
            y: root.square ? 0 : Math.round((parent.height - height) / 2)
            visible: root.iconName !== ""
            name: root.iconName
            color: root.iconColor
        }
        Item {
            id: lines
            readonly property bool beside: figure.visible && !root.monoBelow
            readonly property real wide: Math.max(beside ? word.wanted + Theme.space8 + figure.wanted : Math.max(word.wanted, figure.visible ? figure.wanted : 0),
                second.visible ? second.wanted : 0)
            readonly property real firstTaken: beside ? word.wanted + Theme.space8 + figure.wanted : Math.max(word.contentWidth, figure.visible ? figure.wanted : 0)
            readonly property real firstHigh: beside ? Math.max(word.implicitHeight, figure.implicitHeight)
                : word.implicitHeight + (figure.visible ? figure.implicitHeight : 0)

            x: root.square ? 0 : root.leftAligned ? parts.signWide : parts.start + parts.signWide - Math.round((width - parts.taken) / 2)
            y: root.square ? parts.signHigh : Math.round((parent.height - height) / 2)
            width: root.square ? parent.width : Math.min(wide, parent.width - parts.signWide)
            height: firstHigh + (second.visible ? second.implicitHeight : 0)

            Words {
                id: word
                x: lines.beside ? root.leftAligned ? 0 : Math.round((lines.width - lines.firstTaken) / 2) : 0
                width: lines.beside ? wanted : lines.width
                text: root.text
                font: root.fittedFont(root.baseFont)
                lineHeight: root.fit * Theme.tightLineOf(root.baseFont)
                color: root.ink
                horizontalAlignment: root.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Words {
                id: figure
                x: lines.beside ? word.x + word.width + Theme.space8 : root.leftAligned ? 0 : Math.round((lines.width - width) / 2)
                y: lines.beside ? 0 : word.implicitHeight
                width: wanted
                visible: root.mono !== ""
                text: root.mono
                font: root.fittedFont(Theme.monoBody)
                lineHeight: root.fit * Theme.tightLineOf(root.baseFont)
                color: root.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Words {
                id: second
                y: lines.firstHigh
                width: lines.width
                visible: root.secondShown
                text: root.secondLine
                font: root.fittedFont(Theme.smallMedium)
                lineHeight: root.fit * Theme.tightLineOf(Theme.smallMedium)
                color: root.ink
                horizontalAlignment: root.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
}
