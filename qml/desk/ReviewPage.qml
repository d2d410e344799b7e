pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// The supervisor's review: the queue by due time, the entry with its changes side by side, and the decision. On a desk the three
// stand beside each other; on a tablet the decision follows the entry; on a phone the queue comes first.
AppPage {
    id: root

    property string entryId: ""
    // Path to text; they go with the decision.
    property var remarks: ({})
    property string doneText: ""

    readonly property bool desk: root.frame === "desk"
    readonly property bool phone: root.frame === "phone"
    readonly property bool reading: root.entryId !== ""
    // The decision below the entry has been come to.
    readonly property bool deciding: !root.desk && entry.contentY > 0 && entry.contentY >= entry.contentHeight - entry.height - Theme.touch

    marking: view.marking

    function place(): var {
        return { entryId: root.entryId };
    }

    // A side pane grows with the text, up to its part of the page.
    function grown(pane: int, part: real): real {
        return Math.max(pane, Math.min(pane * Theme.textScale, root.width * part));
    }

    function choose(id: string): void {
        if (id === root.entryId)
            return;
        root.entryId = id;
        root.remarks = {};
        review.clearRemarks();
        entry.writingAt = "";
        entry.contentY = 0;
        decisions.clear();
    }

    function remarkAt(path: string, text: string): void {
        const next = Object.assign({}, root.remarks);
        if (text.trim() === "")
            delete next[path];
        else
            next[path] = text;
        root.remarks = next;
        review.setRemark(path, text);
    }

    // On a screen with both, something is always open.
    function openFirst(): void {
        if (!root.phone && !root.reading)
            root.choose(pane.firstBut(root.doneIds));
    }
    // Decided here: the queue drops them a moment later.
    property var doneIds: []

    onFrameChanged: later.restart()
    // What is under way is left first: a remark, a second press, then the page.
    function goBack(): void {
        if (entry.writingAt !== "")
            entry.endWriting();
        else if (decisions.step !== "")
            decisions.stepBack();
        else if (root.phone && root.reading)
            root.choose("");
        else
            root.backAsked();
    }

    // Keys go to this, or to something inside it.
    function holdsKeys(part: Item): bool {
        for (let item = root.Window.activeFocusItem; item; item = item.parent) {
            if (item === part)
                return true;
        }
        return false;
    }

    // From the queue to the entry, to the decision, and round again.
    function nextPart(back: bool): void {
        const at = root.holdsKeys(pane) ? 0 : root.holdsKeys(entry) ? 1 : 2;
        const next = (at + (back ? 2 : 1)) % 3;
        if (next === 0)
            pane.focusSelected();
        else if (next === 1)
            entry.focusFirst();
        else
            decisions.focusFirst();
    }

    readonly property bool keysOn: root.visible && root.reading && view.loaded

    Keys.onPressed: event => {
        if (event.key !== Qt.Key_PageDown && event.key !== Qt.Key_PageUp)
            return;
        entry.turn(event.key === Qt.Key_PageDown);
        event.accepted = true;
    }
    Shortcut {
        sequence: "Ctrl+Return"
        enabled: root.keysOn
        onActivated: decisions.begin("approve")
    }
    Shortcut {
        sequence: "Ctrl+R"
        enabled: root.keysOn
        onActivated: decisions.returnIt()
    }
    Shortcut {
        sequence: "Ctrl+E"
        enabled: root.keysOn
        onActivated: decisions.annotate()
    }
    Shortcut {
        sequence: "F6"
        enabled: root.keysOn && !root.phone
        onActivated: root.nextPart(false)
    }
    Shortcut {
        sequence: "Shift+F6"
        enabled: root.keysOn && !root.phone
        onActivated: root.nextPart(true)
    }

    Timer {
        id: later
        interval: 0
        onTriggered: root.openFirst()
    }
    ReviewQueue {
        id: queue
        onCountChanged: later.restart()
    }
    EntryView {
        id: view
        entryId: root.entryId
    }
    Review {
        id: review
        entryId: root.entryId
        onDecided: text => {
            root.doneText = text;
            root.doneIds = root.doneIds.concat([root.entryId]);
            root.choose(root.phone ? "" : pane.firstBut(root.doneIds));
            if (!root.phone)
                pane.focusSelected();
        }
    }

    // One pane in one of two places, so that what is typed survives a turn of the screen.
    DecisionPane {
        id: decisions
        parent: root.desk ? side.slot : belowEntry
        width: parent.width
        height: root.desk ? parent.height : implicitHeight
        visible: root.reading
        keysShown: root.desk && Theme.textScale < 1.5 && root.height >= Theme.keysShownFrom
        view: view
        review: review
        onStepChanged: if (step !== "" && root.desk) side.showEnd()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            visible: !root.desk
            title: qsTr("Review")
            line: queue.summaryText
            back: true
            Layout.fillWidth: true
            onBackAsked: root.goBack()
        }
        Banner {
            visible: root.doneText !== ""
            kind: "ok"
            bold: root.doneText
            iconName: "check"
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            QueuePane {
                id: pane
                focus: true
                visible: !root.phone || !root.reading
                queue: queue
                titled: root.desk
                selectedId: root.entryId
                onRowMade: later.restart()
                Layout.fillWidth: root.phone
                Layout.fillHeight: true
                Layout.preferredWidth: root.phone ? -1 : root.grown(Theme.listPane, 0.3)
                onOpened: id => {
                    root.doneText = "";
                    root.choose(id);
                }
            }
            Rectangle {
                visible: !root.phone
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            Rectangle {
                visible: !root.phone || root.reading
                color: Theme.surface
                Layout.fillWidth: true
                Layout.fillHeight: true

                EntryPane {
                    id: entry
                    anchors.fill: parent
                    visible: view.loaded
                    view: view
                    edge: root.edge
                    reviewing: view.mayReview
                    remarks: root.remarks
                    onRemarkDrafted: (path, text) => root.remarkAt(path, text)
                    onThirdAsked: field => root.openAsked("form", { amend: view.entryId, settles: field })
                    footer: Item {
                        id: belowEntry
                        x: root.edge
                        width: entry.width - 2 * root.edge
                        height: root.desk || !root.reading ? 0 : decisions.implicitHeight + Theme.space24
                    }
                }
                EmptyState {
                    anchors.centerIn: parent
                    width: parent.width - 2 * root.edge
                    visible: !root.reading && !queue.loading
                    iconName: "inbox"
                    title: queue.count > 0 ? qsTr("Choose an entry on the left") : queue.emptyText
                }
            }
            Rectangle {
                visible: root.desk
                color: Theme.hair
                Layout.preferredWidth: Theme.hairWidth
                Layout.fillHeight: true
            }
            SidePane {
                id: side
                visible: root.desk
                wanted: decisions.implicitHeight
                moreText: qsTr("To the decision")
                Layout.preferredWidth: root.grown(Theme.decisionPane, 0.27)
                Layout.fillHeight: true
            }
        }
        BottomBar {
            visible: !root.desk
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                visible: root.reading
                kind: root.deciding ? "secondary" : "primary"
                fitted: true
                text: root.deciding ? qsTr("Back to the top") : qsTr("To the decision")
                Layout.fillWidth: true
                onClicked: {
                    if (root.deciding)
                        entry.contentY = 0;
                    else
                        entry.reveal(decisions);
                }
            }
            AppButton {
                visible: !root.reading
                fitted: true
                text: qsTr("Log")
                iconName: "list"
                Layout.fillWidth: true
                onClicked: root.openAsked("log", {})
            }
        }
    }
}
