import QtQuick
import QtQuick.Layouts
import Beatbook.Controls

// One changed field: side by side where there is room, one below the other where there is not.
Item {
    id: root

    required property string label
    required property string first
    required property string now
    required property string reason
    required property string officer
    required property string whenText
    property bool stacked: false
    property real fieldWidth: 0
    property real whyWidth: 0

    readonly property real valueWidth: (root.width - root.fieldWidth - root.whyWidth) / 5
    readonly property string by: root.officer !== "" && root.whenText !== "" ? qsTr("%1, %2").arg(root.officer).arg(root.whenText)
        : root.officer + root.whenText

    implicitHeight: (root.stacked ? below.implicitHeight : Math.max(field.height, before.height, after.height, why.height)) + 2 * Theme.space8
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: first %2, now %3. %4, %5").arg(root.label).arg(before.text).arg(after.text).arg(root.reason).arg(root.by)

    Rectangle {
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hair
    }

    component Part: DeskWords {
        y: Theme.space8
        rightPadding: Theme.space12
        Accessible.ignored: true
    }

    // A value under its own heading, where the table has none.
    component Value: ColumnLayout {
        property string head: ""
        property alias text: words.text
        property alias color: words.color

        spacing: 0
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop

        Words {
            text: parent.head
            font: Theme.smallStrong
            color: Theme.ink2
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        DeskWords {
            id: words
            Accessible.ignored: true
            Layout.fillWidth: true
        }
    }

    Part {
        id: field
        visible: !root.stacked
        width: root.fieldWidth
        text: root.label
        font: Theme.labelStrong
    }
    Part {
        id: before
        visible: !root.stacked
        x: root.fieldWidth
        width: 2 * root.valueWidth
        text: root.first !== "" ? root.first : qsTr("Left empty")
        color: root.first !== "" ? Theme.ink : Theme.ink2
    }
    Part {
        id: after
        visible: !root.stacked
        x: root.fieldWidth + before.width
        width: 3 * root.valueWidth
        text: root.now !== "" ? root.now : qsTr("Left empty")
        color: root.now !== "" ? Theme.ink : Theme.ink2
    }
    Column {
        id: why
        x: root.width - root.whyWidth
        y: Theme.space8
        width: root.whyWidth
        visible: !root.stacked

        DeskWords {
            width: parent.width
            visible: root.reason !== ""
            text: root.reason
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            text: root.by
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }

    Column {
        id: below
        y: Theme.space8
        width: root.width
        visible: root.stacked

        DeskWords {
            width: parent.width
            text: root.label
            font: Theme.labelStrong
            Accessible.ignored: true
        }
        GridLayout {
            width: parent.width
            columns: root.width < Theme.besideFrom * Theme.textScale ? 1 : 2
            columnSpacing: Theme.space16
            rowSpacing: 0

            Value { head: qsTr("First version, kept"); text: before.text; color: before.color }
            Value { head: qsTr("Now"); text: after.text; color: after.color }
        }
        Words {
            width: parent.width
            text: root.reason !== "" ? qsTr("%1. %2").arg(root.reason).arg(root.by) : root.by
            font: Theme.small
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
