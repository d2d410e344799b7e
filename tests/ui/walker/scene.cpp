#include "ui/walker/scene.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <algorithm>

namespace beatbook::test::walker {
namespace {

bool is_text(const QQuickItem* item) {
  return item->inherits("QQuickText") || item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit");
}

double number(const QQuickItem* item, const char* name) { return item->property(name).toDouble(); }

// Where the lines stand inside the box of the text.
QRectF ink_of(const QQuickItem* item) {
  const double width = number(item, "contentWidth");
  const double height = number(item, "contentHeight");
  const double left = number(item, "leftPadding");
  const double right = number(item, "rightPadding");
  const double top = number(item, "topPadding");
  const double bottom = number(item, "bottomPadding");
  const int across = item->property("effectiveHorizontalAlignment").toInt();
  const int down = item->property("verticalAlignment").toInt();
  double x = left;
  if (across & Qt::AlignRight) x = item->width() - right - width;
  if (across & Qt::AlignHCenter) x = left + (item->width() - left - right - width) / 2;
  double y = top;
  if (down & Qt::AlignBottom) y = item->height() - bottom - height;
  if (down & Qt::AlignVCenter) y = top + (item->height() - top - bottom - height) / 2;
  return {x, y, width, height};
}

// Children in the order they are painted: by z, then as they were declared.
QList<QQuickItem*> painted_children(const QQuickItem* item) {
  auto children = item->childItems();
  std::stable_sort(children.begin(), children.end(), [](const auto* a, const auto* b) { return a->z() < b->z(); });
  return children;
}

}  // namespace

QString type_of(const QObject* object) {
  static const QRegularExpression appended("(_QMLTYPE_\\d+|_QML_\\d+)+$");
  QString name = object->metaObject()->className();
  name.remove(appended);
  return name.startsWith("QQuick") ? name.mid(6) : name;
}

QString name_of(const QQuickItem* item) {
  QString said = item->objectName();
  if (said.isEmpty()) said = item->property("spoken").toString();
  if (said.isEmpty()) said = item->property("text").toString();
  if (said.isEmpty()) said = item->property("label").toString();
  if (said.size() > 40) said = said.left(39) + "…";
  QString out = said.isEmpty() ? type_of(item) : type_of(item) + " \"" + said + "\"";
  for (const QQuickItem* up = item->parentItem(); up != nullptr; up = up->parentItem()) {
    if (!QString(up->metaObject()->className()).contains("QMLTYPE")) continue;
    return out + " in " + type_of(up);
  }
  return out;
}

bool is_flickable(const QQuickItem* item) { return item->inherits("QQuickFlickable"); }

Scene::Scene(QQuickWindow& window, QImage picture)
    : page_(0, 0, window.width(), window.height()), picture_(picture.convertToFormat(QImage::Format_RGB32)) {
  gather(window.contentItem(), page_, 1);
}

void Scene::gather(QQuickItem* item, QRectF clip, double opacity) {
  if (!item->isVisible()) return;
  opacity *= item->opacity();
  if (opacity <= 0) return;
  const auto children = painted_children(item);
  const QRectF rect = item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
  const QRectF inner = item->clip() ? clip.intersected(rect) : clip;
  for (auto* child : children)
    if (child->z() < 0) gather(child, inner, opacity);

  items_.push_back({item, rect, rect.intersected(clip), opacity});
  if (is_text(item)) gather_text(item, inner, opacity);
  if (item->inherits("QQuickRectangle") && opacity >= 1 && item->property("color").value<QColor>().alpha() == 255)
    covers_.push_back({item, rect.intersected(clip), items_.size()});

  for (auto* child : children)
    if (child->z() >= 0) gather(child, inner, opacity);
}

void Scene::gather_text(QQuickItem* item, const QRectF& clip, double opacity) {
  const QString text = item->property(item->inherits("QQuickTextInput") ? "displayText" : "text").toString();
  const QRectF ink = item->mapRectToScene(ink_of(item));
  if (text.trimmed().isEmpty() || ink.isEmpty()) return;
  texts_.push_back({item, text, ink, ink.intersected(clip), item->property("color").value<QColor>(), opacity, items_.size()});
}

QQuickItem* Scene::cover_of(const QRectF& area, std::size_t order) const {
  for (const auto& cover : covers_)
    if (cover.order > order && cover.rect.contains(area)) return cover.item;
  return nullptr;
}

QQuickItem* Scene::partly_over(const PaintedText& text) const {
  for (const auto& cover : covers_) {
    // What belongs to the text itself, like a line under its letters, is no cover.
    if (cover.order <= text.order || text.item->isAncestorOf(cover.item)) continue;
    const QRectF shared = cover.rect.intersected(text.seen);
    if (shared.width() > 2 && shared.height() > 2) return cover.item;
  }
  return nullptr;
}

}  // namespace beatbook::test::walker
