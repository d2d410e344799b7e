pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// Left edge of the desk: where one can go, with a count on what waits.
Item {
    id: root

    // Name of the page that is open.
    property string current: "home"

    signal chosen(page: string)
    signal hideAsked()

    readonly property var all: [
        { code: "home", label: qsTr("Shift"), icon: "home", shown: true },
        { code: "review", label: qsTr("Review"), icon: "inbox", shown: Session.canReview },
        { code: "log", label: qsTr("Log"), icon: "list", shown: Session.canReview },
        { code: "entries", label: qsTr("Notebook"), icon: "list", shown: !Session.canReview },
        { code: "find", label: qsTr("Find"), icon: "search", shown: true },
        { code: "needsyou", label: qsTr("Needs you"), icon: "warn", shown: true },
        { code: "handin", label: qsTr("Tablets"), icon: "sync", shown: true },
        { code: "more", label: qsTr("More"), icon: "more", shown: true }
    ]

    implicitWidth: rail.implicitWidth

    ReviewQueue {
        id: queue
    }
    SideRail {
        id: rail
        anchors.fill: parent
        items: root.all.filter(item => item.shown)
        badges: ({ review: queue.count, needsyou: SyncStatus.needsYou, handin: SyncStatus.onlyHere })
        footItems: [
            { code: "settings", label: qsTr("Settings"), icon: "sliders" },
            { code: "hide", label: qsTr("Hide"), icon: "hide" }
        ]
        current: root.current === "person" || root.current === "vehicle" ? "find" : root.current
        onChosen: code => {
            if (code === "hide")
                root.hideAsked();
            else
                root.chosen(code);
        }
    }
}
