pragma ComponentBehavior: Bound

import QtQuick

// Consecutive fields with one list of answers, one row each, and one press that gives them all the same answer.
Column {
    id: root

    // Drawn left of the press for all; "" draws none.
    property string title: ""
    // [{path, label, value, note?, bad?}]
    property var rows: []
    property var options: []
    // The answer of the press for all; "" leaves the press out.
    property string allCode: ""
    property string allText: qsTr("All OK")

    signal chosen(path: string, code: string)
    // Which rows take it is the model's to say.
    signal allChosen(code: string)

    readonly property bool stacked: root.anyStacked()

    function anyStacked(): bool {
        for (let at = 0; at < lines.count; ++at) {
            const line = lines.itemAt(at) as MatrixRow;
            if (line && line.ownStacked)
                return true;
        }
        return false;
    }

    spacing: root.stacked ? Theme.space12 : Theme.space4
    Accessible.role: Accessible.Grouping
    Accessible.name: root.title

    Item {
        visible: root.title !== "" || root.allCode !== ""
        width: parent.width
        height: Math.max(heading.implicitHeight, all.visible ? all.height : 0) + Theme.space6

        Words {
            id: heading
            width: parent.width - (all.visible ? all.width + Theme.space8 : 0)
            y: Math.round((parent.height - Theme.space6 - height) / 2)
            text: root.title
            font: Theme.heading
            Accessible.role: Accessible.Heading
        }
        AppButton {
            id: all
            objectName: "all"
            anchors.right: parent.right
            visible: root.allCode !== ""
            leftPadding: Theme.space16
            size: "touch"
            text: root.allText
            spoken: root.title !== "" ? root.allText + ", " + root.title : root.allText
            onClicked: root.allChosen(root.allCode)
        }
    }

    Repeater {
        id: lines
        model: root.rows

        MatrixRow {
            required property var modelData

            objectName: "row-" + modelData.path
            width: root.width
            label: modelData.label
            note: modelData.note ?? ""
            options: root.options
            value: modelData.value ?? ""
            bad: modelData.bad === true
            stacked: root.stacked
            onChosen: code => root.chosen(modelData.path, code)
        }
    }
}
