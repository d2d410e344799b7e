import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// Asks why: a reason of the list, and words where they help.
AppPage {
    id: root

    property string title: ""
    property string line: ""
    property string actionText: ""
    property string errorText: ""
    property bool busy: false
    property string code: ""
    property string words: ""
    property bool tried: false

    signal given(code: string, text: string)

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: root.title
            line: root.line
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                edge: root.edge
                width: parent.width
                visible: root.errorText !== ""
                kind: "stop"
                iconName: "warn"
                bold: root.errorText
            }
            FormSectionBox {
                width: parent.width
                title: qsTr("Why")
                edge: root.edge

                FieldFrame {
                    width: parent.width
                    label: qsTr("Reason")
                    hint: qsTr("It goes into the history.")
                    bleed: root.edge
                    error: root.tried && root.code === "" ? qsTr("Choose a reason.") : ""

                    ChoiceTiles {
                        width: parent.width
                        label: qsTr("Reason")
                        options: Session.options("amendment_reason")
                        value: root.code
                        bad: root.tried && root.code === ""
                        onChosen: code => root.code = code
                    }
                }
                FieldFrame {
                    width: parent.width
                    label: qsTr("In your words")
                    optional: true

                    TextArea_ {
                        width: parent.width
                        label: qsTr("In your words")
                        text: root.words
                        maximum: 500
                        onEdited: text => root.words = text
                    }
                }
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                kind: "primary"
                text: root.busy ? qsTr("Saving") : root.code === "" ? qsTr("Next: reason") : root.actionText
                fitted: true
                Layout.fillWidth: true
                onClicked: {
                    root.tried = true;
                    if (root.code !== "" && !root.busy)
                        root.given(root.code, root.words);
                }
            }
        }
    }
}
