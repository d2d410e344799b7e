pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Beatbook
import Beatbook.Controls

// An entry on the desk: what it is and where it stands, its fields, what changed since it was submitted, and what reviewers said.
ScrollPage {
    id: root

    required property EntryView view
    // Remarks can be written at fields.
    property bool reviewing: false
    // Path to text: remarks of this reviewer that go with the decision.
    property var remarks: ({})
    property string writingAt: ""
    property int edge: Theme.space28
    // Shown below everything: the decisions, where there is no column for them.
    property alias footer: foot.data

    // Below the fields of a long entry nobody would see them.
    readonly property bool changesFirst: lines.count > 12
    readonly property string shape: ({ onlyHere: "here", received: "received", merged: "merged", needsYou: "needs" })[root.view.sync] ?? ""

    readonly property var subtitleParts: [
        root.view.number !== "" ? qsTr("Entry %1").arg(root.view.number) : "", root.view.summary, root.view.author, root.view.whenText,
        root.view.voided ? "" : root.view.statusText
    ]

    // Neither of two values is right.
    signal thirdAsked(field: string)
    signal remarkDrafted(path: string, text: string)

    function endWriting(): void {
        const line = root.lineAt(root.writingAt);
        root.writingAt = "";
        if (line)
            line.focusLine();
    }

    function lineAt(path: string): EntryLine {
        for (let i = 0; i < lines.count; ++i) {
            const line = lines.itemAt(i) as EntryLine;
            if (line && path !== "" && line.path === path)
                return line;
        }
        return null;
    }

    // Keys go to the first field that can be remarked on, or to the page itself, which they scroll.
    function focusFirst(): void {
        for (let i = 0; root.reviewing && i < lines.count; ++i) {
            const line = lines.itemAt(i) as EntryLine;
            if (line && line.remarkable) {
                line.focusLine();
                return;
            }
        }
        root.forceActiveFocus(Qt.TabFocusReason);
    }

    // A screen on, or back.
    function turn(on: bool): void {
        const most = Math.max(0, root.contentHeight - root.height);
        root.contentY = Math.max(0, Math.min(most, root.contentY + (on ? 1 : -1) * (root.height - Theme.touch)));
    }

    spacing: 0
    Accessible.role: Accessible.Pane
    Accessible.name: root.view.title

    Item {
        width: parent.width
        height: heading.implicitHeight + Theme.space18 + Theme.space14
        visible: root.view.loaded

        GridLayout {
            id: heading
            x: root.edge
            y: Theme.space18
            width: parent.width - 2 * root.edge
            columns: width < Theme.besideFrom * Theme.textScale ? 1 : 2
            columnSpacing: Theme.space16
            rowSpacing: Theme.space4

            ColumnLayout {
                spacing: Theme.space2
                Layout.fillWidth: true

                Words {
                    text: root.view.title
                    font: Theme.title
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                }
                DeskWords {
                    text: root.subtitle()
                    color: Theme.ink2
                    Layout.fillWidth: true
                }
            }
            StatusChip {
                visible: root.shape !== ""
                status: root.shape
                text: root.view.syncText
                Layout.fillWidth: false
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: Theme.space4
            }
        }
    }
    Banner {
        width: parent.width
        visible: root.view.voided
        kind: "stop"
        bold: root.view.statusText
        iconName: "warn"
    }
    Repeater {
        model: root.view.conflicts

        delegate: Item {
            id: conflict

            required property string field
            required property string label
            required property string title
            required property string kindText
            required property string question
            required property string before
            required property var choices
            required property bool ownOnly

            width: root.width
            implicitHeight: pane.implicitHeight + Theme.space24

            ConflictPane {
                id: pane
                x: root.edge
                width: parent.width - 2 * root.edge
                field: conflict.field
                label: conflict.label
                title: conflict.title
                kindText: conflict.kindText
                question: conflict.question
                before: conflict.before
                choices: conflict.choices
                ownOnly: conflict.ownOnly
                mayChoose: !conflict.ownOnly || root.view.own
                mayWrite: root.view.mayAmend
                reasons: root.view.conflicts.reasons()
                onTaken: (field, number, reason) => root.view.conflicts.take(root.view.entryId, field, number, reason)
                onThirdAsked: field => root.thirdAsked(field)
            }
        }
    }
    ChangesTable {
        x: root.edge
        width: parent.width - 2 * root.edge
        bottomPadding: Theme.space24
        changes: root.changesFirst ? root.view.changes : null
    }
    Repeater {
        id: lines
        model: root.view.lines

        delegate: EntryLine {
            width: root.width
            edge: root.edge
            reviewing: root.reviewing
            draft: root.remarks[path] ?? ""
            writing: root.reviewing && path !== "" && path === root.writingAt
            onWriteAsked: root.writingAt = root.writingAt === path ? "" : path
            onDrafted: text => root.remarkDrafted(path, text)
            onWritingDone: root.endWriting()
            onReached: item => root.reveal(item)
        }
    }
    Words {
        x: root.edge
        width: parent.width - 2 * root.edge
        visible: root.view.partHidden
        topPadding: Theme.space8
        bottomPadding: Theme.space8
        text: qsTr("Part of this entry is not shown to you.")
        font: Theme.small
        color: Theme.ink2
    }
    Rectangle {
        x: root.edge
        width: parent.width - 2 * root.edge
        height: Theme.hairWidth
        color: Theme.hair
        visible: root.view.loaded
    }
    ChangesTable {
        x: root.edge
        width: parent.width - 2 * root.edge
        topPadding: Theme.space20
        changes: root.changesFirst ? null : root.view.changes
    }
    ReviewsList {
        x: root.edge
        width: parent.width - 2 * root.edge
        topPadding: Theme.space20
        reviews: root.view.reviews
    }
    Item {
        width: parent.width
        height: Theme.space24
    }
    Item {
        id: foot
        width: parent.width
        height: childrenRect.height
    }

    // "Entry 08. DUNNOCK, Lee. PC 9001. 21/11/2026 21:17"
    function subtitle(): string {
        return root.subtitleParts.filter(part => part !== "").map(part => part.endsWith(".") ? part.slice(0, -1) : part).join(". ");
    }
}
