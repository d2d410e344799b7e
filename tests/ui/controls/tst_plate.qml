import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 740

    Component {
        id: subject
        Column {
            property alias field: mark
            property alias pad: keys
            width: 360
            PlateField {
                id: mark
                width: parent.width
                onEdited: text => mark.text = text
                onStyleAsked: style => mark.style = style
            }
            PlateKeypad {
                id: keys
                width: parent.width
                kind: mark.keypadKind
                unknownKey: mark.style === "partial"
                onKeyed: key => mark.put(key)
            }
        }
    }

    TestCase {
        name: "Plate"
        when: windowShown

        function fresh(values: var): Item {
            const page = createTemporaryObject(subject, this.parent);
            Object.assign(page.field, values);
            waitForRendering(page);
            return page;
        }

        function press(page: Item, keys: string): void {
            for (const key of keys) {
                const button = findChild(page.pad, "key-" + key);
                verify(button, "key " + key + " is on the pad");
                mouseClick(button);
            }
        }

        function test_letters_and_digits_change_with_the_position() {
            const page = fresh({});
            verify(findChild(page.pad, "key-A"));
            verify(!findChild(page.pad, "key-1"));
            press(page, "AA");
            compare(page.field.keypadKind, "digits");
            verify(findChild(page.pad, "key-1"));
            verify(!findChild(page.pad, "key-A"));
            press(page, "19");
            compare(page.field.keypadKind, "letters");
            press(page, "KLM");
            compare(page.field.text, "AA19KLM");
            verify(page.field.complete);
        }

        function test_the_pad_has_24_letters_and_keeps_its_height() {
            const page = fresh({});
            const high = page.pad.height;
            verify(!findChild(page.pad, "key-I"));
            verify(!findChild(page.pad, "key-Q"));
            compare(page.pad.keys.length, 24);
            press(page, "AA");
            compare(page.pad.keys.length, 10);
            compare(page.pad.height, high);
            verify(findChild(page.pad, "key-1").height >= 76);
            verify(findChild(page.pad, "key-1").width >= 76);
        }

        function test_o_and_nought_are_refused_never_swapped() {
            const page = fresh({text: "AA"});
            page.field.put("O");
            compare(page.field.text, "AA");
            page.field.put("I");
            compare(page.field.text, "AA");
            page.field.put("0");
            compare(page.field.text, "AA0");
            page.field.text = "AA19";
            page.field.put("0");
            compare(page.field.text, "AA19");
            page.field.put("O");
            compare(page.field.text, "AA19O");
        }

        function test_a_keyboard_writes_by_the_same_rule() {
            const page = fresh({});
            page.field.forceActiveFocus(Qt.TabFocusReason);
            for (const key of "a1a0b9")
                keyClick(key);
            compare(page.field.text, "AA09");
            keyClick(Qt.Key_Backspace);
            compare(page.field.text, "AA0");
        }

        function test_a_character_not_seen_only_where_partial_is_chosen() {
            const page = fresh({text: "AA19"});
            page.field.put("?");
            compare(page.field.text, "AA19");
            mouseClick(findChild(page.field, "cell-partial"));
            compare(page.field.style, "partial");
            waitForRendering(page);
            press(page, "?K");
            compare(page.field.text, "AA19?K");
            compare(page.field.known, 5);
            verify(page.field.complete);
        }

        function test_nothing_is_taken_past_the_last_place() {
            const page = fresh({text: "AA19KLM"});
            page.field.put("A");
            compare(page.field.text, "AA19KLM");
            page.field.takeBack();
            compare(page.field.text, "AA19KL");
            verify(!page.field.complete);
        }

        function test_other_styles_have_all_letters_and_a_key_to_digits() {
            const page = fresh({style: "other"});
            verify(findChild(page.pad, "key-Q"));
            press(page, "Q");
            mouseClick(findChild(page.pad, "key-shift"));
            tryVerify(() => findChild(page.pad, "key-0") !== null);
            press(page, "10");
            compare(page.field.text, "Q10");
        }
    }
}
