import QtQuick

// Top of a person's or vehicle's card: the name as title, what it rests on, and the safety line: how to act.
Column {
    id: root

    property string name: ""
    property string line: ""
    property bool back: true
    property string safetyBold: ""
    property string safety: ""
    property string safetyIcon: "hand"
    default property alias trailing: bar.trailing

    signal backAsked()

    HeaderBar {
        id: bar
        width: root.width
        title: root.name
        line: root.line
        back: root.back
        onBackAsked: root.backAsked()
    }
    Banner {
        objectName: "safety"
        width: root.width
        visible: root.safetyBold !== "" || root.safety !== ""
        bold: root.safetyBold
        text: root.safety
        iconName: root.safetyIcon
        centred: true
    }
}
