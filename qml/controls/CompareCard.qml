import QtQuick

// One of the values two officers wrote at once: who, the value with what differs underlined, where it comes from, and the
// press that chooses it. Cards of one comparison share a height: give them the largest implicitHeight.
Pressable {
    id: root

    property string who: ""
    // [{text, differs}]
    property var spans: []
    // A date, plate or number: set in Mono, as a figure.
    property bool mono: true
    property string source: ""
    property string when: ""
    property bool chosen: false
    property string chooseText: qsTr("Choose this one")
    property string chosenText: qsTr("Chosen")

    readonly property color edgeColor: root.chosen ? Theme.selEdge : Theme.line

    padding: 0
    innerWidth: Theme.sidePane
    innerHeight: words.implicitHeight + Theme.space16 + Theme.space12 + foot.wanted
    spoken: root.who + ": " + value.plain() + ". " + root.source + ". " + root.when + ". "
        + (root.chosen ? root.chosenText : root.chooseText)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: root.chosen

    background: EdgedBox {
        radius: Theme.radiusCard
        fill: root.chosen ? Theme.sel : Theme.surface
        edgeColor: root.edgeColor
        edgeWidth: root.chosen ? Theme.chosenEdge : Theme.edge
        pressed: root.down
        ring: root.visualFocus
    }

    Column {
        id: words
        x: Theme.space20
        y: Theme.space16
        width: parent.width - 2 * x

        Words {
            width: parent.width
            text: root.who
            font: Theme.labelStrong
            Accessible.ignored: true
        }
        Item {
            width: Theme.space4
            height: Theme.space4
        }
        SpanText {
            id: value
            width: parent.width
            spans: root.spans
            face: root.mono ? Theme.figure : Theme.title
            underline: Theme.barWidth
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            topPadding: Theme.space8
            visible: root.source !== ""
            text: root.source
            font: Theme.label
            lineHeight: Theme.looseLine
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: root.when !== ""
            text: root.when
            font: Theme.label
            lineHeight: Theme.looseLine
            color: root.chosen ? Theme.ink : Theme.ink2
            Accessible.ignored: true
        }
    }
    Item {
        id: foot

        readonly property real wanted: Math.max(Theme.capture, word.implicitHeight + 2 * Theme.space12)

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: wanted

        Rectangle {
            x: root.chosen ? Theme.chosenEdge : Theme.edge
            width: parent.width - 2 * x
            height: Theme.edge
            color: root.edgeColor
        }
        Icon {
            id: sign
            x: word.x - width - Theme.space10
            anchors.verticalCenter: parent.verticalCenter
            visible: root.chosen
            name: "check"
        }
        Words {
            id: word
            readonly property real beside: root.chosen ? sign.width + Theme.space10 : 0

            x: Math.round((parent.width - width - beside) / 2) + beside
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(wanted, parent.width - 2 * Theme.space12 - beside)
            text: root.chosen ? root.chosenText : root.chooseText
            font: Theme.heading
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
