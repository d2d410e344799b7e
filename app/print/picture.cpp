#include "app/print/picture.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>

#include "kernel/limits.h"

namespace beatbook::app {

namespace {

constexpr qint64 largest_file = 64 * 1024 * 1024;
constexpr int best_quality = 82, worst_quality = 40;

QString q(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }

// Texts and profiles of the file hang on the picture that was read: a new one has none.
QImage only_what_it_shows(const QImage& read) {
  QImage out(read.size(), QImage::Format_RGB32);
  out.fill(Qt::white);
  QPainter painter(&out);
  painter.drawImage(0, 0, read);
  return out;
}

}  // namespace

Result<Bytes> clean_picture(const std::filesystem::path& file) {
  QFile in(q(file));
  if (!in.open(QIODevice::ReadOnly)) return Error{Fault::not_found, "The file " + file.string() + " cannot be read."};
  if (in.size() > largest_file) return Error{Fault::too_large, "The file is larger than 64 MiB. Take a smaller picture."};
  QImageReader reader(&in);
  reader.setAutoTransform(true);
  reader.setDecideFormatFromContent(true);
  const QImage read = reader.read();
  if (read.isNull()) {
    return Error{Fault::bad_input,
                 "The file is no picture this program can read. Give a JPEG or PNG file that opens in a picture viewer."};
  }
  const bool large = std::max(read.width(), read.height()) > longest_side;
  const QImage shown =
      only_what_it_shows(large ? read.scaled(longest_side, longest_side, Qt::KeepAspectRatio, Qt::SmoothTransformation) : read);
  for (int quality = best_quality; quality >= worst_quality; quality -= 14) {
    QByteArray bytes;
    QBuffer out(&bytes);
    out.open(QIODevice::WriteOnly);
    if (!shown.save(&out, "JPEG", quality)) break;
    if (static_cast<size_t>(bytes.size()) <= limits::attachment)
      return Bytes(bytes.constData(), static_cast<size_t>(bytes.size()));
  }
  return Error{Fault::too_large, "The picture cannot be made small enough. Take it again with fewer details, or cut it."};
}

}  // namespace beatbook::app
