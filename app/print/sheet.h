#pragma once
// A page that is being written: texts put at places measured in millimetres. Internal to app/print.
#include <QPainter>
#include <QPdfWriter>
#include <QString>
#include <filesystem>
#include <functional>
#include <string>

#include "kernel/result.h"

namespace beatbook::app {

class Sheet {
 public:
  explicit Sheet(QPdfWriter& writer) : writer_(writer), painter_(&writer) {}

  bool ok() const { return painter_.isActive(); }
  bool fits() const { return fits_; }
  void next_page() { writer_.newPage(); }
  // What does not fit its place is remembered.
  void put(const QString& html, double x, double y, double width, double height, int points);

 private:
  double dots(double millimetres) const { return millimetres * writer_.resolution() / 25.4; }

  QPdfWriter& writer_;
  QPainter painter_;
  bool fits_ = true;
};

inline QString q(const std::string& text) { return QString::fromStdString(text); }
inline QString escaped(const std::string& text) { return q(text).toHtmlEscaped(); }

// Writes the PDF whole or not at all; only its owner may read it, and it names nobody in its title. `what`: "The letter".
// Fault::storage when the file cannot be written, `too_long` when something did not fit. Makes a QGuiApplication without a
// display when the program has none.
Result<void> write_pdf(const std::filesystem::path& file, QPageSize::PageSizeId size, const char* what, const Error& too_long,
                       const std::function<void(Sheet&)>& draw);

}  // namespace beatbook::app
