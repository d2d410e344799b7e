import QtQuick
import Beatbook.Controls

// One field of an entry on the desk: label, value, what a reviewer said of it, and, while it is under review, room for a remark.
Column {
    id: root

    required property int index
    required property string section
    required property string label
    required property string value
    required property string path
    required property int depth
    required property bool heading
    required property bool conflict
    required property bool corrected
    required property string remark
    required property string remarkBy
    required property bool mono
    // Remarks can be written.
    property bool reviewing: false
    // What this reviewer has written so far.
    property string draft: ""
    property bool writing: false
    property int edge: Theme.space28

    readonly property bool remarkable: line.enabled && line.visible
    readonly property bool remarked: root.remark !== ""
    readonly property real labelWidth: Theme.wideLabel * Theme.textScale
    readonly property bool stacked: root.width < 3 * root.labelWidth

    signal writeAsked()
    signal drafted(text: string)
    signal writingDone()
    // Keys have come here.
    signal reached(item: Item)

    function focusLine(): void {
        line.forceActiveFocus(Qt.TabFocusReason);
    }

    // To the field below, or above.
    function stepFocus(on: bool): void {
        const next = line.nextItemInFocusChain(on);
        if (next)
            next.forceActiveFocus(on ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    onWritingChanged: if (root.writing) area.inputItem.forceActiveFocus(Qt.TabFocusReason)

    DeskWords {
        x: root.edge
        width: root.width - 2 * root.edge
        visible: root.heading
        topPadding: root.index === 0 ? 0 : Theme.space16
        bottomPadding: Theme.space6
        text: root.label !== "" ? root.label : root.section
        font: Theme.labelStrong
        Accessible.role: Accessible.Heading
    }
    Pressable {
        id: line
        width: root.width
        visible: !root.heading
        enabled: root.reviewing && root.path !== ""
        focusPolicy: line.enabled ? Qt.StrongFocus : Qt.NoFocus
        minimumHeight: root.reviewing ? Theme.touch : 0
        topPadding: Theme.space8
        bottomPadding: Theme.space8
        leftPadding: root.edge
        rightPadding: root.edge
        innerHeight: words.implicitHeight
        hoverEnabled: true
        spoken: qsTr("%1: %2").arg(root.label).arg(root.value)
        note: root.reviewing ? qsTr("Press to write a remark") : ""
        Accessible.role: line.enabled ? Accessible.Button : Accessible.StaticText
        onClicked: root.writeAsked()
        onActiveFocusChanged: if (line.activeFocus) root.reached(line)
        Keys.onDownPressed: root.stepFocus(true)
        Keys.onUpPressed: root.stepFocus(false)

        background: Rectangle {
            color: line.down ? Theme.sunk : root.remarked || root.draft !== "" || root.writing ? Theme.warnTint : Theme.surface

            Rectangle {
                x: root.edge
                width: parent.width - 2 * root.edge
                height: Theme.hairWidth
                color: Theme.hair
            }
            Rectangle {
                anchors.fill: parent
                visible: line.visualFocus
                color: Theme.clear
                border.width: Theme.focusRing
                border.color: Theme.accent
            }
        }

        Item {
            id: words
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            implicitHeight: root.stacked ? label.height + value.height : Math.max(label.height, value.height)
            height: implicitHeight

            DeskWords {
                id: label
                x: root.depth * Theme.space16
                width: (root.stacked ? parent.width - signs.width : root.labelWidth - Theme.space12) - x
                text: root.label
                color: root.remarked ? Theme.ink : Theme.ink2
                Accessible.ignored: true
            }
            DeskWords {
                id: value
                x: root.stacked ? label.x : root.labelWidth
                y: root.stacked ? label.height : 0
                width: parent.width - x - signs.width
                text: root.value
                font: root.mono ? Theme.monoLabel : Theme.label
                Accessible.ignored: true
            }
            Row {
                id: signs
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space6
                leftPadding: Theme.space8

                Icon {
                    visible: root.conflict
                    name: "needs"
                    size: Theme.iconInline
                    color: Theme.stop
                }
                Icon {
                    visible: root.corrected
                    name: "pencil"
                    size: Theme.iconInline
                }
                Icon {
                    visible: root.remarked || root.draft !== "" || (root.reviewing && (line.hovered || line.visualFocus))
                    name: "talk"
                    size: Theme.iconInline
                    color: root.remarked || root.draft !== "" ? Theme.warn : Theme.line
                }
            }
        }
    }
    RemarkBlock {
        x: root.edge
        width: root.width - 2 * root.edge
        visible: root.remarked
        who: root.remarkBy
        text: root.remark
        after: root.corrected ? qsTr("Answered by a correction") : ""
    }
    Column {
        x: root.edge
        width: root.width - 2 * root.edge
        visible: root.writing
        topPadding: Theme.space10
        bottomPadding: Theme.space12
        spacing: Theme.space8

        TextArea_ {
            id: area
            width: parent.width
            label: qsTr("Remark at %1").arg(root.label)
            placeholder: qsTr("Facts first. The author sees this at the field.")
            text: root.draft
            onEdited: text => root.drafted(text)
        }
        AppButton {
            anchors.right: parent.right
            size: "touch"
            text: qsTr("Done")
            spoken: qsTr("Done with the remark at %1").arg(root.label)
            onClicked: root.writingDone()
        }
    }
    RemarkBlock {
        x: root.edge
        width: root.width - 2 * root.edge
        visible: root.draft !== "" && !root.writing
        who: qsTr("Your remark, goes with your decision")
        text: root.draft
    }
}
