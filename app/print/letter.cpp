#include "app/print/letter.h"

#include <QStringList>

#include "app/print/sheet.h"

namespace beatbook::app {

namespace {

// Millimetres of A4. The window of a DL envelope shows the address 45 to 75 mm down and 20 mm in.
constexpr double page_width = 210, page_height = 297;
constexpr double left = 25, right = 25, bottom = 25;
constexpr double return_top = 20, address_top = 48, address_height = 32, text_top = 100;
constexpr double address_width = 90;
constexpr int text_points = 11, small_points = 8, envelope_points = 14;

QString lines(const std::vector<std::string>& texts, const QString& between) {
  QStringList all;
  for (const auto& text : texts) all.push_back(escaped(text));
  return all.join(between);
}

QString body(const rules::LetterText& letter) {
  QString html = QStringLiteral("<p>%1</p><p><b>%2</b></p>").arg(escaped(letter.greeting), escaped(letter.subject));
  for (const auto& paragraph : letter.paragraphs) html += QStringLiteral("<p>%1</p>").arg(escaped(paragraph));
  return html + QStringLiteral("<p style='margin-top:24px'>%1</p>").arg(escaped(letter.closing));
}

}  // namespace

Result<void> print_letter(const rules::LetterText& letter, const std::filesystem::path& file) {
  const Error too_long{Fault::bad_input, "The letter does not fit its page. Shorten how to query it, or the address."};
  return write_pdf(file, QPageSize::A4, "The letter", too_long, [&](Sheet& sheet) {
    const double width = page_width - left - right;
    sheet.put(lines(letter.return_address, QStringLiteral(", ")), left, return_top, width, address_top - return_top,
              small_points);
    sheet.put(lines(letter.address, QStringLiteral("<br/>")), left, address_top, address_width, address_height, text_points);
    sheet.put(body(letter), left, text_top, width, page_height - text_top - bottom, text_points);
    sheet.next_page();
    sheet.put(lines(letter.address, QStringLiteral("<br/>")), page_width / 2 - 20, page_height / 3, page_width / 2, 60,
              envelope_points);
    sheet.put(lines(letter.return_address, QStringLiteral("<br/>")), left, return_top, address_width, 60, small_points);
  });
}

}  // namespace beatbook::app
