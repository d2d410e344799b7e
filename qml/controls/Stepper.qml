import QtQuick

// A number up or down by one. No long press, no swipe. Up and Down keys do the same on either button.
FocusScope {
    id: root

    property string label: ""
    property string note: ""
    property int value: 0
    // Nothing was said yet: a dash stands for the number, and the first press asks for `first`.
    property bool unset: false
    property int first: Math.max(root.from, 1)
    property int from: 0
    property int to: 99
    property bool bad: false
    property string lessText: qsTr("One less")
    property string moreText: qsTr("One more")

    signal asked(value: int)

    function step(by: int): void {
        const wanted = root.unset ? root.first : Math.max(root.from, Math.min(root.to, root.value + by));
        if (root.unset || wanted !== root.value)
            root.asked(wanted);
    }

    implicitWidth: Theme.sidePane
    implicitHeight: Math.max(Theme.capture, Math.ceil(figure.implicitHeight))
    Accessible.role: Accessible.SpinBox
    Accessible.name: root.label
    Accessible.description: (root.unset ? "" : root.value + ". ") + root.note
    Accessible.onIncreaseAction: root.step(1)
    Accessible.onDecreaseAction: root.step(-1)
    Keys.onUpPressed: root.step(1)
    Keys.onDownPressed: root.step(-1)

    StepButton {
        id: less
        objectName: "less"
        height: parent.height
        iconName: "minus"
        spoken: root.lessText + ", " + root.label
        enabled: root.unset || root.value > root.from
        bad: root.bad
        onClicked: root.step(-1)
    }
    Words {
        id: figure
        anchors.left: less.right
        anchors.right: more.left
        anchors.leftMargin: Theme.space8
        anchors.rightMargin: Theme.space8
        anchors.verticalCenter: parent.verticalCenter
        text: root.unset ? "–" : root.value
        font: Theme.figure
        color: root.unset ? Theme.ink2 : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    StepButton {
        id: more
        objectName: "more"
        anchors.right: parent.right
        height: parent.height
        iconName: "plus"
        spoken: root.moreText + ", " + root.label
        enabled: root.unset || root.value < root.to
        bad: root.bad
        onClicked: root.step(1)
    }
}
