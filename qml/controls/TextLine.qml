import QtQuick

// A field of one line.
FocusScope {
    id: root

    property string label: ""
    property string note: ""
    property string text: ""
    property string placeholder: ""
    property bool mono: false
    // 76 instead of 56.
    property bool big: false
    property bool bad: false
    property bool readOnly: false
    property int maximumLength: 32767
    property int inputHints: Qt.ImhNone
    property int echo: TextInput.Normal
    readonly property alias inputItem: input
    readonly property alias typed: input.text

    // Each change by the user.
    signal edited(text: string)
    // Return was pressed.
    signal done()
    // The cursor went elsewhere.
    signal leaving()

    // What is longer than the field is read from its beginning, except where the cursor is.
    function showBeginning(): void {
        if (!input.activeFocus)
            input.ensureVisible(0);
    }

    onTextChanged: {
        if (input.text === root.text)
            return;
        input.text = root.text;
        root.showBeginning();
    }
    onWidthChanged: root.showBeginning()

    implicitWidth: Theme.sidePane
    implicitHeight: Math.max(root.big ? Theme.capture : Theme.field, Math.ceil(input.contentHeight) + 2 * Theme.space12)
    activeFocusOnTab: false

    EdgedBox {
        anchors.fill: parent
        edgeColor: root.bad ? Theme.stop : Theme.line
        edgeWidth: root.bad ? Theme.chosenEdge : Theme.edge
        fill: root.readOnly ? Theme.bg : Theme.surface
        ring: input.activeFocus
    }

    FieldInput {
        id: input
        anchors.fill: parent
        anchors.leftMargin: Theme.space14
        anchors.rightMargin: Theme.space14
        focus: true
        text: root.text
        label: root.label
        note: root.note
        placeholder: root.placeholder
        font: root.mono ? Theme.monoBody : Theme.body
        readOnly: root.readOnly
        maximumLength: root.maximumLength
        inputMethodHints: root.inputHints
        echoMode: root.echo
        onTextEdited: root.edited(input.text)
        onAccepted: root.done()
        onActiveFocusChanged: {
            if (input.activeFocus)
                return;
            root.showBeginning();
            root.leaving();
        }
    }
}
