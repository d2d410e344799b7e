#include <QQuickItem>

#include "ui/walker/checks.h"
#include "ui/walker/scene.h"

namespace beatbook::test::walker {
namespace {

constexpr double slack = 1.5;  // px: what rounding of a line's height and width may cost

QString place(const QRectF& rect) {
  return QString(" at %1,%2 %3×%4")
      .arg(qRound(rect.x()))
      .arg(qRound(rect.y()))
      .arg(qRound(rect.width()))
      .arg(qRound(rect.height()));
}

// Empty when every line can be brought into view; else what keeps it out.
QString out_of_reach(const PaintedText& text, const QRectF& page) {
  QRectF rect = text.ink;
  for (QQuickItem* up = text.item; up != nullptr; up = up->parentItem()) {
    if (up == text.item && !up->clip()) continue;
    const QRectF box = up->mapRectToScene(QRectF(0, 0, up->width(), up->height()));
    bool down = true, across = true;
    if (is_flickable(up)) {
      // A list knows the extent of its content only roughly, and its delegates are inside by definition.
      down = up->property("contentHeight").toDouble() <= up->height() + slack;
      across = up->property("contentWidth").toDouble() <= up->width() + slack;
      if (!down) rect = QRectF(rect.x(), box.y(), rect.width(), std::min(rect.height(), box.height()));
      if (!across) rect = QRectF(box.x(), rect.y(), std::min(rect.width(), box.width()), rect.height());
    } else if (!up->clip()) {
      continue;
    }
    if (down && (rect.top() < box.top() - slack || rect.bottom() > box.bottom() + slack)) return name_of(up);
    if (across && (rect.left() < box.left() - slack || rect.right() > box.right() + slack)) return name_of(up);
  }
  if (rect.top() < -slack || rect.left() < -slack || rect.bottom() > page.bottom() + slack ||
      rect.right() > page.right() + slack)
    return "the window";
  return {};
}

bool scrolls(const QQuickItem* item) {
  for (auto* up = item->parentItem(); up != nullptr; up = up->parentItem())
    if (is_flickable(up)) return true;
  return false;
}

bool holds(const QQuickItem* outer, const QQuickItem* inner) { return outer == inner || outer->isAncestorOf(inner); }

bool is_field(const QQuickItem* item) { return !item->inherits("QQuickText"); }

}  // namespace

Findings cut_texts(const Scene& scene) {
  Findings out;
  for (const auto& text : scene.texts()) {
    if (scene.cover_of(text.ink.intersected(scene.page()), text.order) != nullptr) continue;
    const auto say = [&](const QString& what) { out.push_back({"cut", name_of(text.item) + what + place(text.ink)}); };
    // A field scrolls its own text under the cursor.
    if (is_field(text.item)) continue;
    if (text.item->property("truncated").toBool()) {
      say(" is cut off with an ellipsis");
    } else if (text.ink.height() > text.item->height() + slack) {
      say(QString(" needs %1 px of height and has %2").arg(text.ink.height()).arg(text.item->height()));
    } else if (text.ink.width() > text.item->width() + slack) {
      say(QString(" needs %1 px of width and has %2").arg(text.ink.width()).arg(text.item->width()));
    } else if (const auto by = out_of_reach(text, scene.page()); !by.isEmpty()) {
      say(" cannot be brought into view, it leaves " + by);
    } else if (auto* cover = scene.partly_over(text); cover != nullptr && !scrolls(text.item)) {
      say(" is partly under " + name_of(cover));
    }
  }
  return out;
}

Findings overlapping_texts(const Scene& scene) {
  Findings out;
  const auto& texts = scene.texts();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const QRectF shared = texts[i].seen.intersected(texts[j].seen);
      if (shared.width() <= slack || shared.height() <= slack) continue;
      if (holds(texts[i].item, texts[j].item) || holds(texts[j].item, texts[i].item)) continue;
      if (scene.cover_of(shared, std::min(texts[i].order, texts[j].order)) != nullptr) continue;
      out.push_back({"overlap", name_of(texts[i].item) + " and " + name_of(texts[j].item) + place(shared)});
    }
  }
  return out;
}

}  // namespace beatbook::test::walker
