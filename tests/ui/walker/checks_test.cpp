// Each check of the walk against a page that is right and against pages that are wrong in one thing.
#include "ui/walker/checks.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QTest>
#include <catch2/catch.hpp>
#include <fstream>

#include "support/temporary_directory.h"
#include "ui/walker/scene.h"

using namespace beatbook::test::walker;

namespace {

// A window of 360×740 with this on a ground of #14100B.
class Page {
 public:
  explicit Page(const QByteArray& qml) : component_(view_.engine()) {
    component_.setData("import QtQuick\nimport QtQuick.Templates as T\nRectangle { color: '#14100B'\n" + qml + "\n}", QUrl());
    auto* root = component_.create();
    if (root == nullptr) throw std::runtime_error(component_.errorString().toStdString());
    view_.setContent({}, &component_, root);
    view_.setResizeMode(QQuickView::SizeRootObjectToView);
    view_.resize(360, 740);
    view_.show();
    QTest::qWait(1);
    view_.grabWindow();
  }
  Scene scene() { return {view_, view_.grabWindow()}; }

 private:
  QQuickView view_;
  QQmlComponent component_;
};

Findings all_of(const QByteArray& qml) {
  Page page(qml);
  const auto scene = page.scene();
  auto out = shape_of(scene);
  append(out, colours_of(scene, true));
  return out;
}

std::string words(const Findings& findings) {
  std::string out;
  for (const auto& each : findings) out += (each.check + ": " + each.what + "\n").toStdString();
  return out;
}

// A button that is right, and what may be wrong with one.
struct Button {
  QByteArray size = "width: 120; height: 76";
  QByteArray focus = "focusPolicy: Qt.StrongFocus";
  QByteArray name = "Accessible.name: 'Save'";
  QByteArray press = "Accessible.onPressAction: clicked()";

  operator QByteArray() const {
    return "T.AbstractButton { y: 60\n Accessible.role: Accessible.Button\n" + size + "\n" + focus + "\n" + name + "\n" +
           press + "\n}";
  }
};
QByteArray text(const QByteArray& more) { return "Text { color: '#D4A36E'; font.pixelSize: 17; " + more + " }"; }

struct Wrong {
  const char* what;
  QByteArray qml;
  const char* check;
  const char* says;
};

}  // namespace

TEST_CASE("A page that is right has no finding") {
  const auto found = all_of(
      text("text: 'Vehicle stop'") + Button() +
      "TextInput { y: 150; width: 200; height: 56; clip: true; activeFocusOnTab: true; color: '#D4A36E'; text: 'Mill Lane';"
      " Accessible.role: Accessible.EditableText; Accessible.name: 'Street' }"
      "Flickable { y: 220; width: 360; height: 200; clip: true; contentHeight: 900; contentWidth: 360; " +
      text("y: 850; text: 'Below the fold'") + "}" + "Item { y: 500; width: 300; height: 40; " +
      text("text: 'Hidden by the page above'") + "Rectangle { color: '#14100B'; anchors.fill: parent } " +
      text("text: 'Page above'") + "}");
  INFO(words(found));
  CHECK(found.empty());
}

TEST_CASE("What is wrong on a page is found") {
  const auto wrong = GENERATE(values<Wrong>({
      {"an ellipsis", text("width: 60; elide: Text.ElideRight; text: 'A long line of words'"), "cut", "ellipsis"},
      {"a box too low", text("width: 60; height: 20; wrapMode: Text.Wrap; text: 'A long line of words'"), "cut", "of height"},
      {"a box too narrow", text("width: 60; text: 'A long line of words'"), "cut", "of width"},
      {"outside the window", text("x: 300; text: 'A long line of words'"), "cut", "the window"},
      {"outside a clip", "Item { width: 90; height: 30; clip: true; " + text("text: 'A long line of words'") + "}", "cut",
       "into view"},
      {"beside what scrolls down",
       "Flickable { width: 90; height: 90; contentHeight: 400; contentWidth: 90; " + text("text: 'A long line of words'") + "}",
       "cut", "into view"},
      {"under a bar", text("text: 'A long line of words'") + "Rectangle { y: 10; width: 360; height: 60; color: '#1E1810' }",
       "cut", "partly under"},
      {"two texts on one spot", text("text: 'One thing'") + "Item { y: 8; " + text("text: 'Another'") + "}", "overlap",
       "Another"},
      {"a target under 48", Button{.size = "width: 120; height: 40"}, "target", "120×40"},
      {"a target too narrow", Button{.size = "width: 30; height: 76"}, "target", "30×76"},
      {"a target under its own size", Button{.size = "property string size: 'capture'\n width: 120; height: 56"}, "target",
       "48×76"},
      {"no name", Button{.name = ""}, "name", "no name"},
      {"no role", "T.AbstractButton { width: 90; height: 90; Accessible.name: 'Save' }", "name", "no role"},
      {"a field without a name", "TextInput { width: 90; height: 56; activeFocusOnTab: true }", "name", "no name"},
      {"no press action", Button{.press = ""}, "name", "press action"},
      {"out of reach of Tab", Button{.focus = "focusPolicy: Qt.NoFocus"}, "name", "Tab"},
      {"faint text", "Text { font.pixelSize: 17; color: '#7F6547'; text: 'Only here' }", "contrast", "to 1"},
      {"text made faint", text("opacity: 0.6; text: 'Only here'"), "contrast", "to 1"},
      {"text on the wrong ground", "Rectangle { width: 200; height: 60; color: '#7F6547'; " + text("text: 'Only here'") + "}",
       "contrast", "on #7f6547"},
      {"a bright pixel", "Rectangle { width: 1; height: 1; color: '#FFE0A0' }", "night", "brighter"},
      {"a page too bright", "Rectangle { anchors.fill: parent; color: '#503C28' }", "night", "mean"},
      {"a blue pixel", "Rectangle { x: 9; width: 1; height: 1; color: '#6090B0' }", "night", "too blue"},
  }));
  const auto found = all_of(wrong.qml);
  INFO(wrong.what << "\n" << words(found));
  CHECK(std::any_of(found.begin(), found.end(),
                    [&](const auto& each) { return each.check == wrong.check && each.what.contains(wrong.says); }));
}

TEST_CASE("A page without Hide is found") {
  const auto found = [](const QByteArray& qml) {
    Page page(qml);
    return missing_hide(page.scene());
  };
  CHECK(found(Button{.name = "Accessible.name: 'Hide'"}).empty());
  CHECK(found(Button()).size() == 1);
  CHECK(
      found("Item { x: 300; width: 360; height: 200; " + QByteArray(Button{.name = "Accessible.name: 'Hide'"}) + "}").size() ==
      1);
}

TEST_CASE("A colour or a size of text written outside the theme is found, in a comment or in the theme it is not") {
  const beatbook::test::TemporaryDirectory folder;
  std::ofstream(folder / "Theme.qml") << "QtObject { property color a: \"#FFFFFF\" }\n";
  std::ofstream(folder / "Right.qml") << "// once \"#FFFFFF\"\nText { color: Theme.ink; text: \"red\"; /* \"#FFF\" */ }\n";
  CHECK(literal_colours(folder.path()).empty());

  std::ofstream(folder / "Wrong.qml") << "Text {\n  color: \"#FFF\"\n  property color b: 'white'\n"
                                         "  color: Qt.rgba(0, 0, 0, 1)\n  font.pixelSize: 12\n"
                                         "  color: bad ? \"red\" : Theme.ink\n}\n";
  const auto found = literal_colours(folder.path());
  INFO(words(found));
  REQUIRE(found.size() == 5);
  for (int line = 2; line <= 6; ++line) CHECK(found[std::size_t(line) - 2].what.startsWith(QString("Wrong.qml:%1 ").arg(line)));
}

TEST_CASE("No page writes a colour or a size of text of its own") {
  const auto found = literal_colours(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "qml");
  for (const auto& each : found) UNSCOPED_INFO(each.what.toStdString());
  CHECK(found.empty());
}
