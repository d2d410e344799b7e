// beatbook: the tablet on a screen.
#include <sodium.h>

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QStandardPaths>
#include <QSurfaceFormat>

#include "app/ui/app_ui.h"

namespace {

struct Options {
  QString store;
  QVariantMap properties;  // of the window
};

Options read_options(const QCoreApplication& program) {
  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("Beatbook, the pocket notebook of a police team."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption store(QStringLiteral("store"), QStringLiteral("Directory of this tablet's files."),
                                 QStringLiteral("DIR"));
  const QCommandLineOption page(QStringLiteral("page"), QStringLiteral("Page to open after unlocking."),
                                QStringLiteral("NAME"));
  const QCommandLineOption entry(QStringLiteral("entry"), QStringLiteral("Entry that page shows."), QStringLiteral("ID"));
  const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the window."), QStringLiteral("WxH"));
  parser.addOptions({store, page, entry, size});
  parser.process(program);
  Options out;
  out.store = parser.value(store);
  if (out.store.isEmpty()) out.store = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  if (parser.isSet(page)) out.properties[QStringLiteral("startPage")] = parser.value(page);
  if (parser.isSet(entry)) {
    out.properties[QStringLiteral("startArgs")] = QVariantMap{{QStringLiteral("entryId"), parser.value(entry)}};
  }
  const auto sides = parser.value(size).split(QLatin1Char('x'));
  if (sides.size() == 2 && sides[0].toInt() > 0 && sides[1].toInt() > 0) {
    out.properties[QStringLiteral("width")] = sides[0].toInt();
    out.properties[QStringLiteral("height")] = sides[1].toInt();
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  // Icons and dashed edges are shapes: without samples their edges are jagged on a GPU.
  auto format = QSurfaceFormat::defaultFormat();
  format.setSamples(4);
  QSurfaceFormat::setDefaultFormat(format);
  QGuiApplication program(argc, argv);
  QGuiApplication::setApplicationName(QStringLiteral("beatbook"));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Notes"));
  QGuiApplication::setApplicationVersion(QStringLiteral(BEATBOOK_VERSION));
  const auto options = read_options(program);
  beatbook::app::AppUi app(options.store.toStdString());
  QQmlApplicationEngine engine;
  if (!app.load(engine, options.properties)) return 1;
  return QGuiApplication::exec();
}
