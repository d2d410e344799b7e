#include "app/print/sheet.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QPageSize>
#include <QSaveFile>
#include <QTextDocument>

namespace beatbook::app {

namespace {

// Fonts need an application, windows do not.
void need_fonts() {
  if (qGuiApp) return;
  static int count = 1;
  static char name[] = "beatbook", *arguments[] = {name, nullptr};
  qputenv("QT_QPA_PLATFORM", "offscreen");
  // It would tell of a missing session directory, which no page needs.
  const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
  static QGuiApplication application(count, arguments);
  qInstallMessageHandler(before);
}

}  // namespace

void Sheet::put(const QString& html, double x, double y, double width, double height, int points) {
  QTextDocument document;
  document.documentLayout()->setPaintDevice(&writer_);
  QFont font(QStringLiteral("Inter"));
  font.setPointSize(points);
  document.setDefaultFont(font);
  document.setDocumentMargin(0);
  document.setHtml(html);
  document.setTextWidth(dots(width));
  fits_ = fits_ && document.size().height() <= dots(height);
  painter_.save();
  painter_.translate(dots(x), dots(y));
  document.drawContents(&painter_);
  painter_.restore();
}

Result<void> write_pdf(const std::filesystem::path& file, QPageSize::PageSizeId size, const char* what, const Error& too_long,
                       const std::function<void(Sheet&)>& draw) {
  need_fonts();
  const Error unwritten{Fault::storage, std::string(what) + " cannot be written to " + file.string() + "."};
  QSaveFile out(q(file.string()));
  if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
    return unwritten;
  QPdfWriter writer(&out);
  writer.setPageSize(QPageSize(size));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setResolution(300);
  writer.setTitle(QString());  // a viewer shows it in its window
  writer.setCreator(QString());
  bool fits = false;
  {
    Sheet sheet(writer);
    if (!sheet.ok()) return unwritten;
    draw(sheet);
    fits = sheet.fits();
  }
  if (!fits) {
    out.cancelWriting();
    return too_long;
  }
  return out.commit() ? Result<void>() : Result<void>(unwritten);
}

}  // namespace beatbook::app
