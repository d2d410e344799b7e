import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 1200

    Component {
        id: subject
        ChipGroup {
            property var said: []
            width: 328
            label: "Needs"
            options: Array.from({length: 19}, (x, at) => ({code: "c" + at, label: "Choice " + at}))
            onToggled: (code, on) => said.push(code + (on ? "+" : "-"))
        }
    }

    TestCase {
        name: "ChipGroup"
        when: windowShown

        function chip(group: Item, code: string): Item {
            return findChild(group, "chip-" + code);
        }

        function test_a_press_asks_for_on_and_on_a_chosen_one_for_off() {
            const group = createTemporaryObject(subject, this.parent, {values: ["c1"]});
            waitForRendering(group);
            mouseClick(chip(group, "c0"));
            mouseClick(chip(group, "c1"));
            compare(group.said.join(), "c0+,c1-");
            verify(chip(group, "c1").chosen);
            verify(!chip(group, "c0").chosen);
        }

        function test_seven_are_shown_then_more_opens_the_list_with_a_search() {
            const group = createTemporaryObject(subject, this.parent);
            waitForRendering(group);
            verify(chip(group, "c6"));
            verify(!chip(group, "c7"));
            compare(findChild(group, "more").text, "12 more");
            mouseClick(findChild(group, "more"));
            tryVerify(() => chip(group, "c18") !== null);
            group.filter = "choice 17";
            tryVerify(() => chip(group, "c0") === null);
            verify(chip(group, "c17"));
        }

        function test_what_is_chosen_is_never_hidden() {
            const group = createTemporaryObject(subject, this.parent, {values: ["c15"]});
            waitForRendering(group);
            verify(chip(group, "c15"));
            compare(findChild(group, "more").text, "11 more");
            group.opened = true;
            group.filter = "choice 3";
            tryVerify(() => chip(group, "c2") === null);
            verify(chip(group, "c15"));
        }

        function test_space_toggles_by_keyboard() {
            const group = createTemporaryObject(subject, this.parent);
            waitForRendering(group);
            chip(group, "c2").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            compare(group.said.join(), "c2+");
        }
    }
}
