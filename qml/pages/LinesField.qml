pragma ComponentBehavior: Bound

import QtQuick
import Beatbook.Controls

// A list of short texts, one a line, with an empty one at the end to go on.
Column {
    id: root

    property string label: ""
    property var values: []
    property string placeholder: ""
    property int maximumLength: 1000
    property int inputHints: Qt.ImhNone
    property bool bad: false

    signal edited(values: var)
    signal leaving()

    function put(at: int, text: string): void {
        const next = root.values.slice();
        next[at] = text;
        root.edited(next.filter(value => value !== ""));
    }

    // One line more than there are values, one by one: a new number would make every line anew, under the hand that types.
    function fit(): void {
        while (places.count < root.values.length + 1)
            places.append({ place: places.count });
        while (places.count > root.values.length + 1)
            places.remove(places.count - 1);
    }

    spacing: Theme.space8
    onValuesChanged: root.fit()
    Component.onCompleted: root.fit()

    ListModel {
        id: places
    }
    Repeater {
        model: places

        TextLine {
            required property int index

            width: root.width
            label: qsTr("%1, %2").arg(root.label).arg(index + 1)
            text: root.values[index] ?? ""
            placeholder: root.placeholder !== "" ? root.placeholder : index > 0 ? qsTr("One more") : ""
            maximumLength: root.maximumLength
            inputHints: root.inputHints
            bad: root.bad
            onEdited: text => root.put(index, text)
            onLeaving: root.leaving()
        }
    }
}
