// Without bound components: Qt 6.4 makes nothing of a Loader in a file that has them.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// What stands before the store: the clock and nothing else until it is touched, then the secret. A tablet without an officer
// asks for the enrolment code; one whose tries are used up asks for the recovery code.
AppPage {
    id: root

    property bool touched: false
    property bool byPad: false
    readonly property bool enrolling: Session.state === Session.NotEnrolled
    readonly property bool recovering: Session.needsRecoveryCode && !root.enrolling
    readonly property bool asking: root.touched || root.enrolling || root.recovering
    readonly property bool waiting: Session.waitSeconds > 0

    // Back to the clock alone.
    function cover(): void {
        root.touched = false;
        secret.text = "";
        pad.clear();
        root.takeKeys();
    }

    // A key wakes it as a touch does.
    function takeKeys(): void {
        if (root.visible && !root.asking)
            veil.forceActiveFocus();
    }

    onVisibleChanged: root.takeKeys()
    Component.onCompleted: root.takeKeys()

    function wake(): void {
        root.touched = true;
        if (!root.byPad)
            secret.inputItem.forceActiveFocus();
    }

    function tryOpen(text: string): void {
        if (text === "" || Session.busy || root.waiting)
            return;
        Session.unlock(text);
        secret.text = "";
        pad.clear();
    }

    Connections {
        target: Session

        function onOpened(): void {
            root.cover();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: !root.asking

        Item { Layout.fillHeight: true }
        Words {
            text: Session.clockText
            font: Theme.fitting(Theme.clock, width / Theme.clockPerSize)
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Words {
            text: Session.dayText
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
        Item { Layout.fillHeight: true }
    }
    Pressable {
        id: veil
        anchors.fill: parent
        visible: !root.asking
        spoken: qsTr("%1, %2. Press to unlock").arg(Session.clockText).arg(Session.dayText)
        background: Item {}
        onClicked: root.wake()
    }

    ScrollPage {
        anchors.fill: parent
        visible: root.asking && !root.byPad || root.enrolling || root.recovering

        Item {
            width: parent.width
            height: Theme.space48
        }
        Words {
            width: parent.width
            visible: !root.enrolling
            text: Session.clockText
            font: Theme.fitting(Theme.clock, width / Theme.clockPerSize)
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            visible: !root.enrolling
            text: Session.dayText
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            bottomPadding: Theme.space32
        }
        Loader {
            x: root.edge
            width: Math.min(parent.width - 2 * root.edge, 2 * Theme.listPane)
            anchors.horizontalCenter: parent.horizontalCenter
            sourceComponent: root.enrolling ? enrolment : root.recovering ? recovery : null
            visible: root.enrolling || root.recovering
        }
        Column {
            width: Math.min(parent.width - 2 * root.edge, 2 * Theme.listPane)
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space12
            visible: !root.enrolling && !root.recovering

            FieldFrame {
                width: parent.width
                label: qsTr("Your secret")
                error: Session.errorText

                TextLine {
                    id: secret
                    width: parent.width
                    label: qsTr("Your secret")
                    echo: TextInput.Password
                    big: true
                    inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhHiddenText
                    readOnly: root.waiting || Session.busy
                    onEdited: text => secret.text = text
                    onDone: root.tryOpen(secret.text)
                }
            }
            Words {
                width: parent.width
                visible: root.waiting
                text: qsTr("Try again in %1 s.").arg(Session.waitSeconds)
                font: Theme.label
                color: Theme.ink2
            }
            AppButton {
                width: parent.width
                kind: root.waiting ? "off" : "primary"
                text: root.waiting ? qsTr("Wait") : Session.busy ? qsTr("Opening") : qsTr("Open")
                onClicked: root.tryOpen(secret.text)
            }
            AppButton {
                width: parent.width
                size: "touch"
                kind: "quiet"
                text: qsTr("Number pad")
                onClicked: root.byPad = true
            }
            // Whoever holds a colleague's tablet hands it in so: no secret is needed, and nothing is shown.
            AppButton {
                width: parent.width
                size: "touch"
                kind: "quiet"
                text: SyncStatus.running ? qsTr("Stop sending") : qsTr("Send without opening")
                onClicked: {
                    if (SyncStatus.running)
                        SyncStatus.stop();
                    else
                        SyncStatus.syncNow();
                }
            }
            Words {
                width: parent.width
                visible: SyncStatus.sealedText !== ""
                text: SyncStatus.sealedText
                font: Theme.label
                color: Theme.ink2
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: root.edge
        spacing: Theme.space8
        visible: root.asking && root.byPad && !root.enrolling && !root.recovering

        Item { Layout.fillHeight: true }
        Words {
            text: Session.clockText
            font: Theme.fitting(Theme.clock, width / Theme.clockPerSize)
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Words {
            text: root.waiting ? qsTr("Try again in %1 s.").arg(Session.waitSeconds) : Session.dayText
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
        PinPad {
            id: pad
            // Secrets have no one length: the tick ends them.
            length: 0
            label: qsTr("Your secret")
            waiting: root.waiting || Session.busy
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.listPane + Theme.space48
            Layout.alignment: Qt.AlignHCenter
            onEntered: secret => root.tryOpen(secret)
        }
        AppButton {
            size: "touch"
            kind: "quiet"
            text: qsTr("Words instead")
            Layout.alignment: Qt.AlignHCenter
            onClicked: {
                root.byPad = false;
                secret.inputItem.forceActiveFocus();
            }
        }
    }

    Component {
        id: enrolment

        EnrolForm {}
    }
    Component {
        id: recovery

        RecoverForm {}
    }
}
