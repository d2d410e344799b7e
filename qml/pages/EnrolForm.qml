import QtQuick
import Beatbook
import Beatbook.Controls

// Ties this tablet to an officer: the server's address, the code it gave, and the officer's own secret.
Column {
    id: root

    property string server: ""
    property string code: ""
    property string secret: ""
    property string again: ""
    readonly property bool differs: root.again !== "" && root.again !== root.secret

    spacing: Theme.space18

    Words {
        width: parent.width
        text: qsTr("Set up this tablet")
        font: Theme.title
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Server")
        hint: qsTr("Name and port, as your force gave them.")

        TextLine {
            width: parent.width
            label: qsTr("Server")
            mono: true
            text: root.server
            inputHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
            onEdited: text => root.server = text
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Enrolment code")
        hint: qsTr("It works once.")

        TextLine {
            width: parent.width
            label: qsTr("Enrolment code")
            mono: true
            text: root.code
            inputHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
            onEdited: text => root.code = text
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Your secret")
        hint: qsTr("At least 8 characters. Words you can remember do well. Nobody can read it back to you.")

        TextLine {
            width: parent.width
            label: qsTr("Your secret")
            echo: TextInput.Password
            text: root.secret
            inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            onEdited: text => root.secret = text
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Your secret, once more")
        error: root.differs && !again.inputItem.activeFocus ? qsTr("The two are not the same. Type it once more.") : Session.errorText

        TextLine {
            id: again
            width: parent.width
            label: qsTr("Your secret, once more")
            echo: TextInput.Password
            text: root.again
            bad: root.differs && !again.inputItem.activeFocus
            inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            onEdited: text => root.again = text
        }
    }
    AppButton {
        width: parent.width
        kind: "primary"
        text: Session.busy ? qsTr("Setting up") : qsTr("Set up")
        onClicked: if (!Session.busy && root.again === root.secret) Session.enrol(root.server, root.code, root.secret)
    }
}
