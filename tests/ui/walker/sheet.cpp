#include "ui/walker/sheet.h"

#include <QPainter>
#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace beatbook::test::walker {
namespace {

constexpr double scale = 0.3;
constexpr int gap = 14;
constexpr int caption = 22;

}  // namespace

QString Case::name() const {
  return QString("%1-%2-%3x%4-%5").arg(page, theme).arg(size.width()).arg(size.height()).arg(text_size, 0, 'f', 1);
}

Sheet::Sheet(std::string directory, std::string name) : directory_(std::move(directory)), name_(std::move(name)) {
  if (!directory_.empty()) std::filesystem::create_directories(directory_);
}

void Sheet::save(const QImage& picture, const QString& name) const {
  const auto file = QString::fromStdString(directory_) + "/" + name + ".png";
  if (!picture.save(file)) throw std::runtime_error("cannot write " + file.toStdString());
}

void Sheet::add(const Case& at, const QImage& picture) {
  if (directory_.empty()) return;
  save(picture, at.name());
  by_theme_[at.theme].push_back({at, picture.scaled(picture.size() * scale, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)});
}

void Sheet::write() const {
  for (const auto& [theme, smalls] : by_theme_) {
    // Rows: the cases of one page, in the order they came.
    std::vector<std::pair<QString, std::vector<const Small*>>> rows;
    for (const auto& small : smalls) {
      auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.first == small.at.page; });
      if (row == rows.end()) row = rows.insert(rows.end(), {small.at.page, {}});
      row->second.push_back(&small);
    }
    int width = 0, height = gap;
    for (const auto& [page, cases] : rows) {
      int wide = gap, high = 0;
      for (const auto* each : cases) {
        wide += each->picture.width() + gap;
        high = std::max(high, each->picture.height());
      }
      width = std::max(width, wide);
      height += high + caption + gap;
    }
    QImage sheet(width, height, QImage::Format_RGB32);
    sheet.fill(Qt::gray);
    QPainter painter(&sheet);
    int y = gap;
    for (const auto& [page, cases] : rows) {
      int x = gap, high = 0;
      for (const auto* each : cases) {
        painter.drawText(QRect(x, y, each->picture.width() + gap, caption), Qt::AlignLeft | Qt::AlignTop,
                         QString("%1  %2").arg(page).arg(each->at.text_size, 0, 'f', 1));
        painter.drawImage(x, y + caption, each->picture);
        x += each->picture.width() + gap;
        high = std::max(high, each->picture.height());
      }
      y += high + caption + gap;
    }
    painter.end();
    save(sheet, QString::fromStdString("sheet-" + name_ + "-") + theme);
  }
}

}  // namespace beatbook::test::walker
