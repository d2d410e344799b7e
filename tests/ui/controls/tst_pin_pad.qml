import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 500

    Component {
        id: subject
        PinPad {
            property var tries: []
            width: 312
            onEntered: secret => tries.push(secret)
        }
    }

    TestCase {
        name: "PinPad"
        when: windowShown

        function press(pad: Item, keys: string): void {
            for (const key of keys)
                mouseClick(findChild(pad, "pin-" + key));
        }

        function test_the_sixth_digit_hands_over_the_secret_once() {
            const pad = createTemporaryObject(subject, this.parent);
            waitForRendering(pad);
            press(pad, "48261");
            compare(pad.tries.length, 0);
            press(pad, "5");
            compare(pad.tries.join(), "482615");
            press(pad, "9");
            compare(pad.tries.length, 1);
            compare(pad.count, 6);
        }

        function test_a_wrong_one_empties_the_dots() {
            const pad = createTemporaryObject(subject, this.parent);
            waitForRendering(pad);
            press(pad, "482615");
            pad.clear();
            compare(pad.count, 0);
            press(pad, "1");
            compare(pad.count, 1);
        }

        function test_delete_takes_back_one_digit() {
            const pad = createTemporaryObject(subject, this.parent);
            waitForRendering(pad);
            press(pad, "12");
            mouseClick(findChild(pad, "pin-back"));
            compare(pad.count, 1);
        }

        function test_while_it_waits_no_key_counts() {
            const pad = createTemporaryObject(subject, this.parent, {waiting: true});
            waitForRendering(pad);
            press(pad, "1");
            pad.forceActiveFocus();
            keyClick("2");
            compare(pad.count, 0);
        }

        function test_a_keyboard_types_it_too() {
            const pad = createTemporaryObject(subject, this.parent);
            waitForRendering(pad);
            pad.forceActiveFocus();
            for (const key of "123")
                keyClick(key);
            keyClick(Qt.Key_Backspace);
            compare(pad.count, 2);
        }

        function test_a_secret_of_any_length_ends_with_the_tick() {
            const pad = createTemporaryObject(subject, this.parent, {length: 0});
            waitForRendering(pad);
            press(pad, "12345678");
            compare(pad.tries.length, 0);
            mouseClick(findChild(pad, "pin-end"));
            compare(pad.tries.join(), "12345678");
        }
    }
}
