pragma ComponentBehavior: Bound

import QtQuick

// Words with underlined runs: the letters that differ from what was asked for, or from the other value.
// It wraps between words, never inside a run's word.
Flow {
    id: root

    // [{text, differs}]
    property var spans: []
    property font face: Theme.bodyStrong
    property int underline: Theme.chosenEdge

    // The face, smaller where the longest word would leave the width.
    readonly property font fitted: root.fittedFace()

    function fittedFace(): font {
        const need = Measure.widestWord(root.plain(), root.face);
        return root.width > 0 && need > root.width ? Theme.fitting(root.face, Math.floor(root.face.pixelSize * root.width / need)) : root.face;
    }

    // The same runs, word by word: [[{text, differs}], ...].
    function words(): var {
        let out = [];
        let word = [];
        for (const span of root.spans) {
            const parts = span.text.split(" ");
            for (let at = 0; at < parts.length; ++at) {
                if (at > 0) {
                    out.push(word);
                    word = [];
                }
                if (parts[at] !== "")
                    word.push({text: parts[at], differs: span.differs === true});
            }
        }
        out.push(word);
        return out.filter(one => one.length > 0);
    }

    function plain(): string {
        let out = "";
        for (const span of root.spans)
            out += span.text;
        return out;
    }

    spacing: Math.round(Measure.width(" ", root.fitted))
    Accessible.role: Accessible.StaticText
    Accessible.name: root.plain()

    Repeater {
        model: root.words()

        Row {
            id: word
            required property var modelData

            Repeater {
                model: word.modelData

                Words {
                    id: run
                    required property var modelData

                    text: modelData.text
                    font: root.fitted
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true

                    Rectangle {
                        visible: run.modelData.differs
                        y: run.height - height
                        width: run.width
                        height: root.underline
                        color: Theme.accent
                    }
                }
            }
        }
    }
}
