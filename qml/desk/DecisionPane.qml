pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The decision on an entry: what to look at first, a comment, and approve, return, annotate or void. Approving asks for the
// reviewer's secret; voiding asks once more.
ColumnLayout {
    id: root

    required property EntryView view
    required property Review review
    readonly property bool may: root.view.loaded && root.view.mayReview
    // "", "approve", "void" or "say": what has been pressed and waits for the second press.
    property string step: ""
    property string comment: ""
    property bool commentAsked: false
    property bool voidAsked: false
    readonly property string whatIsMissing: root.step === "say" ? qsTr("Say why, in the comment.")
        : root.voidAsked ? qsTr("Say why it is voided.") : qsTr("Say what is to be mended, here or at a field.")
    // Its shortcuts are said where there is a keyboard and room.
    property bool keysShown: false

    spacing: Theme.space8

    // The start of a new decision.
    function clear(): void {
        root.step = "";
        root.comment = "";
        root.commentAsked = false;
        secret.text = "";
    }

    // Keys go to what is asked next.
    function begin(step: string): void {
        if (!root.may || root.review.busy || (step === "void" && !root.withComment(true)))
            return;
        root.step = step;
        if (step === "approve")
            secret.inputItem.forceActiveFocus(Qt.TabFocusReason);
        else if (step === "void")
            confirm.forceActiveFocus(Qt.TabFocusReason);
        else
            commentField.inputItem.forceActiveFocus(Qt.TabFocusReason);
    }

    // A finding says why: nobody can follow it otherwise.
    function say(finding: string): void {
        if (root.may && !root.review.busy && root.withComment(true))
            root.review.say(finding, root.comment);
    }

    function stepBack(): void {
        const from = root.step;
        root.step = "";
        root.commentAsked = false;
        secret.text = "";
        (from === "void" ? voidButton : from === "say" ? sayButton : approveButton).forceActiveFocus(Qt.TabFocusReason);
    }

    // Words are asked for where the author must learn something from them; remarks at fields are words too, but say not why an
    // entry is voided.
    function withComment(whole: bool): bool {
        root.commentAsked = root.comment.trim() === "" && (whole || root.review.remarks === 0);
        root.voidAsked = root.commentAsked && whole;
        if (root.commentAsked)
            commentField.inputItem.forceActiveFocus(Qt.TabFocusReason);
        return !root.commentAsked;
    }

    function returnIt(): void {
        if (root.may && !root.review.busy && root.withComment(false))
            root.review.returnEntry(root.comment);
    }

    function annotate(): void {
        if (root.may && !root.review.busy && root.withComment(false))
            root.review.annotate(root.comment);
    }

    function focusFirst(): void {
        (root.may ? commentField.inputItem : root).forceActiveFocus(Qt.TabFocusReason);
    }

    function approve(): void {
        const given = secret.text;
        secret.text = "";
        if (given !== "")
            root.review.approve(given, root.comment);
    }

    Connections {
        target: root.review

        function onDecided(): void {
            root.clear();
        }
    }

    Words {
        text: qsTr("Before you decide")
        font: Theme.heading
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
    }
    // Rows that come and go stand in a Column: a Layout of Qt 6.4 whose height follows its content can ask one that is gone for its
    // size.
    Column {
        visible: root.view.checks.length > 0
        spacing: root.spacing
        Layout.fillWidth: true

        Repeater {
            model: root.view.checks

            delegate: CheckRow {
                required property var modelData

                width: parent ? parent.width : 0
                text: modelData.text
                sign: modelData.sign
            }
        }
    }
    CheckRow {
        visible: root.view.loaded && root.view.reviewDueText !== ""
        text: root.view.reviewDueText
        sign: root.view.overdue ? "needs" : "clock"
        Layout.fillWidth: true
    }

    FieldFrame {
        visible: root.may
        label: qsTr("Comment")
        hint: qsTr("On the whole entry. Press a field to remark on it.")
        error: root.commentAsked ? root.whatIsMissing : ""
        bleed: 0
        Layout.fillWidth: true
        Layout.topMargin: Theme.space10

        TextArea_ {
            id: commentField
            width: parent.width
            label: qsTr("Comment on the whole entry")
            placeholder: qsTr("Facts first. The author sees this.")
            text: root.comment
            bad: root.commentAsked
            onEdited: text => {
                root.comment = text;
                root.commentAsked = false;
            }
        }
    }

    Item { Layout.fillHeight: true }

    Banner {
        visible: root.review.errorText !== ""
        kind: "stop"
        text: root.review.errorText
        iconName: "warn"
        Layout.fillWidth: true
    }

    // What can be decided.
    AppButton {
        visible: root.view.loaded && !root.may
        kind: "off"
        size: "field"
        text: root.view.reviewRefusal
        Layout.fillWidth: true
    }
    Words {
        visible: root.may && root.step === ""
        text: qsTr("You approve version %1. If it changes later, the approval lapses and it comes back.").arg(root.view.version)
        font: Theme.small
        color: Theme.ink2
        Layout.fillWidth: true
    }
    AppButton {
        visible: root.may && root.step === ""
        id: approveButton
        kind: "primary"
        text: qsTr("Approve with your secret")
        note: qsTr("Ctrl+Return")
        Layout.fillWidth: true
        onClicked: root.begin("approve")
    }
    GridLayout {
        visible: root.may && root.step === ""
        columns: root.width < Theme.sidePane * Theme.textScale - 2 * Theme.space20 ? 1 : 2
        columnSpacing: Theme.space8
        rowSpacing: Theme.space8
        Layout.fillWidth: true

        AppButton {
            size: "touch"
            text: qsTr("Return")
            note: qsTr("Ctrl+R")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: root.returnIt()
        }
        AppButton {
            size: "touch"
            text: qsTr("Annotate")
            note: qsTr("Ctrl+E")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: root.annotate()
        }
    }
    AppButton {
        visible: root.may && root.step === ""
        id: voidButton
        kind: "quiet"
        size: "touch"
        text: qsTr("Void, with a reason")
        Layout.fillWidth: true
        onClicked: root.begin("void")
    }
    AppButton {
        id: sayButton
        visible: root.may && root.step === "" && root.view.findings.length > 0
        kind: "quiet"
        size: "touch"
        text: qsTr("Record a finding")
        Layout.fillWidth: true
        onClicked: root.begin("say")
    }
    Words {
        visible: root.keysShown && root.may && root.step === ""
        text: qsTr("Keys: ↑ ↓ next entry, F6 next part, Ctrl+Return approve, Ctrl+R return, Ctrl+E annotate")
        font: Theme.small
        color: Theme.ink2
        Layout.fillWidth: true
    }

    // The second press.
    FieldFrame {
        visible: root.may && root.step === "approve"
        label: qsTr("Your secret")
        bleed: 0
        Layout.fillWidth: true

        TextLine {
            id: secret
            width: parent.width
            label: qsTr("Your secret")
            echo: TextInput.Password
            inputHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhHiddenText
            readOnly: root.review.busy
            onEdited: text => secret.text = text
            onDone: root.approve()
        }
    }
    Words {
        visible: root.may && root.step === "void"
        text: qsTr("The entry stays visible, marked as voided, with your comment as the reason.")
        font: Theme.label
        Layout.fillWidth: true
    }
    Column {
        visible: root.may && root.step === "say"
        spacing: root.spacing
        Layout.fillWidth: true

        Repeater {
            model: root.step === "say" ? root.view.findings : []

            delegate: AppButton {
                required property var modelData

                width: parent ? parent.width : 0
                size: "touch"
                text: modelData.label
                onClicked: root.say(modelData.code)
            }
        }
    }
    AppButton {
        id: confirm
        visible: root.may && root.step !== "" && root.step !== "say"
        kind: "primary"
        text: root.review.busy ? qsTr("Writing") : root.step === "void" ? qsTr("Void this entry") : qsTr("Approve")
        Layout.fillWidth: true
        onClicked: {
            if (root.review.busy)
                return;
            if (root.step === "void")
                root.review.voidEntry(root.comment);
            else
                root.approve();
        }
    }
    AppButton {
        visible: root.may && root.step !== ""
        size: "touch"
        kind: "quiet"
        text: qsTr("Back")
        Layout.fillWidth: true
        onClicked: root.stepBack()
    }
}
