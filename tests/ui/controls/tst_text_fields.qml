import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 700

    Component {
        id: area
        TextArea_ {
            property string said: ""
            width: 328
            minimum: 10
            maximum: 20
            onEdited: text => said = text
        }
    }
    Component {
        id: pair
        Column {
            property alias first: one
            property alias second: two
            width: 328
            TextArea_ { id: one; width: parent.width }
            TextLine { id: two; width: parent.width }
        }
    }
    Component {
        id: line
        TextLine {
            property string said: ""
            property bool finished: false
            width: 328
            onEdited: text => said = text
            onDone: finished = true
        }
    }

    TestCase {
        name: "TextFields"
        when: windowShown

        function type(words: string): void {
            for (const sign of words)
                keyClick(sign);
        }

        function test_the_line_below_says_how_much_of_how_much() {
            const field = createTemporaryObject(area, this.parent);
            waitForRendering(field);
            mouseClick(field);
            type("seen");
            compare(field.said, "seen");
            compare(field.countText, "4 of at least 10");
            type(" at a kerb");
            compare(field.countText, "14 of 20");
            verify(!field.over);
        }

        function test_past_the_limit_nothing_is_cut_and_the_excess_is_said() {
            const field = createTemporaryObject(area, this.parent, {text: "12345678901234567890"});
            waitForRendering(field);
            field.inputItem.forceActiveFocus();
            field.inputItem.cursorPosition = 20;
            type("abc");
            compare(field.said, "12345678901234567890abc");
            verify(field.over);
            compare(field.countText, "23 of 20. 3 too many.");
        }

        function test_a_sign_beyond_the_first_plane_counts_once() {
            const field = createTemporaryObject(area, this.parent, {text: "\u{1F700}\u{1F701}"});
            compare(field.count, 2);
        }

        function test_tab_leaves_the_area_and_writes_none() {
            const page = createTemporaryObject(pair, this.parent);
            waitForRendering(page);
            page.first.inputItem.forceActiveFocus();
            keyClick(Qt.Key_Tab);
            verify(page.second.inputItem.activeFocus);
            compare(page.first.typed, "");
            keyClick(Qt.Key_Backtab);
            verify(page.first.inputItem.activeFocus);
        }

        function test_an_area_grows_with_what_is_written() {
            const field = createTemporaryObject(area, this.parent);
            const low = field.implicitHeight;
            field.text = "one\ntwo\nthree\nfour\nfive\nsix";
            tryVerify(() => field.implicitHeight > low);
        }

        function test_what_is_typed_stays_where_the_model_says_nothing() {
            const field = createTemporaryObject(line, this.parent, {text: "PC"});
            waitForRendering(field);
            mouseClick(field);
            keyClick(Qt.Key_End);
            type(" 1");
            compare(field.said, "PC 1");
            compare(field.typed, "PC 1");
            field.bad = true;
            compare(field.typed, "PC 1");
            keyClick(Qt.Key_Return);
            verify(field.finished);
            field.text = "PC 1234";
            compare(field.typed, "PC 1234");
        }
    }
}
