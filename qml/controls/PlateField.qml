pragma ComponentBehavior: Bound

import QtQuick

// A registration mark, character by character. It takes what the keypad or a keyboard gives and refuses what cannot stand at
// this place: it never makes a 0 of an O. Below the slots is how the mark is written.
FocusScope {
    id: root

    property string label: qsTr("Registration")
    // The page says it above.
    property bool labelShown: true
    property string note: ""
    // The characters so far, without spaces in the current style; "?" is one not seen.
    property string text: ""
    // "current" (two letters, two digits, three letters), "partial" (the same, some not seen), "foreign" or "other".
    property string style: "current"
    property int longest: 12
    property bool bad: false
    property int edge: Theme.space16

    signal edited(text: string)
    signal styleAsked(style: string)
    signal done()

    readonly property string pattern: "LLDDLLL"
    readonly property bool patterned: root.style === "current" || root.style === "partial"
    readonly property bool wantsLetters: root.patterned && root.pattern.charAt(Math.min(root.text.length, root.pattern.length - 1)) === "L"
    // What the keypad is to show now.
    readonly property string keypadKind: !root.patterned ? "any" : root.wantsLetters ? "letters" : "digits"
    readonly property int known: root.text.replace(/[?\s]/g, "").length
    readonly property bool complete: root.style === "current" ? root.known === root.pattern.length && root.text.length === root.pattern.length
        : root.known > 0
    readonly property var styles: [
        {code: "current", label: qsTr("UK full")},
        {code: "partial", label: qsTr("Partial")},
        {code: "foreign", label: qsTr("Foreign")},
        {code: "other", label: qsTr("Other")}
    ]
    readonly property string hintText: root.hintWords()
    readonly property real inner: root.width - 2 * root.edge
    readonly property int slots: root.patterned ? root.pattern.length : Math.max(root.pattern.length, Math.min(root.longest, root.text.length + 1))
    readonly property real slotWide: Math.min(Theme.slot * Theme.textScale, (root.inner - Theme.slotGap - (root.slots - 1) * Theme.space4) / root.slots)
    readonly property font slotFace: Theme.fitting(Theme.plate, root.slotWide / Theme.slotPerSize)

    function counted(count: int, one: string, many: string): string {
        return count === 1 ? one : many.arg(count);
    }

    function hintWords(): string {
        if (root.style === "foreign")
            return qsTr("As it is written");
        if (root.style === "other")
            return qsTr("Another UK style");
        if (root.style === "partial")
            return qsTr("%1 of %2 known").arg(root.known).arg(root.pattern.length);
        const rest = root.pattern.slice(root.text.length);
        const digits = rest.replace(/L/g, "").length;
        const letters = rest.length - digits;
        if (rest === "")
            return qsTr("Current style, complete");
        const words = [];
        if (digits > 0)
            words.push(root.counted(digits, qsTr("1 digit"), qsTr("%1 digits")));
        if (letters > 0)
            words.push(root.counted(letters, qsTr("1 letter"), qsTr("%1 letters")));
        return qsTr("Current style, %1 to go").arg(digits > 0 && letters > 0 ? words[0] + qsTr(" and ") + words[1] : words[0]);
    }

    function fits(key: string): bool {
        if (!root.patterned)
            return root.text.length < root.longest && /^[A-Z0-9 \-]$/.test(key);
        if (root.text.length >= root.pattern.length)
            return false;
        if (key === "?")
            return root.style === "partial";
        return root.wantsLetters ? /^[A-HJ-PR-Z]$/.test(key) : /^[0-9]$/.test(key);
    }

    // Adds one character; one that cannot stand here is refused.
    function put(key: string): void {
        if (root.fits(key))
            root.edited(root.text + key);
    }

    function takeBack(): void {
        if (root.text !== "")
            root.edited(root.text.slice(0, -1));
    }

    implicitWidth: Theme.sidePane
    implicitHeight: way.y + way.height
    activeFocusOnTab: true
    Accessible.role: Accessible.EditableText
    Accessible.name: root.label + ": " + root.text.split("").join(" ")
    Accessible.description: root.note !== "" ? root.note : root.hintText
    Accessible.editable: true
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace) {
            root.takeBack();
            event.accepted = true;
        } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            root.done();
            event.accepted = true;
        } else if (event.text.length === 1 && event.text > " ") {
            root.put(event.text.toUpperCase());
            event.accepted = true;
        }
    }

    Item {
        id: head
        readonly property bool below: root.labelShown
            && Measure.widestWord(root.label, Theme.labelStrong) + Theme.space8 + hint.wanted > root.inner

        x: root.edge
        width: root.inner
        height: below ? name.implicitHeight + hint.implicitHeight : Math.max(root.labelShown ? name.implicitHeight : 0, hint.implicitHeight)

        Words {
            id: name
            width: head.below ? parent.width : parent.width - hint.width - Theme.space8
            visible: root.labelShown
            text: root.label
            font: Theme.labelStrong
            Accessible.ignored: true
        }
        Words {
            id: hint
            x: head.below || !root.labelShown ? 0 : parent.width - width
            y: head.below ? name.height : 0
            width: Math.min(wanted, parent.width)
            text: root.note !== "" && root.bad ? root.note : root.hintText
            font: root.bad ? Theme.smallStrong : Theme.small
            color: root.bad ? Theme.stop : Theme.ink2
            Accessible.ignored: true
        }
    }
    Item {
        id: board
        x: root.edge
        y: head.height + Theme.space10
        width: root.inner
        height: row.height

        Row {
            id: row
            x: Math.round((parent.width - width) / 2)
            spacing: Theme.space4

            Repeater {
                model: root.slots

                PlateSlot {
                    required property int index

                    // The gap of the current style stands after its fourth character.
                    width: root.slotWide + (root.patterned && index === 4 ? Theme.slotGap : 0)
                    gap: root.patterned && index === 4 ? Theme.slotGap : 0
                    sign: root.text.charAt(index)
                    face: root.slotFace
                    now: index === root.text.length
                }
            }
        }
        TapHandler {
            onTapped: root.forceActiveFocus()
        }
        Rectangle {
            x: -Theme.space8
            width: parent.width + 2 * Theme.space8
            y: -Theme.space4
            height: parent.height + 2 * Theme.space4
            visible: root.activeFocus && !way.activeFocus
            color: Theme.clear
            radius: Theme.radius
            border.width: Theme.focusRing
            border.color: Theme.accent
        }
    }
    ChoiceRow {
        id: way
        objectName: "style"
        x: root.edge
        y: board.y + board.height + Theme.space16
        width: root.inner
        size: "touch"
        tick: false
        label: qsTr("How it is written")
        options: root.styles
        value: root.style
        onChosen: code => root.styleAsked(code)
    }
}
