import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 400

    Component {
        id: subject
        AppButton {
            property int presses: 0
            width: 200
            text: "Next: stop power"
            secondLine: "1 to fix, 4 to fill"
            kind: "primary"
            onClicked: ++presses
        }
    }
    Component {
        id: bar
        BottomBar {
            property int hidden: 0
            width: 360
            onHideAsked: ++hidden
            AppButton { objectName: "next"; fitted: true; text: "Save" }
        }
    }

    TestCase {
        name: "Buttons"
        when: windowShown

        function cleanup() {
            Theme.textScale = 1;
            Theme.leftHanded = false;
        }

        function test_click_space_and_return_are_one_press_each() {
            const button = createTemporaryObject(subject, this.parent);
            waitForRendering(button);
            button.forceActiveFocus(Qt.TabFocusReason);
            verify(button.visualFocus);
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            mouseClick(button);
            compare(button.presses, 3);
        }

        function test_off_says_why_and_is_not_pressed() {
            const button = createTemporaryObject(subject, this.parent, {kind: "off", text: "Ask a constable to record it"});
            waitForRendering(button);
            mouseClick(button);
            compare(button.presses, 0);
        }

        function test_in_the_bar_text_shrinks_before_the_bar_grows() {
            const button = createTemporaryObject(subject, this.parent, {fitted: true, width: 244});
            tryCompare(button, "implicitHeight", 76);
            Theme.textScale = 2;
            waitForRendering(button);
            tryCompare(button, "implicitHeight", 76);
            button.fitted = false;
            tryVerify(() => button.implicitHeight > 76);
        }

        function test_a_second_line_is_only_read_out_where_it_would_make_the_word_small() {
            const button = createTemporaryObject(subject, this.parent, {fitted: true, width: 244, text: "Next: street or landmark"});
            waitForRendering(button);
            verify(button.secondShown);
            Theme.textScale = 2;
            verify(!button.secondShown);
            const alone = button.fit;
            verify(alone * Theme.textScale > 1.3, alone);
            button.width = 900;
            verify(button.secondShown);
            button.fitted = false;
            button.width = 244;
            verify(button.secondShown);
            compare(button.Accessible.name, "Next: street or landmark, 1 to fix, 4 to fill");
        }

        function test_hide_is_in_the_corner_away_from_the_primary_for_either_hand() {
            const foot = createTemporaryObject(bar, this.parent);
            waitForRendering(foot);
            const hide = findChild(foot, "hide"), next = findChild(foot, "next");
            verify(hide.x < next.x);
            compare(hide.width, 76);
            mouseClick(hide);
            compare(foot.hidden, 1);
            Theme.leftHanded = true;
            tryVerify(() => hide.x > next.x);
        }
    }
}
