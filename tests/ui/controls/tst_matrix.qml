import QtQuick
import QtTest
import Beatbook.Controls

Item {
    width: 360
    height: 900

    Component {
        id: subject
        Matrix {
            property string said: ""
            property string all: ""
            width: 328
            title: "Checks"
            allCode: "ok"
            options: [{code: "ok", label: "OK"}, {code: "fail", label: "Fail"}, {code: "nd", label: "Not done"}]
            rows: [{path: "mot", label: "MOT", value: "fail"}, {path: "tax", label: "Tax", value: ""}]
            onChosen: (path, code) => said = path + "=" + code
            onAllChosen: code => all = code
        }
    }

    TestCase {
        name: "Matrix"
        when: windowShown

        function init() {
            Theme.textScale = 1;
        }

        function test_a_press_names_its_row() {
            const matrix = createTemporaryObject(subject, this.parent);
            waitForRendering(matrix);
            mouseClick(findChild(findChild(matrix, "row-tax"), "cell-nd"));
            compare(matrix.said, "tax=nd");
            compare(matrix.all, "");
        }

        function test_all_ok_is_one_press_and_leaves_the_answers_to_the_model() {
            const matrix = createTemporaryObject(subject, this.parent);
            waitForRendering(matrix);
            mouseClick(findChild(matrix, "all"));
            compare(matrix.all, "ok");
            compare(matrix.said, "");
            verify(findChild(findChild(matrix, "row-mot"), "cell-fail").chosen);
        }

        function test_labels_go_above_together_when_one_does_not_fit() {
            const matrix = createTemporaryObject(subject, this.parent);
            waitForRendering(matrix);
            verify(!matrix.stacked);
            Theme.textScale = 2;
            tryCompare(matrix, "stacked", true);
            verify(findChild(matrix, "row-mot").stacked);
            verify(findChild(matrix, "row-tax").stacked);
        }
    }
}
