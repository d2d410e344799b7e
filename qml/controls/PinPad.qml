pragma ComponentBehavior: Bound

import QtQuick

// Unlocks: a dot a digit and ten keys. A wrong one empties the dots and says nothing. The secret leaves by `entered` and is
// forgotten at clear(); as long as that is not called the dots stay full.
FocusScope {
    id: root

    property string label: qsTr("PIN")
    // Digits asked for. 0: any number, ended by the tick.
    property int length: 6
    // The keys are dead: after a wrong secret, or while one is being tried.
    property bool waiting: false
    property string backText: qsTr("Delete")
    property string endText: qsTr("Unlock")

    signal entered(secret: string)
    signal touched()

    property string secret: ""
    readonly property int count: root.secret.length
    readonly property int dots: root.length > 0 ? root.length : Math.max(4, root.count)

    function clear(): void {
        root.secret = "";
    }

    function press(key: string): void {
        root.touched();
        if (root.waiting)
            return;
        if (key === "back") {
            root.secret = root.secret.slice(0, -1);
        } else if (key === "end") {
            if (root.count > 0)
                root.entered(root.secret);
        } else if (root.length === 0 || root.count < root.length) {
            root.secret += key;
            if (root.count === root.length)
                root.entered(root.secret);
        }
    }

    implicitWidth: Theme.sidePane
    implicitHeight: board.height + Theme.space32 + keys.height
    focus: true
    Accessible.role: Accessible.Grouping
    Accessible.name: root.label
    Keys.onPressed: event => {
        if (event.text.length === 1 && event.text >= "0" && event.text <= "9")
            root.press(event.text);
        else if (event.key === Qt.Key_Backspace)
            root.press("back");
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.press("end");
        else
            return;
        event.accepted = true;
    }

    Flow {
        id: board
        objectName: "dots"
        x: Math.round((parent.width - width) / 2)
        width: Math.min(parent.width, root.dots * (Theme.pinDot + Theme.pinDotGap) - Theme.pinDotGap)
        height: Math.max(Theme.pinDot, implicitHeight)
        spacing: Theme.pinDotGap
        Accessible.role: Accessible.StaticText
        Accessible.name: root.length > 0 ? qsTr("%1 of %2 digits").arg(root.count).arg(root.length) : qsTr("%1 digits").arg(root.count)

        Repeater {
            model: root.dots

            Rectangle {
                required property int index

                width: Theme.pinDot
                height: Theme.pinDot
                radius: Theme.pinDot / 2
                color: index < root.count ? Theme.ink2 : Theme.clear
                border.width: Theme.chosenEdge
                border.color: index < root.count ? Theme.ink2 : Theme.line
            }
        }
    }
    Grid {
        id: keys
        y: board.height + Theme.space32
        columns: 3
        spacing: Theme.space8

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.length > 0 ? "" : "end", "0", "back"]

            PinKey {
                required property string modelData

                objectName: "pin-" + modelData
                width: Math.floor((root.width - 2 * Theme.space8) / 3)
                blank: modelData === ""
                enabled: !blank && !root.waiting
                digit: modelData.length === 1 ? modelData : ""
                iconName: modelData === "back" ? "bksp" : modelData === "end" ? "check" : ""
                spoken: modelData === "back" ? root.backText : modelData === "end" ? root.endText : modelData
                onClicked: root.press(modelData)
            }
        }
    }
}
