import QtQuick

// Find as a page of its own: a hit opens its card.
FindPane {
    id: root

    onPicked: (typeName, entryId) => root.openRecord(typeName, entryId)
    onNewAsked: typeName => root.openAsked("form", { type: typeName })
}
