#include "app/print/letter.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace beatbook::app {

namespace {

// Millimetres of A4. The window of a DL envelope shows the address 45 to 75 mm down and 20 mm in.
constexpr double page_width = 210, page_height = 297;
constexpr double left = 25, right = 25, bottom = 25;
constexpr double return_top = 20, address_top = 48, address_height = 32, text_top = 100;
constexpr double address_width = 90;
constexpr int text_points = 11, small_points = 8, envelope_points = 14;

QString q(const std::string& text) { return QString::fromStdString(text); }

QString lines(const std::vector<std::string>& texts, const QString& between) {
  QStringList all;
  for (const auto& text : texts) all.push_back(q(text).toHtmlEscaped());
  return all.join(between);
}

QString body(const rules::LetterText& letter) {
  QString html =
      QStringLiteral("<p>%1</p><p><b>%2</b></p>").arg(q(letter.greeting).toHtmlEscaped(), q(letter.subject).toHtmlEscaped());
  for (const auto& paragraph : letter.paragraphs) html += QStringLiteral("<p>%1</p>").arg(q(paragraph).toHtmlEscaped());
  return html + QStringLiteral("<p style='margin-top:24px'>%1</p>").arg(q(letter.closing).toHtmlEscaped());
}

class Sheet {
 public:
  explicit Sheet(QPdfWriter& writer) : writer_(writer), painter_(&writer) {}

  bool ok() const { return painter_.isActive(); }
  bool fits() const { return fits_; }
  void next_page() { writer_.newPage(); }

  // At a place of the page in millimetres; what does not fit is remembered.
  void put(const QString& html, double x, double y, double width, double height, int points) {
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

 private:
  double dots(double millimetres) const { return millimetres * writer_.resolution() / 25.4; }

  QPdfWriter& writer_;
  QPainter painter_;
  bool fits_ = true;
};

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

Result<void> print_letter(const rules::LetterText& letter, const std::filesystem::path& file) {
  need_fonts();
  const Error unwritten{Fault::storage, "The letter cannot be written to " + file.string() + "."};
  QSaveFile out(QString::fromStdString(file.string()));
  if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
    return unwritten;
  QPdfWriter writer(&out);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setResolution(300);
  writer.setTitle(QString());  // a viewer shows it in its window
  writer.setCreator(QString());
  bool fits = false;
  {
    Sheet sheet(writer);
    if (!sheet.ok()) return unwritten;
    const double width = page_width - left - right;
    sheet.put(lines(letter.return_address, QStringLiteral(", ")), left, return_top, width, address_top - return_top,
              small_points);
    sheet.put(lines(letter.address, QStringLiteral("<br/>")), left, address_top, address_width, address_height, text_points);
    sheet.put(body(letter), left, text_top, width, page_height - text_top - bottom, text_points);
    sheet.next_page();
    sheet.put(lines(letter.address, QStringLiteral("<br/>")), page_width / 2 - 20, page_height / 3, page_width / 2, 60,
              envelope_points);
    sheet.put(lines(letter.return_address, QStringLiteral("<br/>")), left, return_top, address_width, 60, small_points);
    fits = sheet.fits();
  }
  if (!fits) {
    out.cancelWriting();
    return Error{Fault::bad_input, "The letter does not fit its page. Shorten how to query it, or the address."};
  }
  return out.commit() ? Result<void>() : Result<void>(unwritten);
}

}  // namespace beatbook::app
