pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// Left pane of a form on a tablet: its sections as steps, each with a tick once it is done.
Rectangle {
    id: root

    required property FormModel form
    property string current: ""
    // Keys of the sections a supervisor wrote in.
    property var remarked: []

    signal chosen(key: string)

    color: Theme.bg

    ListView {
        id: list
        anchors.fill: parent
        anchors.rightMargin: Theme.hairWidth
        clip: true
        reuseItems: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.form.sections
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Steps")
        T.ScrollBar.vertical: ScrollMark {}

        delegate: Pressable {
            id: step

            required property var modelData
            required property int index

            readonly property string key: step.modelData.part + "/" + step.modelData.title
            readonly property bool here: step.key === root.current
            readonly property bool done: step.modelData.complete && (step.modelData.asked > 0 || step.modelData.summary !== "")
            readonly property bool remark: root.remarked.includes(step.key)
            readonly property string missing: step.modelData.toFix > 0 ? qsTr("%1 to fix").arg(step.modelData.toFix)
                : step.modelData.toFill > 0 ? qsTr("%1 to fill").arg(step.modelData.toFill) : step.remark ? qsTr("Returned") : ""

            width: ListView.view ? ListView.view.width : 0
            minimumHeight: Theme.header
            innerHeight: words.implicitHeight
            leftPadding: Theme.space16
            rightPadding: Theme.space12
            spoken: step.modelData.title + (step.missing !== "" ? ", " + step.missing : step.done ? qsTr(", done") : "")
            background: Rectangle {
                color: step.here ? Theme.surface : step.down ? Theme.sunk : Theme.bg

                Rectangle {
                    visible: step.here
                    width: Theme.barWidth
                    height: parent.height
                    color: Theme.accent
                }
                Rectangle {
                    anchors.fill: parent
                    visible: step.visualFocus
                    color: Theme.clear
                    border.color: Theme.accent
                    border.width: Theme.focusRing
                }
            }
            onClicked: root.chosen(step.key)

            Item {
                id: mark
                width: Theme.icon
                height: parent.height

                Icon {
                    anchors.centerIn: parent
                    visible: step.done || step.remark
                    name: step.remark ? "talk" : "check"
                    color: step.remark ? Theme.warn : Theme.ok
                    size: Theme.iconInline
                }
                Words {
                    anchors.centerIn: parent
                    visible: !step.done && !step.remark
                    text: step.index + 1
                    font: Theme.monoSmall
                    color: Theme.ink2
                    Accessible.ignored: true
                }
            }
            Column {
                id: words
                anchors.left: mark.right
                anchors.leftMargin: Theme.space10
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter

                Words {
                    width: parent.width
                    text: step.modelData.title
                    font: Theme.labelStrong
                    Accessible.ignored: true
                }
                Words {
                    width: parent.width
                    visible: text !== ""
                    text: Sentence.of([root.form.parts.find(p => p.label === step.modelData.part && p.label !== "")?.title ?? "", step.missing], ". ")
                    font: Theme.small
                    color: step.modelData.toFix > 0 ? Theme.stop : Theme.ink2
                    Accessible.ignored: true
                }
            }
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: Theme.hairWidth
        height: parent.height
        color: Theme.hair
    }
}
