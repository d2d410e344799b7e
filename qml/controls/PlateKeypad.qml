pragma ComponentBehavior: Bound

import QtQuick

// Keys for a registration mark. Which are shown is for the caller to say, by the position being written: letters and digits
// are never on the pad together, so O is never 0 and I is never 1. The pad keeps its height when they change.
Item {
    id: root

    // "letters": 24, without I and Q, which the current style never has. "digits": ten.
    // "any": 26 letters, and a key that changes to digits and back.
    property string kind: "letters"
    // A key for a character that was not seen.
    property bool unknownKey: false
    property string unknownText: qsTr("? not seen")
    property string spaceText: qsTr("space")

    signal keyed(key: string)

    property bool digitsOfAny: false
    readonly property bool digitsShown: root.kind === "digits" || (root.kind === "any" && root.digitsOfAny)
    readonly property bool wide: root.width >= Theme.phoneBelow
    readonly property int letterColumns: root.width >= 8 * Theme.capture + 7 * Theme.space4 + 2 * Theme.space8 ? 8 : 6
    readonly property int letterHeight: root.wide ? Theme.capture : Theme.key
    readonly property int letterRows: Math.ceil((root.kind === "any" ? 30 : 24) / root.letterColumns)
    readonly property real blockHeight: Math.max(root.letterRows * (root.letterHeight + Theme.space4),
        3 * (Theme.capture + Theme.space4)) - Theme.space4
    readonly property int columns: root.digitsShown ? 4 : root.letterColumns
    readonly property var keys: root.shownKeys()
    readonly property int rows: root.digitsShown ? 3 : root.letterRows
    readonly property real keyWidth: (root.width - 2 * Theme.space8 - (root.columns - 1) * Theme.space4) / root.columns
    readonly property real keyHeight: (root.blockHeight - (root.rows - 1) * Theme.space4) / root.rows

    function shownKeys(): var {
        const signs = root.digitsShown ? "1234567890" : root.kind === "any" ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "ABCDEFGHJKLMNOPRSTUVWXYZ";
        let out = [];
        // `at` counts columns: a key of two takes two.
        for (const sign of signs)
            out.push({key: sign, text: sign, at: out.length, span: 1, spoken: sign});
        if (root.kind === "any") {
            const narrow = root.digitsShown ? 1 : 2;
            out.push({key: "shift", text: root.digitsShown ? "ABC" : "123", at: signs.length, span: narrow, word: true,
                spoken: root.digitsShown ? qsTr("Letters") : qsTr("Digits")});
            out.push({key: " ", text: root.spaceText, at: signs.length + narrow, span: narrow, word: true, spoken: root.spaceText});
        }
        return out;
    }

    function press(key: string): void {
        if (key === "shift")
            root.digitsOfAny = !root.digitsOfAny;
        else
            root.keyed(key);
    }

    implicitWidth: Theme.sidePane
    implicitHeight: root.blockHeight + 2 * Theme.space8 + (unknown.visible ? unknown.height + Theme.space4 : 0)
    Accessible.role: Accessible.Grouping
    Accessible.name: root.digitsShown ? qsTr("Digits") : qsTr("Letters")

    Rectangle {
        anchors.fill: parent
        color: Theme.sunk
    }
    Repeater {
        model: root.keys

        PlateKey {
            required property var modelData
            readonly property int at: modelData.at

            objectName: "key-" + modelData.key
            x: Theme.space8 + (at % root.columns) * (root.keyWidth + Theme.space4)
            y: Theme.space8 + Math.floor(at / root.columns) * (root.keyHeight + Theme.space4)
            width: modelData.span * (root.keyWidth + Theme.space4) - Theme.space4
            height: root.keyHeight
            text: modelData.text
            word: modelData.word === true
            spoken: modelData.spoken
            onClicked: root.press(modelData.key)
        }
    }
    PlateKey {
        id: unknown
        objectName: "key-?"
        x: Theme.space8
        y: root.blockHeight + Theme.space8 + Theme.space4
        width: root.width - 2 * Theme.space8
        height: root.letterHeight
        visible: root.unknownKey
        word: true
        text: root.unknownText
        onClicked: root.keyed("?")
    }
}
