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
        readonly property real need: Measure.width(root.placeholder, root.font)

        anchors.fill: parent
        visible: root.text === "" && root.preeditText === ""
        text: root.placeholder
        // Smaller where it would be cut, down to its size at scale 1.
        font: need > width && width > 0 ? Theme.fitting(root.font, Math.max(root.font.pixelSize / Theme.textScale, Math.floor(root.font.pixelSize * (width - Theme.space2) / need))) : root.font
        color: root.placeholderColor
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
