import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 200

    Component {
        id: subject
        Stepper {
            property int last: -1
            width: 328
            label: "People"
            to: 3
            onAsked: wanted => { last = wanted; value = wanted; unset = false; }
        }
    }

    TestCase {
        name: "Stepper"
        when: windowShown

        function test_it_stops_at_both_ends() {
            const stepper = createTemporaryObject(subject, this.parent, {value: 2});
            waitForRendering(stepper);
            const less = findChild(stepper, "less"), more = findChild(stepper, "more");
            mouseClick(more);
            compare(stepper.last, 3);
            verify(!more.enabled);
            mouseClick(more);
            compare(stepper.value, 3);
            for (let press = 0; press < 5; ++press)
                mouseClick(less);
            compare(stepper.value, 0);
            verify(!less.enabled);
        }

        function test_nothing_is_said_until_the_first_press() {
            const stepper = createTemporaryObject(subject, this.parent, {unset: true});
            waitForRendering(stepper);
            compare(stepper.last, -1);
            mouseClick(findChild(stepper, "more"));
            compare(stepper.last, 1);
        }

        function test_arrow_keys_count_too() {
            const stepper = createTemporaryObject(subject, this.parent, {value: 1});
            waitForRendering(stepper);
            findChild(stepper, "less").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Up);
            compare(stepper.value, 2);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            compare(stepper.value, 0);
        }

        function test_a_long_press_counts_once() {
            const stepper = createTemporaryObject(subject, this.parent, {value: 0});
            waitForRendering(stepper);
            mousePress(findChild(stepper, "more"));
            wait(900);
            mouseRelease(findChild(stepper, "more"));
            compare(stepper.value, 1);
        }
    }
}
