// An officer who types into a form until the program is killed. What and where is in the environment: the program's own
// arguments are those of a test.
#include <QGuiApplication>
#include <QQuickWindow>
#include <catch2/catch.hpp>
#include <fstream>

#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

TEST_CASE("types and waits") {
  Stage stage(qgetenv("TYPIST_STORE").toStdString());
  Hands hands(stage.window());
  stage.window().resize(360, 740);
  stage.unlock(qgetenv("TYPIST_SECRET").toStdString());
  hands.wait_to_see("This shift");
  hands.press("Sighting");
  hands.write("Description", QString::fromUtf8(qgetenv("TYPIST_TEXT")));
  std::ofstream(qgetenv("TYPIST_DONE").toStdString()) << "typed";
  QGuiApplication::exec();
}
