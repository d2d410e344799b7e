pragma ComponentBehavior: Bound

import QtQuick

// Left edge of a desk: an icon over a word for each page, the lowest ones apart. Where there is no room for all, the upper ones
// scroll and the lowest stay.
Item {
    id: root

    // [{code, label, icon}]
    property var items: []
    // By code, how many wait there. Apart from the items: a count that changes must not make them anew under the keys.
    property var badges: ({})
    property var footItems: []
    property string current: ""

    signal chosen(code: string)

    implicitWidth: Math.max(Theme.rail, Math.ceil(root.widest()) + 2 * Theme.space8)
    implicitHeight: upper.implicitHeight + foot.implicitHeight + 2 * Theme.space8
    Accessible.role: Accessible.PageTabList

    function widest(): real {
        let wide = 0;
        for (const item of root.items.concat(root.footItems))
            wide = Math.max(wide, Measure.widestWord(item.label, Theme.smallStrong));
        return wide;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }
    Rectangle {
        anchors.right: parent.right
        width: Theme.hairWidth
        height: parent.height
        color: Theme.hair
    }
    Flickable {
        id: pages
        y: Theme.space8
        width: parent.width - Theme.hairWidth
        height: foot.y - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width
        contentHeight: upper.implicitHeight

        function reveal(item: Item): void {
            if (item.y < pages.contentY)
                pages.contentY = item.y;
            else if (item.y + item.height > pages.contentY + pages.height)
                pages.contentY = item.y + item.height - pages.height;
        }

        Column {
            id: upper
            width: parent.width

            Repeater {
                model: root.items

                RailItem {
                    id: item

                    required property var modelData

                    objectName: "rail-" + modelData.code
                    width: upper.width
                    text: modelData.label
                    iconName: modelData.icon
                    badge: root.badges[modelData.code] ?? 0
                    current: modelData.code === root.current
                    onClicked: root.chosen(modelData.code)
                    onActiveFocusChanged: if (item.activeFocus) pages.reveal(item)
                }
            }
        }
    }
    Rectangle {
        y: foot.y
        width: parent.width
        height: Theme.hairWidth
        visible: upper.implicitHeight > pages.height
        color: Theme.hair
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space8
        width: parent.width - Theme.hairWidth

        Repeater {
            model: root.footItems

            RailItem {
                required property var modelData

                objectName: "rail-" + modelData.code
                width: foot.width
                text: modelData.label
                iconName: modelData.icon
                badge: root.badges[modelData.code] ?? 0
                current: modelData.code === root.current
                onClicked: root.chosen(modelData.code)
            }
        }
    }
}
