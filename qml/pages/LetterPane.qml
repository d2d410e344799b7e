import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// An approved letter before it goes on paper: every word of it once more, where the file is to lie, and where it lies then.
AppPage {
    id: root

    required property LetterPaper paper
    property string folder: root.paper.folder
    readonly property bool written: root.paper.file !== ""

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Print the letter")
            line: qsTr("Two pages: the letter, and the front of a plain envelope")
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            widest: root.frame === "desk" ? Math.min(width, 3 * Theme.listPane) : width
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                edge: root.edge
                width: parent.width
                visible: root.paper.errorText !== "" || root.paper.stops !== ""
                kind: "stop"
                iconName: "warn"
                bold: root.paper.errorText !== "" ? root.paper.errorText : root.paper.stops
            }
            Banner {
                edge: root.edge
                width: parent.width
                visible: root.written
                kind: "ok"
                iconName: "check"
                bold: qsTr("The file is written, and the letter is noted as printed.")
                text: root.paper.file
            }
            Banner {
                edge: root.edge
                width: parent.width
                visible: root.written
                kind: "warn"
                iconName: "lock"
                bold: qsTr("This tablet's lock does not cover the file.")
                text: qsTr("Print both pages, then delete it.")
                actionText: qsTr("Delete the file")
                onActed: root.paper.removeFile()
            }
            FormSectionBox {
                width: parent.width
                title: qsTr("What the keeper will read")
                edge: root.edge

                Words {
                    width: parent.width
                    text: root.paper.text
                    Accessible.name: text
                }
            }
            FormSectionBox {
                width: parent.width
                visible: !root.written
                title: qsTr("Where the file goes")
                edge: root.edge

                FieldFrame {
                    width: parent.width
                    label: qsTr("Folder")
                    hint: qsTr("The file's name says nothing of the keeper")
                    bleed: root.edge

                    TextLine {
                        width: parent.width
                        label: qsTr("Folder")
                        text: root.folder
                        inputHints: Qt.ImhNoPredictiveText
                        onEdited: text => root.folder = text
                    }
                }
            }
        }
        BottomBar {
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                visible: root.written || root.paper.stops !== ""
                text: qsTr("Back to the entry")
                iconName: "back"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.backAsked()
            }
            AppButton {
                visible: !root.written && root.paper.stops === ""
                kind: "primary"
                text: root.paper.busy ? qsTr("Writing") : qsTr("Write the PDF")
                fitted: true
                Layout.fillWidth: true
                onClicked: root.paper.write(root.folder)
            }
        }
    }
}
