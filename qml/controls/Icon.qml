pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A drawn sign: a stroke of IconPaths, or one of the four states of a record ("here", "received", "merged", "needs"), or
// "unknown" in place of one. It never carries meaning alone; the words beside it are what is read out.
Item {
    id: root

    property string name: ""
    property color color: Theme.ink
    // What a state's tick or mark is cut out in.
    property color ground: Theme.surface
    property int size: Theme.icon

    readonly property bool isState: root.name === "here" || root.name === "received" || root.name === "unknown" || root.isFilled
    readonly property bool isFilled: root.name === "merged" || root.name === "needs"

    implicitWidth: root.size
    implicitHeight: root.size
    Accessible.ignored: true

    Shape {
        width: Theme.iconGrid
        height: Theme.iconGrid
        scale: root.size / Theme.iconGrid
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.isFilled ? Theme.clear : root.color
            strokeWidth: root.isState ? Theme.iconStateStroke : root.name === "more" ? Theme.iconDotStroke : Theme.iconStroke
            fillColor: root.isFilled ? root.color : Theme.clear
            strokeStyle: root.name === "unknown" ? ShapePath.DashLine : ShapePath.SolidLine
            dashPattern: Theme.ringDash
            capStyle: root.name === "unknown" ? ShapePath.FlatCap : ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: {
                    switch (root.name) {
                    case "here":
                    case "received":
                    case "unknown":
                        return IconPaths.ring;
                    case "merged":
                        return IconPaths.disc;
                    case "needs":
                        return IconPaths.diamond;
                    default:
                        return IconPaths.strokes[root.name] ?? "";
                    }
                }
            }
        }
        ShapePath {
            strokeColor: Theme.clear
            fillColor: root.name === "received" ? root.color : Theme.clear
            PathSvg { path: root.name === "received" ? IconPaths.half : "" }
        }
        ShapePath {
            strokeColor: root.isFilled ? root.ground : root.name === "unknown" ? root.color : Theme.clear
            strokeWidth: Theme.iconStateStroke
            fillColor: Theme.clear
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: root.name === "merged" ? IconPaths.discTick : root.name === "needs" ? IconPaths.diamondMark
                : root.name === "unknown" ? IconPaths.question : "" }
        }
    }
}
