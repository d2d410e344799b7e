pragma ComponentBehavior: Bound

import QtQuick

// The warnings of a person: as many rungs as come before an arrest, never a meter. Rungs say when, what was told and by whom; one sentence
// says what follows; the last line says as of when. It describes a choice and orders nothing.
Item {
    id: root

    // "none", "some", "mismatch", "enough", "lapsed", "child" or "review".
    property string standing: "none"
    // Live warnings before an arrest.
    property int needed: 2
    // "line" in a list, "card" on a person's card, "tags" above the questions of a form.
    property string form: "card"
    // Up to `needed`: [{date, told, officer}], told is the word said, like "first".
    property var rungs: []
    property string sentence: ""
    property string detail: ""
    property string asOf: ""
    // Heading of the card, with the word of its state beside it.
    property string title: ""
    property string tag: root.stateWords()

    readonly property bool whole: root.standing === "child" || root.standing === "review"

    function stateWords(): string {
        switch (root.standing) {
        case "mismatch": return qsTr("Notice mismatch");
        case "child": return qsTr("Child route");
        case "review": return qsTr("In review");
        case "lapsed": return qsTr("Lapsed");
        default: return "";
        }
    }

    function lookOf(at: int): string {
        if (root.standing === "child")
            return "stop";
        if (root.standing === "review")
            return "review";
        if (at >= root.rungs.length)
            return "empty";
        return root.standing === "lapsed" ? "lapsed" : root.standing === "mismatch" && at === root.needed - 1 ? "mismatch" : "told";
    }

    function rung(at: int): var {
        return at < root.rungs.length ? root.rungs[at] : ({});
    }

    function toldOf(at: int): string {
        return root.rung(at).told ?? "";
    }

    function wordOf(at: int): string {
        if (root.whole)
            return root.tag;
        const look = root.lookOf(at);
        return look === "empty" ? String(at + 1) : look === "lapsed" ? qsTr("lapsed") : (at + 1) + " " + root.toldOf(at);
    }

    function spokenRungs(): string {
        let out = "";
        for (let at = 0; at < Math.min(root.needed, root.rungs.length); ++at) {
            const one = root.rung(at);
            out += qsTr("Warning %1, %2, told %3, %4.").arg(at + 1).arg(one.date ?? "").arg(one.told ?? "").arg(one.officer ?? "") + " ";
        }
        return out;
    }

    implicitWidth: Theme.sidePane
    implicitHeight: root.form === "line" ? line.implicitHeight : column.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: ((root.title !== "" ? root.title + ". " : "") + (root.tag !== "" ? root.tag + ". " : "") + root.spokenRungs()
        + root.sentence + " " + root.detail + " " + root.asOf).trim()

    // In a list: two small rungs and the sentence, which goes below where there is no room beside them.
    Item {
        id: line
        width: parent.width
        visible: root.form === "line"
        implicitHeight: root.form !== "line" ? 0 : below ? boxes.height + Theme.space8 + lineWords.implicitHeight
            : Math.max(boxes.height, lineWords.implicitHeight)

        readonly property real beside: width - boxes.width - Theme.space14
        readonly property bool below: Measure.widestWord(root.sentence, Theme.label) > beside
            || Measure.lines(root.sentence, Theme.label, 1, beside) > Theme.linesBeside

        Row {
            id: boxes
            spacing: Theme.space6
            y: line.below ? 0 : Math.round((line.height - height) / 2)

            Repeater {
                model: root.form !== "line" ? 0 : root.whole ? 1 : root.needed

                LadderRung {
                    required property int index

                    width: root.whole ? Math.max(2 * Theme.rungLine + Theme.space6, implicitWidth) : implicitWidth
                    look: root.lookOf(index)
                    word: root.wordOf(index)
                }
            }
        }
        Words {
            id: lineWords
            x: line.below ? 0 : boxes.width + Theme.space14
            y: line.below ? boxes.height + Theme.space8 : Math.round((line.height - height) / 2)
            width: line.width - x
            text: root.sentence
            font: Theme.label
            Accessible.ignored: true
        }
    }

    Column {
        id: column
        width: parent.width
        visible: root.form !== "line"

        Item {
            id: head
            readonly property bool below: mark.visible && width < mark.implicitWidth + Theme.space8 + Measure.widestWord(root.title, Theme.heading)

            width: parent.width
            visible: root.title !== ""
            height: (below ? heading.implicitHeight + Theme.space4 + mark.implicitHeight
                : Math.max(heading.implicitHeight, mark.visible ? mark.implicitHeight : 0)) + Theme.space8

            Words {
                id: heading
                y: head.below ? 0 : Math.round((parent.height - Theme.space8 - height) / 2)
                width: Math.min(wanted, parent.width)
                text: root.title
                font: root.form === "tags" ? Theme.labelStrong : Theme.heading
                Accessible.role: Accessible.Heading
            }
            Tag {
                id: mark
                x: head.below ? 0 : parent.width - width
                y: head.below ? heading.height + Theme.space4 : 0
                width: Math.min(implicitWidth, parent.width)
                visible: root.tag !== "" && root.form === "card" && !root.whole
                text: root.tag
                iconName: root.standing === "mismatch" ? "neq" : root.standing === "child" ? "warn" : ""
                kind: root.standing === "child" ? "stop" : root.standing === "lapsed" ? "plain" : "warn"
                Accessible.ignored: true
            }
            Words {
                x: parent.width - width
                visible: root.form === "tags"
                text: root.asOf
                font: Theme.small
                color: Theme.ink2
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        // The card: the rungs side by side with arrows, below one another where their dates would not fit.
        Item {
            id: card
            readonly property bool shown: root.form === "card" && !root.whole
            readonly property real beside: (width - (root.needed - 1) * Theme.rungGap) / root.needed
            readonly property bool below: beside < Measure.width("00/00/0000", Theme.monoTime) + 2 * Theme.space12
            readonly property real rungWide: below ? width : Math.floor(beside)
            property real rungHigh: 0
            property real stackHigh: 0
            property var tops: []

            // Side by side all are as high as the highest; below one another each is as high as it must be.
            function measure() {
                const tops = [];
                let high = 0;
                let end = 0;
                for (let at = 0; at < steps.count; ++at) {
                    const wanted = steps.itemAt(at)?.wanted ?? 0;
                    high = Math.max(high, wanted);
                    tops.push(end + at * Theme.rungGap);
                    end += wanted;
                }
                card.rungHigh = high;
                card.stackHigh = end + Math.max(0, steps.count - 1) * Theme.rungGap;
                card.tops = tops;
            }

            width: parent.width
            visible: shown
            height: below ? stackHigh : rungHigh

            Repeater {
                id: steps
                model: card.shown ? root.needed : 0
                onItemAdded: card.measure()

                Item {
                    id: step
                    required property int index
                    readonly property real wanted: box.implicitHeight

                    x: card.below ? 0 : index * (card.rungWide + Theme.rungGap)
                    y: card.below ? card.tops[index] ?? 0 : 0
                    onWantedChanged: card.measure()
                    width: card.rungWide
                    height: card.below ? wanted : card.rungHigh

                    LadderRung {
                        id: box
                        anchors.fill: parent
                        look: root.lookOf(step.index)
                        title: qsTr("Warning %1").arg(step.index + 1)
                        date: root.rung(step.index).date ?? ""
                        told: root.toldOf(step.index) !== "" ? qsTr("Told: %1").arg(root.toldOf(step.index)) : ""
                        officer: root.rung(step.index).officer ?? ""
                    }
                    Icon {
                        x: card.below ? Math.round((parent.width - width) / 2) : -Math.round((Theme.rungGap + width) / 2)
                        y: card.below ? -Math.round((Theme.rungGap + height) / 2) : Math.round((parent.height - height) / 2)
                        visible: step.index > 0
                        name: "arrow"
                        rotation: card.below ? 90 : 0
                        size: Theme.iconInline
                        color: Theme.ink2
                    }
                }
            }
        }
        LadderRung {
            visible: root.form === "card" && root.whole
            width: parent.width
            look: root.lookOf(0)
            word: root.tag
        }

        // Above the questions of a form: the rungs as tags.
        Flow {
            width: parent.width
            visible: root.form === "tags"
            spacing: Theme.space12

            Repeater {
                model: root.form !== "tags" || root.whole ? 0 : Math.min(root.needed, root.rungs.length)

                Row {
                    id: pair
                    required property int index

                    spacing: Theme.space12

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: pair.index > 0
                        name: "arrow"
                        size: Theme.iconInline
                        color: Theme.ink2
                    }
                    Tag {
                        big: true
                        before: (pair.index + 1) + ":"
                        mono: root.rung(pair.index).date ?? ""
                        text: qsTr("told %1").arg(root.toldOf(pair.index))
                        dashed: root.lookOf(pair.index) === "mismatch"
                        kind: dashed ? "warn" : "plain"
                        Accessible.ignored: true
                    }
                }
            }
            Tag {
                big: true
                visible: root.whole || root.rungs.length === 0
                dashed: root.standing === "review"
                kind: root.standing === "child" ? "stop" : root.standing === "review" ? "warn" : "plain"
                text: root.whole ? root.tag : qsTr("No warning")
                Accessible.ignored: true
            }
        }

        Words {
            width: parent.width
            topPadding: root.form === "card" ? Theme.space12 : Theme.space10
            visible: root.sentence !== ""
            text: root.sentence
            font: Theme.bodyStrong
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            topPadding: Theme.space4
            visible: root.detail !== ""
            text: root.detail
            font: Theme.label
            lineHeight: Theme.looseLine
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            topPadding: Theme.space8
            visible: root.asOf !== "" && root.form === "card"
            text: root.asOf
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
