import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 400

    Component {
        id: subject
        ChoiceRow {
            property string last: "none"
            property int count_: 0
            width: 328
            label: "Body-worn video"
            options: [{code: "on", label: "Recorded"}, {code: "off", label: "Not recorded"}, {code: "none", label: "Not fitted"}]
            onChosen: code => { last = code; ++count_; value = code; }
        }
    }

    TestCase {
        name: "ChoiceRow"
        when: windowShown

        function cell(row: Item, code: string): Item {
            return findChild(row, "cell-" + code);
        }

        function init() {
            Theme.textScale = 1;
        }

        function test_nothing_is_preset_and_a_press_says_the_code() {
            const row = createTemporaryObject(subject, this.parent);
            waitForRendering(row);
            compare(row.value, "");
            verify(!cell(row, "on").chosen);
            mouseClick(cell(row, "off"));
            compare(row.last, "off");
            verify(cell(row, "off").chosen);
            verify(!cell(row, "on").chosen);
        }

        function test_a_second_press_takes_back_only_what_may_be_empty() {
            const row = createTemporaryObject(subject, this.parent, {value: "on"});
            waitForRendering(row);
            mouseClick(cell(row, "on"));
            compare(row.count_, 0);
            row.clearable = true;
            mouseClick(cell(row, "on"));
            compare(row.last, "");
        }

        function test_arrows_move_and_space_and_return_choose() {
            const row = createTemporaryObject(subject, this.parent);
            waitForRendering(row);
            cell(row, "on").forceActiveFocus(Qt.TabFocusReason);
            verify(cell(row, "on").visualFocus);
            keyClick(Qt.Key_Right);
            verify(cell(row, "off").activeFocus);
            keyClick(Qt.Key_Space);
            compare(row.last, "off");
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Right);
            verify(cell(row, "none").activeFocus);
            keyClick(Qt.Key_Return);
            compare(row.last, "none");
        }

        function test_tab_stops_at_the_chosen_cell_alone() {
            const row = createTemporaryObject(subject, this.parent, {value: "off"});
            verify(!cell(row, "on").activeFocusOnTab);
            verify(cell(row, "off").activeFocusOnTab);
            verify(!cell(row, "none").activeFocusOnTab);
        }

        function test_cells_share_a_height_and_stack_when_words_would_break() {
            const row = createTemporaryObject(subject, this.parent);
            tryCompare(row, "height", 76);
            compare(cell(row, "on").height, cell(row, "off").height);
            compare(row.columns, 3);
            Theme.textScale = 2;
            tryCompare(row, "columns", 1);
            tryVerify(() => row.height >= 3 * 74);
        }
    }
}
