pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// Everything that is not under the thumb on the shift's page: the end of the shift, lists, settings, and the other records.
AppPage {
    id: root

    // What each row says of now, by its code. Apart from the rows: a count that changes must not make them anew under the hand.
    readonly property var lines: ({
        handin: SyncStatus.lightTitle,
        endShift: Session.shift.summaryText,
        drafts: SyncStatus.drafts > 0 ? String(SyncStatus.drafts) : qsTr("None"),
        needsyou: SyncStatus.needsYou > 0 ? String(SyncStatus.needsYou) : qsTr("Nothing")
    })
    readonly property var rows: {
        const list = [];
        list.push({ icon: "sync", title: qsTr("Hand-in and sync"), code: "handin", page: "handin", args: {}, group: qsTr("Shift") });
        if (Session.shift.joined)
            list.push({ icon: "clock", title: qsTr("Leave the shift"), line: qsTr("A colleague's. Whoever started it ends it."), page: "leave", args: {}, group: qsTr("Shift") });
        else if (Session.shift.open)
            list.push({ icon: "clock", title: qsTr("End the shift"), code: "endShift", page: "form", args: { endShift: true }, group: qsTr("Shift") });
        else
            list.push({ icon: "clock", title: qsTr("Start a shift"), line: "", page: "form", args: { type: "shift" }, group: qsTr("Shift") });
        list.push({ icon: "book", title: qsTr("Notebook"), line: qsTr("Earlier shifts too"), page: "entries", args: {}, group: qsTr("Look") });
        list.push({ icon: "pencil", title: qsTr("Unfinished"), code: "drafts", page: "drafts", args: {}, group: qsTr("Look") });
        list.push({ icon: "needs", title: qsTr("Needs you"), code: "needsyou", page: "needsyou", args: {}, group: qsTr("Look") });
        list.push({ icon: "eye", title: qsTr("Worth a look"), line: qsTr("Children, ladders, what is due or seen again"), page: "advice", args: {}, group: qsTr("Look") });
        if (Session.operationProfile !== "")
            list.push({ icon: "pin", title: qsTr("Operation"), line: qsTr("Partners, beats, areas, hours"), page: "operation", args: {}, group: qsTr("Look") });
        if (Session.canReview) {
            list.push({ icon: "inbox", title: qsTr("Review"), line: "", page: "review", args: {}, group: qsTr("Look") });
            list.push({ icon: "list", title: qsTr("Log"), line: "", page: "log", args: {}, group: qsTr("Look") });
        }
        list.push({ icon: "sliders", title: qsTr("Settings"), line: qsTr("Light, text, hand"), page: "settings", args: {}, group: qsTr("Tablet") });
        for (const kind of Session.recordTypes.slice(4))
            list.push({ icon: root.iconOf(kind.type), title: kind.label, line: kind.allowed ? "" : kind.refusal, page: kind.allowed ? "form" : "", args: { type: kind.type }, group: qsTr("Record") });
        return list;
    }

    function follow(row: var): void {
        if (row.page === "leave") {
            Session.shift.leave();
            root.backAsked();
        } else if (row.page !== "") {
            root.openAsked(row.page, row.args);
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HeaderBar {
            title: qsTr("More")
            line: Session.officer
            back: true
            form: !root.wide
            wide: root.wide
            Layout.fillWidth: true
            onBackAsked: root.backAsked()
        }
        SavedNotice {
            edge: root.edge
            Layout.fillWidth: true
        }
        ListView {
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: root.rows
            // The rows are few, and each stays made: whoever looks for one by its name finds it.
            cacheBuffer: height * root.rows.length
            Accessible.role: Accessible.List
            Accessible.name: qsTr("More")
            Layout.fillWidth: true
            Layout.fillHeight: true
            T.ScrollBar.vertical: ScrollMark {}

            delegate: Column {
                id: row

                required property var modelData
                required property int index
                readonly property bool opensGroup: row.index === 0 || root.rows[row.index - 1].group !== row.modelData.group

                width: ListView.view ? ListView.view.width : 0

                SectionTitle {
                    edge: root.edge
                    width: parent.width
                    visible: row.opensGroup
                    title: row.modelData.group
                }
                ListRow {
                    edge: root.edge
                    width: parent.width
                    iconName: row.modelData.icon
                    iconColor: Theme.accent
                    title: row.modelData.title
                    line: root.lines[row.modelData.code] ?? row.modelData.line ?? ""
                    chevron: row.modelData.page !== ""
                    onClicked: root.follow(row.modelData)
                }
            }
        }
        // On a desk the rail leads there.
        BottomBar {
            visible: root.frame !== "desk"
            Layout.fillWidth: true
            onHideAsked: root.hideAsked()

            AppButton {
                text: root.wide ? qsTr("Find a person, plate or phone") : qsTr("Find")
                iconName: "search"
                iconColor: Theme.accent
                fitted: true
                Layout.fillWidth: true
                onClicked: root.openAsked("find", {})
            }
        }
    }
}
