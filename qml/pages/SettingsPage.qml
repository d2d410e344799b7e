import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// How the app looks and is held, on this tablet.
AppPage {
    id: root

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("Settings")
            line: qsTr("On this tablet")
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        ScrollPage {
            Layout.fillWidth: true
            Layout.fillHeight: true

            FormSectionBox {
                width: parent.width
                edge: root.edge
                title: qsTr("Light and text")

                FieldFrame {
                    width: parent.width
                    label: qsTr("Light")
                    hint: qsTr("At night the screen gives off as little light as it can.")

                    ChoiceRow {
                        width: parent.width
                        label: qsTr("Light")
                        options: [{ code: "day", label: qsTr("Day") }, { code: "night", label: qsTr("Night") }, { code: "contrast", label: qsTr("High contrast") }]
                        value: Settings.theme
                        onChosen: code => Settings.theme = code
                    }
                }
                FieldFrame {
                    width: parent.width
                    label: qsTr("Text size")

                    ChoiceRow {
                        width: parent.width
                        label: qsTr("Text size")
                        options: [{ code: "1", label: qsTr("100%") }, { code: "1.25", label: qsTr("125%") }, { code: "1.5", label: qsTr("150%") }, { code: "2", label: qsTr("200%") }]
                        value: String(Settings.textScale)
                        onChosen: code => Settings.textScale = Number(code)
                    }
                }
                FieldFrame {
                    width: parent.width
                    label: qsTr("Motion")

                    ChoiceRow {
                        width: parent.width
                        label: qsTr("Motion")
                        options: [{ code: "usual", label: qsTr("Usual") }, { code: "less", label: qsTr("Less") }]
                        value: Settings.lessMotion ? "less" : "usual"
                        onChosen: code => Settings.lessMotion = code === "less"
                    }
                }
            }
            FormSectionBox {
                width: parent.width
                edge: root.edge
                title: qsTr("In the hand")

                FieldFrame {
                    width: parent.width
                    label: qsTr("Bar at the bottom")
                    hint: qsTr("The main button lies under the thumb of this hand, Hide in the other corner.")

                    ChoiceRow {
                        width: parent.width
                        label: qsTr("Bar at the bottom")
                        options: [{ code: "right", label: qsTr("Right hand") }, { code: "left", label: qsTr("Left hand") }]
                        value: Settings.leftHanded ? "left" : "right"
                        onChosen: code => Settings.leftHanded = code === "left"
                    }
                }
                FieldFrame {
                    width: parent.width
                    label: qsTr("Lock by itself")
                    hint: qsTr("After this many minutes without a touch.")

                    Stepper {
                        width: parent.width
                        label: qsTr("Lock by itself")
                        value: Settings.lockAfterMinutes
                        from: 1
                        to: 60
                        onAsked: value => Settings.lockAfterMinutes = value
                    }
                }
            }
            FormSectionBox {
                width: parent.width
                edge: root.edge
                title: qsTr("Signal")

                FieldFrame {
                    width: parent.width
                    label: qsTr("Exchange by itself")
                    hint: qsTr("Soon after each save, and every minute while there is a signal.")

                    YesNo {
                        width: parent.width
                        label: qsTr("Exchange by itself")
                        answered: true
                        value: SyncStatus.autoSync
                        onChosen: value => SyncStatus.autoSync = value
                    }
                }
                FactRow {
                    edge: 0
                    width: parent.width
                    label: qsTr("Server")
                    text: SyncStatus.serverText
                    mono: true
                }
            }
        }
        // On a desk the rail leads there.
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: qsTr("Done")
                iconName: "check"
                fitted: true
                Layout.fillWidth: true
                onClicked: root.backAsked()
            }
        }
    }
}
