// Draws the sheets of this folder in every theme and text scale into PNG files: SHEET-THEME-SCALE.png. To be looked at.
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickView>
#include <cstdio>

Q_IMPORT_QML_PLUGIN(Beatbook_ControlsPlugin)

namespace {

// Bindings and layouts settle over some turns of the event loop.
void settle(QQuickView& view) {
  for (int turn = 0; turn < 8; ++turn) {
    QCoreApplication::processEvents();
    view.grabWindow();
  }
}

bool draw(const QDir& out, const QString& sheet, const QString& mode, double scale) {
  QQuickView view;
  view.engine()->addImportPath("qrc:/qt/qml");
  view.setInitialProperties({{"mode", mode}, {"textScale", scale}});
  view.setSource(QUrl::fromLocalFile(QString(GALLERY_DIR) + "/" + sheet + ".qml"));
  QQuickItem* root = view.rootObject();
  if (!root) return false;
  view.resize(int(root->width()), int(root->height()));
  view.show();
  settle(view);
  view.resize(int(root->width()), int(root->height()));
  settle(view);
  const QString file = out.filePath(QString("%1-%2-%3.png").arg(sheet, mode).arg(scale));
  if (!view.grabWindow().save(file)) return false;
  std::puts(qPrintable(file));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  QStringList args = app.arguments().mid(1);
  if (args.isEmpty()) {
    std::fputs("usage: beatbook-gallery FOLDER [SHEET ...]\n", stderr);
    return 2;
  }
  const QDir out(args.takeFirst());
  out.mkpath(".");
  if (args.isEmpty()) {
    for (const QString& name : QDir(GALLERY_DIR).entryList({"?*Sheet.qml"})) args += name.chopped(4);
  }
  bool good = true;
  for (const QString& sheet : args) {
    for (const char* mode : {"day", "night", "contrast"}) {
      for (double scale : {1.0, 2.0}) good = draw(out, sheet, mode, scale) && good;
    }
  }
  return good ? 0 : 1;
}
