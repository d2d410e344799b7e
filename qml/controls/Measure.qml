pragma Singleton

import QtQuick

// How much room words need, asked before they are laid out: where a row decides whether its parts fit side by side.
QtObject {
    id: root

    readonly property FontMetrics metrics: FontMetrics {}

    function width(text: string, used: font): real {
        root.metrics.font = used;
        return root.metrics.advanceWidth(text);
    }

    // Width of the longest word: below it a text cannot wrap without breaking a word.
    function widestWord(text: string, used: font): real {
        root.metrics.font = used;
        let widest = 0;
        for (const word of text.split(/\s+/))
            widest = Math.max(widest, root.metrics.advanceWidth(word));
        return Math.ceil(widest);
    }

    // Lines the text takes at this width when its face is drawn `scale` times as large.
    function lines(text: string, used: font, scale: real, width: real): int {
        if (text === "")
            return 0;
        root.metrics.font = used;
        const space = root.metrics.advanceWidth(" ") * scale;
        let count = 1;
        let at = 0;
        for (const word of text.split(/\s+/)) {
            const need = root.metrics.advanceWidth(word) * scale;
            if (at > 0 && at + space + need > width) {
                ++count;
                at = need;
            } else {
                at += (at > 0 ? space : 0) + need;
            }
        }
        return count;
    }
}
