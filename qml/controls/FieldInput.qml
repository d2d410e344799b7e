pragma ComponentBehavior: Bound

import QtQuick

// The line of text inside a field. What is typed stays even where the model answers with something else.
TextInput {
    id: root

    property string label: ""
    property string note: ""
    property string placeholder: ""
    property color placeholderColor: Theme.ink2

    color: Theme.ink
    font: Theme.body
    clip: true
    selectByMouse: true
    selectionColor: Theme.accent
    selectedTextColor: Theme.night ? Theme.bg : Theme.primaryInk
    verticalAlignment: TextInput.AlignVCenter
    renderType: TextInput.QtRendering
    activeFocusOnTab: true

    Accessible.role: Accessible.EditableText
    Accessible.name: root.label
    Accessible.description: root.note
    Accessible.editable: !root.readOnly
    Accessible.passwordEdit: root.echoMode !== TextInput.Normal

    cursorDelegate: Rectangle {
        width: Theme.caretWidth
        color: Theme.accent
        visible: root.activeFocus && !root.readOnly
    }

    Words {
        anchors.fill: parent
        visible: root.text === "" && root.preeditText === ""
        text: root.placeholder
        font: root.font
        color: root.placeholderColor
        // Smaller before it is cut.
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.small.pixelSize
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
