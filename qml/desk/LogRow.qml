import QtQuick
import Beatbook.Controls

// One entry of the log, in the ruled margin: what it is and of whom, and how it stands. Where it has got to is said when it is
// not in the shared record, which most are.
MarginRow {
    id: root

    required property int index
    required property string entryId
    required property string typeName
    required property string summary
    required property string author
    required property string sync
    required property bool voided
    // Roles of the model whose names the row has too.
    required property var model

    readonly property var byParts: [root.author, root.voided ? "" : root.model.statusText]
    readonly property string by: root.byParts.filter(part => part !== "").join(". ")
    readonly property var lineParts: [root.summary, root.by]

    signal opened()

    time: root.model.time
    number: root.model.number
    title: root.voided ? qsTr("%1, voided").arg(root.model.title) : root.model.title
    line: root.lineParts.filter(part => part !== "").join("\n")
    status: ({ onlyHere: "here", received: "received", needsYou: "needs" })[root.sync] ?? ""
    statusText: root.status !== "" ? root.model.syncText : ""
    first: root.index === 0
    onClicked: root.opened()
}
