import QtQuick

// A page or list with nothing on it: says so, and what the first thing will be.
Column {
    id: root

    property string iconName: ""
    property string title: ""
    property string line: ""
    property string actionText: ""

    signal acted()

    topPadding: Theme.space24
    bottomPadding: Theme.space24
    leftPadding: Theme.space16
    rightPadding: Theme.space16
    spacing: Theme.space8

    readonly property real inner: root.width - root.leftPadding - root.rightPadding

    Icon {
        x: Math.round((root.width - width) / 2)
        visible: root.iconName !== ""
        name: root.iconName
        color: Theme.ink2
        size: Theme.iconTile
    }
    Words {
        width: root.inner
        visible: root.title !== ""
        text: root.title
        font: Theme.bodyStrong
        horizontalAlignment: Text.AlignHCenter
    }
    Words {
        width: root.inner
        visible: root.line !== ""
        text: root.line
        font: Theme.label
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
    }
    AppButton {
        objectName: "act"
        width: root.inner
        visible: root.actionText !== ""
        size: "field"
        text: root.actionText
        onClicked: root.acted()
    }
}
