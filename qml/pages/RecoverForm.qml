import QtQuick
import Beatbook
import Beatbook.Controls

// All tries are used up: the code the server holds opens the store and sets a new secret.
Column {
    id: root

    property string code: ""
    property string secret: ""

    spacing: Theme.space18

    Words {
        width: parent.width
        text: qsTr("Ask for the recovery code")
        font: Theme.title
    }
    Words {
        width: parent.width
        text: qsTr("Too many tries. What you wrote is safe here. Your supervisor can give you a recovery code.")
        font: Theme.label
    }
    FieldFrame {
        width: parent.width
        label: qsTr("Recovery code")

        TextLine {
            width: parent.width
            label: qsTr("Recovery code")
            mono: true
            text: root.code
            inputHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
            onEdited: text => root.code = text
        }
    }
    FieldFrame {
        width: parent.width
        label: qsTr("New secret")
        hint: qsTr("At least 8 characters.")
        error: Session.errorText

        TextLine {
            width: parent.width
            label: qsTr("New secret")
            echo: TextInput.Password
            text: root.secret
            inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            onEdited: text => root.secret = text
        }
    }
    AppButton {
        width: parent.width
        kind: "primary"
        text: Session.busy ? qsTr("Opening") : qsTr("Open")
        onClicked: if (!Session.busy) Session.recover(root.code, root.secret)
    }
}
