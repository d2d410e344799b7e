import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// A time: now, as a row. Change opens a field for another one, and Now takes it back.
FocusScope {
    id: root

    property string label: ""
    property string note: ""
    property string words: ""
    property string value: ""
    property bool optional: false
    property bool bad: false
    property bool opened: false

    signal edited(text: string)
    signal leaving()

    implicitHeight: root.opened ? typing.implicitHeight : row.implicitHeight

    PickRow {
        id: row
        width: parent.width
        visible: !root.opened
        focus: !root.opened
        label: root.label
        text: root.words
        placeholder: qsTr("No time yet")
        actionWord: root.words === "" ? qsTr("Set") : qsTr("Change")
        iconName: "clock"
        mono: true
        bad: root.bad
        onClicked: {
            root.opened = true;
            input.inputItem.forceActiveFocus();
            input.inputItem.selectAll();
        }
    }
    ColumnLayout {
        id: typing
        width: parent.width
        visible: root.opened
        spacing: Theme.space8

        TextLine {
            id: input
            focus: root.opened
            label: root.label
            note: root.note
            text: root.value === "now" ? root.words : root.value
            placeholder: qsTr("22:40, or 21/11/2026 22:40")
            inputHints: Qt.ImhPreferNumbers
            mono: true
            bad: root.bad
            Layout.fillWidth: true
            onEdited: text => root.edited(text)
            onLeaving: root.leaving()
            onDone: root.opened = false
        }
        RowLayout {
            spacing: Theme.space8
            Layout.fillWidth: true

            AppButton {
                size: "field"
                text: qsTr("Now")
                spoken: qsTr("Now, for %1").arg(root.label)
                Layout.fillWidth: true
                onClicked: {
                    root.edited("now");
                    root.opened = false;
                }
            }
            AppButton {
                visible: root.optional
                size: "field"
                text: qsTr("Leave empty")
                Layout.fillWidth: true
                onClicked: {
                    root.edited("");
                    root.opened = false;
                }
            }
            AppButton {
                size: "field"
                text: qsTr("Done")
                Layout.fillWidth: true
                onClicked: {
                    root.leaving();
                    root.opened = false;
                }
            }
        }
    }
}
