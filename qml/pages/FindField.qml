import QtQuick
import Beatbook.Controls

// The field of Find, across the page.
FocusScope {
    id: root

    property int edge: Theme.space16
    property string query: ""
    property string placeholder: ""
    // It asks for the keyboard of a telephone.
    property bool dialling: false
    readonly property alias inputItem: search.inputItem

    signal edited(text: string)

    implicitHeight: search.implicitHeight + Theme.space12 + Theme.space8

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Hair {}
    SearchField {
        id: search
        x: root.edge
        y: Theme.space12
        width: parent.width - 2 * root.edge
        label: qsTr("Find")
        placeholder: root.placeholder
        hints: root.dialling ? Qt.ImhDialableCharactersOnly : Qt.ImhNoPredictiveText
        text: root.query
        focus: true
        onEdited: text => root.edited(text)
        onCleared: root.edited("")
    }
}
