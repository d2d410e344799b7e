import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 1400

    Component {
        id: subject
        ChoiceTiles {
            property string last: "none"
            width: 328
            label: "Outcome"
            onChosen: code => { last = code; value = code; }
        }
    }

    TestCase {
        name: "ChoiceTiles"
        when: windowShown

        function list(count: int): var {
            return Array.from({length: count}, (x, at) => ({code: "c" + at, label: "Choice " + at, detail: at === 1 ? "The second" : ""}));
        }

        function tile(tiles: Item, code: string): Item {
            return findChild(tiles, "tile-" + code);
        }

        function test_six_tiles_are_all_shown_and_fold_once_one_is_chosen() {
            const tiles = createTemporaryObject(subject, this.parent, {options: list(6)});
            waitForRendering(tiles);
            const open = tiles.height;
            verify(tile(tiles, "c5"));
            verify(!findChild(tiles, "more").visible);
            mouseClick(tile(tiles, "c1"));
            compare(tiles.last, "c1");
            verify(tiles.folded);
            const row = findChild(tiles, "folded");
            verify(row.visible);
            compare(row.text, "Choice 1");
            compare(row.detail, "The second");
            tryVerify(() => tiles.height === 76);
            verify(open > 76);
        }

        function test_change_unfolds_and_another_choice_folds_again() {
            const tiles = createTemporaryObject(subject, this.parent, {options: list(6), value: "c1"});
            waitForRendering(tiles);
            mouseClick(findChild(tiles, "folded"));
            verify(!tiles.folded);
            waitForRendering(tiles);
            tryVerify(() => tile(tiles, "c1") !== null);
            verify(tile(tiles, "c1").chosen);
            mouseClick(tile(tiles, "c2"));
            compare(tiles.value, "c2");
            verify(tiles.folded);
        }

        function test_a_long_list_shows_four_and_more_opens_all_of_it() {
            const tiles = createTemporaryObject(subject, this.parent, {options: list(13)});
            waitForRendering(tiles);
            verify(tile(tiles, "c3"));
            verify(!tile(tiles, "c4"));
            compare(findChild(tiles, "more").text, "9 more");
            mouseClick(findChild(tiles, "more"));
            tryVerify(() => tile(tiles, "c12") !== null);
            verify(!findChild(tiles, "more").visible);
        }

        function test_what_may_be_empty_is_taken_back_by_a_second_press() {
            const tiles = createTemporaryObject(subject, this.parent, {options: list(6), value: "c1", clearable: true});
            tiles.unfolded = true;
            waitForRendering(tiles);
            tryVerify(() => tile(tiles, "c1") !== null);
            mouseClick(tile(tiles, "c1"));
            compare(tiles.last, "");
            compare(tiles.value, "");
        }
    }
}
