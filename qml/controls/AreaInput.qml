pragma ComponentBehavior: Bound

import QtQuick

// The text inside a TextArea_. Tab goes to the next control, as in every other field.
TextEdit {
    id: root

    property string label: ""
    property string note: ""
    property string placeholder: ""

    function goOn(forward: bool): void {
        const next = root.nextItemInFocusChain(forward);
        if (next)
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    color: Theme.ink
    font: Theme.body
    wrapMode: TextEdit.Wrap
    textFormat: TextEdit.PlainText
    selectByMouse: true
    selectionColor: Theme.accent
    selectedTextColor: Theme.night ? Theme.bg : Theme.primaryInk
    activeFocusOnTab: true

    Accessible.role: Accessible.EditableText
    Accessible.name: root.label
    Accessible.description: root.note
    Accessible.multiLine: true
    Accessible.editable: !root.readOnly

    Keys.onTabPressed: root.goOn(true)
    Keys.onBacktabPressed: root.goOn(false)

    cursorDelegate: Rectangle {
        width: Theme.caretWidth
        color: Theme.accent
        visible: root.activeFocus && !root.readOnly
    }

    Words {
        width: parent.width
        visible: root.text === "" && root.preeditText === ""
        text: root.placeholder
        font: root.font
        color: Theme.ink2
        Accessible.ignored: true
    }
}
