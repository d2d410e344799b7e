#include <QQuickItem>
#include <array>
#include <cmath>
#include <unordered_map>

#include "ui/walker/checks.h"
#include "ui/walker/scene.h"

namespace beatbook::test::walker {
namespace {

constexpr double least_contrast = 6.95;  // 7.0 to the precision the look gives
constexpr double brightest = 0.42;
constexpr double brightest_mean = 0.04;
constexpr double dark = 0.05;
constexpr double most_blue = 0.72;

// WCAG 2: a channel of sRGB as light.
double linear(int channel) {
  static const auto table = [] {
    std::array<double, 256> out;
    for (int i = 0; i < 256; ++i) {
      const double c = i / 255.0;
      out[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
  }();
  return table[channel];
}

double luminance(QRgb p) { return 0.2126 * linear(qRed(p)) + 0.7152 * linear(qGreen(p)) + 0.0722 * linear(qBlue(p)); }

double contrast(QRgb a, QRgb b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// The colour most of the area has, leaving out the ink itself.
QRgb ground_of(const QImage& picture, const QRectF& area, QRgb ink) {
  const QRect box = area.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(picture.rect());
  std::unordered_map<QRgb, int> counts;
  for (int y = box.top(); y <= box.bottom(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
    for (int x = box.left(); x <= box.right(); ++x) ++counts[line[x] | 0xff000000];
  }
  QRgb best = ink;
  int most = 0;
  for (const auto& [colour, count] : counts)
    if (colour != ink && count > most) {
      best = colour;
      most = count;
    }
  return best;
}

QRgb mixed(const QColor& ink, double opacity, QRgb ground) {
  const double a = ink.alphaF() * opacity;
  const auto mix = [a](int over, int under) { return int(std::lround(over * a + under * (1 - a))); };
  return qRgb(mix(ink.red(), qRed(ground)), mix(ink.green(), qGreen(ground)), mix(ink.blue(), qBlue(ground)));
}

}  // namespace

Findings faint_texts(const Scene& scene) {
  Findings out;
  for (const auto& text : scene.texts()) {
    // Less than two thirds of it in view: the next step of the scroll sees it whole.
    if (text.seen.width() * text.seen.height() < 0.66 * text.ink.width() * text.ink.height()) continue;
    if (scene.cover_of(text.seen, text.order) != nullptr || scene.partly_over(text) != nullptr) continue;
    const QRgb ground = ground_of(scene.picture(), text.seen, text.color.rgb());
    const double ratio = contrast(mixed(text.color, text.opacity, ground), ground);
    if (ratio >= least_contrast) continue;
    out.push_back({"contrast", QString("%1 is %2 on %3: %4 to 1")
                                   .arg(name_of(text.item), text.color.name(), QColor(ground).name())
                                   .arg(ratio, 0, 'f', 1)});
  }
  return out;
}

Findings bright_pixels(const Scene& scene) {
  const QImage& picture = scene.picture();
  double sum = 0, most = 0;
  QPoint most_at, blue_at;
  long bright = 0, blue = 0;
  for (int y = 0; y < picture.height(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
    for (int x = 0; x < picture.width(); ++x) {
      const double light = luminance(line[x]);
      sum += light;
      if (light > most) {
        most = light;
        most_at = {x, y};
      }
      if (light > brightest) ++bright;
      if (light > dark && qBlue(line[x]) > most_blue * qRed(line[x])) {
        ++blue;
        blue_at = {x, y};
      }
    }
  }
  Findings out;
  const double mean = sum / (double(picture.width()) * picture.height());
  const auto at = [&](QPoint p) { return QString("%1,%2 (%3)").arg(p.x()).arg(p.y()).arg(picture.pixelColor(p).name()); };
  if (bright > 0)
    out.push_back(
        {"night", QString("%1 pixels are brighter than 0.42, the brightest %2 at %3").arg(bright).arg(most).arg(at(most_at))});
  if (mean > brightest_mean) out.push_back({"night", QString("the page's mean is %1").arg(mean)});
  if (blue > 0) out.push_back({"night", QString("%1 pixels are too blue, one at %2").arg(blue).arg(at(blue_at))});
  return out;
}

Findings colours_of(const Scene& scene, bool night) {
  Findings out = faint_texts(scene);
  if (night) append(out, bright_pixels(scene));
  return out;
}

}  // namespace beatbook::test::walker
