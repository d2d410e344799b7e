import QtQuick

// The field of a search: a lens, what is typed, and a cross that empties it.
FocusScope {
    id: root

    property string label: ""
    property string text: ""
    property string placeholder: ""
    property string clearText: qsTr("Clear")
    property bool big: true
    property int hints: Qt.ImhNoPredictiveText
    readonly property alias inputItem: input

    signal edited(text: string)
    signal cleared()
    signal done()

    onTextChanged: if (input.text !== root.text) input.text = root.text

    implicitWidth: Theme.sidePane
    implicitHeight: Math.max(root.big ? Theme.capture : Theme.field, Math.ceil(input.contentHeight) + 2 * Theme.space12)

    EdgedBox {
        anchors.fill: parent
        ring: input.activeFocus
    }
    Icon {
        id: lens
        x: Theme.space14
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.accent
    }
    FieldInput {
        id: input
        anchors.left: lens.right
        anchors.leftMargin: Theme.space10
        anchors.right: cross.visible ? cross.left : parent.right
        anchors.rightMargin: cross.visible ? 0 : Theme.space14
        height: parent.height
        focus: true
        text: root.text
        label: root.label
        placeholder: root.placeholder
        font: root.big ? Theme.search : Theme.body
        inputMethodHints: root.hints
        Accessible.searchEdit: true
        onTextEdited: root.edited(input.text)
        onAccepted: root.done()
    }
    Pressable {
        id: cross
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        objectName: "clear"
        visible: root.text !== ""
        spoken: root.clearText
        background: EdgedBox {
            fill: Theme.clear
            edgeWidth: 0
            ring: cross.visualFocus
        }
        onClicked: {
            root.cleared();
            input.forceActiveFocus();
        }

        Icon {
            anchors.centerIn: parent
            name: "close"
            color: Theme.ink2
        }
    }
}
