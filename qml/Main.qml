pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Beatbook
import Beatbook.Controls

// The window: a stack of pages that changes without motion, and the cover that hides it. Locked, no page exists: their names and
// the ids they were opened with are kept, and they are made anew after unlocking.
Window {
    id: window

    // Page to begin with and its properties; "" = where an officer begins.
    property string startPage: ""
    property var startArgs: ({})

    readonly property string frame: Theme.widthClass(window.width)
    readonly property string currentPage: stack.depth > 0 && window.trail.length > 0 ? window.trail[window.trail.length - 1].page : "unlock"
    // Every page by its name.
    readonly property var pages: ({
        home: { file: "Home.qml", title: qsTr("This shift") },
        entries: { file: "Entries.qml", title: qsTr("Notebook") },
        entry: { file: "Entry.qml", title: qsTr("Entry") },
        form: { file: "FormPage.qml", title: qsTr("Record") },
        drafts: { file: "Drafts.qml", title: qsTr("Unfinished") },
        find: { file: "FindPage.qml", title: qsTr("Find") },
        person: { file: "Person.qml", title: qsTr("Person") },
        vehicle: { file: "Vehicle.qml", title: qsTr("Vehicle") },
        handin: { file: "HandIn.qml", title: qsTr("Hand-in and sync") },
        needsyou: { file: "NeedsYou.qml", title: qsTr("Needs you") },
        settings: { file: "SettingsPage.qml", title: qsTr("Settings") },
        advice: { file: "Advice.qml", title: qsTr("Worth a look") },
        operation: { file: "Operation.qml", title: qsTr("Operation") },
        more: { file: "More.qml", title: qsTr("More") },
        review: { file: "ReviewPage.qml", title: qsTr("Review") },
        log: { file: "LogPage.qml", title: qsTr("Log") }
    })
    // What is open, from the first page to the current one: {page, args}.
    property var trail: []
    // Set with the gesture, before the store is closed: the cover does not wait for it.
    property bool covered: false
    readonly property bool open: Session.state === Session.Open && !window.covered

    function step(page: string, args: var): var {
        return window.pages[page] ? { page: page, args: args ?? {} } : { page: "home", args: {} };
    }

    function url(page: string): url {
        return Qt.resolvedUrl(window.pages[page].file);
    }

    function openPage(page: string, args: var): void {
        const next = window.step(page, args);
        window.trail = window.trail.concat([next]);
        stack.push(window.url(next.page), next.args, T.StackView.Immediate);
        window.focusPage();
    }

    function replacePage(page: string, args: var): void {
        const next = window.step(page, args);
        window.trail = window.trail.slice(0, -1).concat([next]);
        stack.replace(stack.currentItem, window.url(next.page), next.args, T.StackView.Immediate);
        window.focusPage();
    }

    // From a page that was come to by the rail, back is the shift.
    function back(): void {
        if (stack.depth < 2) {
            if (window.currentPage !== "home")
                window.startAt("home", {});
            return;
        }
        stack.pop(T.StackView.Immediate);
        window.trail = window.trail.slice(0, stack.depth);
        window.focusPage();
    }

    // The only page from now on.
    function startAt(page: string, args: var): void {
        window.trail = [window.step(page, args)];
        window.build();
    }

    function build(): void {
        stack.clear(T.StackView.Immediate);
        for (const at of window.trail)
            stack.push(window.url(at.page), at.args, T.StackView.Immediate);
        window.focusPage();
    }

    function focusPage(): void {
        if (stack.currentItem)
            stack.currentItem.forceActiveFocus();
    }

    function hide(): void {
        window.covered = true;
        unlock.cover();
        Session.lock();
    }

    function dropPages(): void {
        for (let i = 0; i < stack.depth; ++i) {
            const page = stack.get(i, T.StackView.DontLoad) as AppPage;
            if (page)
                window.trail[i].args = page.place();
        }
        stack.clear(T.StackView.Immediate);
    }

    function followState(): void {
        if (Session.state === Session.Open) {
            if (window.trail.length === 0)
                window.trail = [window.step("home", {})];
            if (window.startPage !== "" && window.startPage !== "home")
                window.trail = window.trail.concat([window.step(window.startPage, window.startArgs)]);
            window.startPage = "";
            window.covered = false;
            window.build();
        } else if (Session.state === Session.Locked) {
            window.dropPages();
            window.covered = false;
            unlock.cover();
        }
    }

    // Of a window nobody has sized: a phone's.
    width: 360
    height: 740
    visible: true
    title: qsTr("Notes")
    color: Theme.bg

    Component.onCompleted: window.followState()

    Connections {
        target: Session

        function onStateChanged(): void {
            window.followState();
        }
    }
    Binding { target: Theme; property: "mode"; value: Settings.theme }
    Binding { target: Theme; property: "textScale"; value: Settings.textScale }
    Binding { target: Theme; property: "leftHanded"; value: Settings.leftHanded }
    Binding { target: Theme; property: "lessMotion"; value: Settings.lessMotion }
    Shortcut {
        sequence: "Ctrl+L"
        enabled: window.open
        onActivated: window.hide()
    }
    Connections {
        target: stack.currentItem as AppPage

        function onOpenAsked(page: string, args: var): void {
            window.openPage(page, args);
        }
        function onReplaceAsked(page: string, args: var): void {
            window.replacePage(page, args);
        }
        function onBackAsked(): void {
            window.back();
        }
        function onHideAsked(): void {
            window.hide();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: window.open

        MarkingLine {
            visible: window.frame === "desk"
            // The software renderer does not clip shapes that are scrolled out of sight.
            z: 1
            text: (stack.currentItem as AppPage)?.marking ?? ""
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Loader {
                id: rail
                active: window.open && window.frame === "desk"
                visible: rail.active
                source: rail.active ? Qt.resolvedUrl("DeskRail.qml") : ""
                Layout.preferredWidth: Math.max(Theme.rail, rail.implicitWidth)
                Layout.fillWidth: false
                Layout.fillHeight: true
                onLoaded: rail.item.current = Qt.binding(() => window.currentPage)

                Connections {
                    target: rail.item
                    ignoreUnknownSignals: true

                    function onChosen(page: string): void {
                        window.startAt(page, {});
                    }
                    function onHideAsked(): void {
                        window.hide();
                    }
                }
            }
            T.StackView {
                id: stack
                focus: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                onCurrentItemChanged: {
                    const page = stack.currentItem as AppPage;
                    if (page)
                        page.frame = Qt.binding(() => window.frame);
                }
            }
        }
    }
    // Always made, so that covering is one change of a flag.
    Unlock {
        id: unlock
        anchors.fill: parent
        visible: !window.open
        enabled: unlock.visible
        frame: window.frame
    }
}
