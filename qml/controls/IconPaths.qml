pragma Singleton

import QtQuick

// Icon paths on a grid of 24 with a round stroke of 2. Icon draws them.
QtObject {
    // A name that is not here draws nothing.
    readonly property var strokes: ({
        car: "M6 17H3v-4l3-1 2.6-4.5h7L19 12l2 1v4h-3M9.5 17h5M5.5 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M14.5 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M6 12h13",
        person: "M8 7.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5",
        care: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.5 12a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M5.7 5.7l3.8 3.8M14.5 14.5l3.8 3.8M18.3 5.7l-3.8 3.8M9.5 14.5l-3.8 3.8",
        eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        hide: "M3 3l18 18M10 5.7a10 10 0 0 1 2-.2C18.4 5.5 22 12 22 12a17 17 0 0 1-3 3.7M6 7.5A16 16 0 0 0 2 12s3.6 6.5 10 6.5a10 10 0 0 0 4-.8",
        search: "M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5L21 21",
        back: "M15 5l-7 7 7 7",
        chev: "M9 5l7 7-7 7",
        down: "M5 9l7 7 7-7",
        up: "M5 15l7-7 7 7",
        close: "M5 5l14 14M19 5L5 19",
        check: "M4 12.5l5.5 5.5L20 7",
        plus: "M12 4v16M4 12h16",
        minus: "M4 12h16",
        warn: "M12 3.5L22 20.5H2zM12 10v4.5M12 17.3v.4",
        clock: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5l3.5 2",
        pin: "M12 21s-7-6.5-7-11.5a7 7 0 0 1 14 0C19 14.5 12 21 12 21zM9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
        sync: "M4 11a8 8 0 0 1 14-4.5L20 9M20 4v5h-5M20 13a8 8 0 0 1-14 4.5L4 15M4 20v-5h5",
        more: "M4 12h.02M12 12h.02M20 12h.02",
        list: "M8 6h13M8 12h13M8 18h13M3.5 6h.02M3.5 12h.02M3.5 18h.02",
        home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
        inbox: "M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 3h3l1.5-3h5",
        chart: "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6",
        sliders: "M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
        bksp: "M9 5h12v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5",
        book: "M5 3h14v18H5zM9.5 3v18M13 8h3M13 12h3",
        lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        shield: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z",
        undo: "M8 4L3 9l5 5M3 9h11a5.5 5.5 0 0 1 0 11h-4",
        pencil: "M4 20l1-5L16 4l4 4L9 19z",
        arrow: "M4 12h16M13 5l7 7-7 7",
        neq: "M5 9h14M5 15h14M16 4L8 20",
        phone: "M6 3h4l1.5 5L9 9.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
        talk: "M4 5h16v11H11l-5 4v-4H4z",
        route: "M6 4v9a4 4 0 0 0 4 4h9M15 13l4 4-4 4",
        hand: "M7 12V6.5a1.5 1.5 0 0 1 3 0V11M10 10V4.5a1.5 1.5 0 0 1 3 0V11M13 10V5.5a1.5 1.5 0 0 1 3 0V12M16 9a1.5 1.5 0 0 1 3 0v5c0 4-3 7-6.5 7-3 0-5-1.5-6.5-4.5L4 13a1.6 1.6 0 0 1 3-1",
        print: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
        tablet: "M6 3h12v18H6zM11 18h2"
    })

    // The four states of a record: empty ring, half disc, disc with a tick, diamond.
    readonly property string ring: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0"
    // Inside a dashed ring: not known.
    readonly property string question: "M9.4 9.6a2.6 2.6 0 1 1 3.8 2.3c-.9.5-1.2 1-1.2 1.9M12 16.6v.2"
    readonly property string half: "M12 3a9 9 0 0 1 0 18z"
    readonly property string disc: "M1.8 12a10.2 10.2 0 1 0 20.4 0a10.2 10.2 0 1 0-20.4 0"
    readonly property string discTick: "M7 12.5l3.5 3.5L17 9"
    readonly property string diamond: "M12 1.5L22.5 12 12 22.5 1.5 12z"
    readonly property string diamondMark: "M12 7v6M12 16.3v.2"
}
