// Catch2 with a screen that is drawn in memory.
#define CATCH_CONFIG_RUNNER
#include <QGuiApplication>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "ui/walker/options.h"

namespace beatbook::test::walker {

namespace {

// Takes its own options out; Catch has an --out of its own and never sees this one.
std::vector<char*> take_options(int argc, char** argv) {
  std::vector<char*> rest;
  for (int i = 0; i < argc; ++i) {
    const std::string given = argv[i];
    const bool valued = i + 1 < argc;
    if (given == "--long") {
      options().all = true;
    } else if (given == "--pictures") {
      options().pictures = true;
    } else if (given == "--out" && valued) {
      options().out = argv[++i];
    } else if (given == "--page" && valued) {
      options().page = argv[++i];
    } else {
      rest.push_back(argv[i]);
    }
  }
  return rest;
}

}  // namespace

}  // namespace beatbook::test::walker

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
  if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) qputenv("QT_LOGGING_RULES", "qt.core.qstandardpaths.warning=false");
  QGuiApplication app(argc, argv);
  auto rest = beatbook::test::walker::take_options(argc, argv);
  return Catch::Session().run(int(rest.size()), rest.data());
}
