pragma ComponentBehavior: Bound

import QtQuick
import Beatbook
import Beatbook.Controls

// What is due, a card each; beyond a few the list of all that needs the officer.
Column {
    id: root

    required property AppPage page
    required property EntryList needing
    property int most: 3

    spacing: Theme.space8

    // "Your supervisor returned this entry." of a need that goes on to say what to do.
    function firstSentence(text: string): string {
        const end = text.indexOf(". ");
        return end < 0 ? text : text.slice(0, end + 1);
    }

    Repeater {
        model: root.needing

        Pressable {
            id: card

            required property int index
            required property string title
            required property string summary
            required property string needs
            required property string number
            required property string typeName
            required property string entryId

            // Of a card the name: "Person" would not say who.
            readonly property string name: card.number !== "" ? qsTr("%1, entry %2").arg(card.title).arg(card.number)
                : card.summary !== "" ? card.summary : card.title
            readonly property string line: card.needs !== "" ? root.firstSentence(card.needs) : ""

            x: root.page.edge
            width: root.width - 2 * root.page.edge
            visible: card.index < root.most
            minimumHeight: Theme.row
            innerHeight: words.implicitHeight
            leftPadding: Theme.space14
            rightPadding: Theme.space14
            topPadding: Theme.space10
            bottomPadding: Theme.space10
            spoken: card.name + (card.line !== "" ? ". " + card.line : "")
            onClicked: root.page.openRecord(card.typeName, card.entryId)
            background: EdgedBox {
                edgeColor: Theme.contrast ? Theme.line : Theme.hair
                radius: Theme.radiusCard
                pressed: card.down
                ring: card.visualFocus
            }

            Column {
                id: words
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter

                Words {
                    width: parent.width
                    text: card.name
                    font: Theme.bodyStrong
                    Accessible.ignored: true
                }
                Words {
                    width: parent.width
                    visible: card.line !== ""
                    text: card.line
                    font: Theme.label
                    color: Theme.ink2
                    Accessible.ignored: true
                }
            }
        }
    }
    AppButton {
        x: root.page.edge
        visible: root.needing.count > root.most
        size: "touch"
        text: qsTr("%1 more").arg(root.needing.count - root.most)
        spoken: qsTr("%1 more that need you").arg(root.needing.count - root.most)
        onClicked: root.page.openAsked("entries", { scope: EntryList.NeedsMe })
    }
}
