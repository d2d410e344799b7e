#include "app/print/leaflet.h"

#include "app/print/sheet.h"

namespace beatbook::app {

namespace {

// Millimetres of A5.
constexpr double page_width = 148, page_height = 210, margin = 15;
constexpr int points = 10;

QString service(const rules::LeafletText::Service& one) {
  QString html = QStringLiteral("<p style='margin-top:14px'><b style='font-size:12pt'>%1</b>").arg(escaped(one.name));
  if (!one.telephone.empty()) html += QStringLiteral("<br/><b>%1</b>").arg(escaped(one.telephone));
  if (!one.hours.empty()) html += QStringLiteral("<br/>%1").arg(escaped(one.hours));
  return html + QStringLiteral("<br/>%1</p>").arg(escaped(one.says));
}

}  // namespace

Result<void> print_leaflet(const rules::LeafletText& leaflet, const std::filesystem::path& file) {
  const Error too_long{Fault::bad_input, "The services do not fit one page. Shorten what the operation says of them."};
  return write_pdf(file, QPageSize::A5, "The leaflet", too_long, [&](Sheet& sheet) {
    QString html = QStringLiteral("<p style='font-size:18pt'><b>%1</b></p><p>%2</p>")
                       .arg(escaped(leaflet.title), escaped(leaflet.introduction));
    for (const auto& one : leaflet.services) html += service(one);
    html += QStringLiteral("<p style='margin-top:20px'><b>%1</b></p>").arg(escaped(leaflet.closing));
    sheet.put(html, margin, margin, page_width - 2 * margin, page_height - 2 * margin, points);
  });
}

}  // namespace beatbook::app
