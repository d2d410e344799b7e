import QtQuick
import QtQuick.Shapes

// A filled shape with an edge whose corners can differ and whose edge can be dashed: what a Rectangle cannot draw.
Shape {
    id: root

    property color fill: Theme.surface
    property color edgeColor: Theme.line
    property real edgeWidth: Theme.edge
    // "solid", "dashed", "dotted", or "ring": the dashes of a thick circle.
    property string edgeStyle: "solid"
    property real topLeft: Theme.radius
    property real topRight: root.topLeft
    property real bottomRight: root.topLeft
    property real bottomLeft: root.topLeft

    readonly property real inset: root.edgeWidth / 2

    function corner(radius: real): real {
        return Math.max(0, Math.min(radius, root.width / 2, root.height / 2) - root.inset);
    }

    function outline(): string {
        const left = root.inset;
        const right = Math.max(left, root.width - root.inset);
        const top = root.inset;
        const bottom = Math.max(top, root.height - root.inset);
        const a = root.corner(root.topLeft), b = root.corner(root.topRight);
        const c = root.corner(root.bottomRight), d = root.corner(root.bottomLeft);
        return `M${left + a} ${top}H${right - b}A${b} ${b} 0 0 1 ${right} ${top + b}V${bottom - c}`
            + `A${c} ${c} 0 0 1 ${right - c} ${bottom}H${left + d}A${d} ${d} 0 0 1 ${left} ${bottom - d}`
            + `V${top + a}A${a} ${a} 0 0 1 ${left + a} ${top}Z`;
    }

    ShapePath {
        fillColor: root.fill
        strokeColor: root.edgeWidth > 0 ? root.edgeColor : Theme.clear
        strokeWidth: root.edgeWidth
        strokeStyle: root.edgeStyle === "solid" ? ShapePath.SolidLine : ShapePath.DashLine
        dashPattern: root.edgeStyle === "dotted" ? Theme.dots : root.edgeStyle === "ring" ? Theme.ringDash
            : root.edgeWidth < Theme.chosenEdge ? Theme.dashThin : Theme.dash
        capStyle: ShapePath.FlatCap
        joinStyle: ShapePath.MiterJoin
        PathSvg { path: root.outline() }
    }
}
