pragma ComponentBehavior: Bound

import QtQuick

// A field with its label: hint and error stand between the label and the control, so that they stay in sight above a
// keyboard, and below the control the press that mends it. Put the control inside with `width: parent.width`.
Item {
    id: root

    property string label: ""
    property bool optional: false
    property string optionalText: qsTr("(optional)")
    property string hint: ""
    property string error: ""
    property string mendText: ""
    property string mendIcon: "plus"
    // How many answers above opened this field; each indents it behind a line.
    property int depth: 0
    // Distance from the field to the edge of its section, where the bar of an error stands.
    property int bleed: Theme.space16
    default property alias control: slot.data

    signal mendAsked()

    readonly property bool bad: root.error !== ""
    readonly property real indent: root.depth > 0 ? root.depth * (Theme.barWidth + Theme.space16) : root.bad && root.bleed === 0 ? Theme.space16 : 0

    implicitWidth: Theme.sidePane
    implicitHeight: parts.implicitHeight

    Repeater {
        model: root.depth

        Rectangle {
            required property int index

            x: index * (Theme.barWidth + Theme.space16)
            width: Theme.barWidth
            height: root.height
            color: root.bad && index === root.depth - 1 ? Theme.stop : Theme.line
        }
    }
    Rectangle {
        visible: root.bad && root.depth === 0
        x: -root.bleed
        width: Theme.barWidth
        height: root.height
        color: Theme.stop
    }

    Column {
        id: parts
        x: root.indent
        width: root.width - root.indent

        Flow {
            width: parent.width
            visible: root.label !== ""
            spacing: Theme.space4

            Words {
                width: Math.min(wanted, parent.width)
                text: root.label
                font: Theme.labelStrong
            }
            Words {
                width: Math.min(wanted, parent.width)
                visible: root.optional
                text: root.optionalText
                font: Theme.label
                color: Theme.ink2
            }
        }
        Words {
            width: parent.width
            visible: root.hint !== ""
            text: root.hint
            font: Theme.small
            color: Theme.ink2
        }
        Item {
            width: parent.width
            height: root.bad ? reason.implicitHeight + Theme.space6 : 0
            visible: root.bad

            Icon {
                y: Theme.space6 + Math.round((Theme.lineOf(reason.font) - height) / 2)
                name: "warn"
                size: Theme.iconInline
                color: Theme.stop
            }
            Words {
                id: reason
                x: Theme.iconInline + Theme.space8
                y: Theme.space6
                width: parent.width - x
                text: root.error
                font: Theme.labelStrong
                color: Theme.stop
                Accessible.role: Accessible.AlertMessage
            }
        }
        Item {
            width: Theme.space8
            height: root.label !== "" || root.hint !== "" || root.bad ? Theme.space8 : 0
        }
        Column {
            id: slot
            width: parent.width
            spacing: Theme.space8
        }
        Item {
            width: parent.width
            visible: root.mendText !== ""
            height: visible ? mend.implicitHeight + Theme.space8 : 0

            AppButton {
                id: mend
                objectName: "mend"
                y: Theme.space8
                width: parent.width
                size: "touch"
                leftAligned: true
                leftPadding: Theme.space14
                iconName: root.mendIcon
                iconColor: Theme.accent
                text: root.mendText
                onClicked: root.mendAsked()
            }
        }
    }
}
