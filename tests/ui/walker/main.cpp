// Catch2 with a screen that is drawn in memory.
#define CATCH_CONFIG_RUNNER
#include <QGuiApplication>
#include <catch2/catch.hpp>

#include "ui/walker/options.h"

namespace beatbook::test::walker {

Options& options() {
  static Options given;
  return given;
}

}  // namespace beatbook::test::walker

int main(int argc, char** argv) {
  using beatbook::test::walker::options;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
  if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) qputenv("QT_LOGGING_RULES", "qt.core.qstandardpaths.warning=false");
  QGuiApplication app(argc, argv);
  Catch::Session session;
  using Catch::clara::Opt;
  session.cli(session.cli() | Opt(options().out, "directory")["--out"]("pictures of every case and contact sheets") |
              Opt(options().page, "name")["--page"]("only this page") |
              Opt(options().all)["--long"]("every page, theme, size and size of text"));
  if (const int wrong = session.applyCommandLine(argc, argv); wrong != 0) return wrong;
  return session.run();
}
