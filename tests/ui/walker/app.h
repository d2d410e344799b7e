#pragma once
// What main() puts under the window.
#include <QQmlApplicationEngine>

#include "app/ui/app_ui.h"
#include "ui/walker/stage.h"

namespace beatbook::test::walker {

struct Stage::App {
  explicit App(const std::filesystem::path& store) : ui(store) {}
  bool load(QQmlApplicationEngine& engine) { return ui.load(engine, {}); }
  app::AppUi ui;
};

}  // namespace beatbook::test::walker
