#pragma once
// What main() puts under the window.
#include <QQmlApplicationEngine>

#include "app/ui/session.h"
#include "ui/walker/stage.h"

namespace beatbook::test::walker {

struct Stage::App {
  explicit App(const std::filesystem::path& store) : session(store) {}
  void load(QQmlApplicationEngine& engine) {
    session.serve(engine);
    engine.addImportPath("qrc:/qt/qml");
    engine.load(QUrl("qrc:/qt/qml/Beatbook/Main.qml"));
  }
  app::Session session;
};

}  // namespace beatbook::test::walker
