#pragma once
// What a window paints, in the order it paints it: the items, where they are seen, and what covers them.
// Everything is in scene coordinates (px). The items must outlive the scene; nothing is kept alive by it.
#include <QColor>
#include <QImage>
#include <QRectF>
#include <QString>
#include <vector>

class QQuickItem;
class QQuickWindow;

namespace beatbook::test::walker {

struct Painted {
  QQuickItem* item;
  QRectF rect;     // the whole item
  QRectF seen;     // what clipping ancestors and the window leave of it
  double opacity;  // its own times its ancestors'
};

// A text with something in it: a Text, or the content of a field.
struct PaintedText {
  QQuickItem* item;
  QString text;
  QRectF ink;   // the lines themselves, not the box around them
  QRectF seen;  // what clipping leaves of the ink; empty when scrolled away
  QColor color;
  double opacity;
  std::size_t order;  // in paint order; whatever has a higher one is painted over it
};

class Scene {
 public:
  // Gathers what is visible now. Call it after a grab, so that layout is done.
  Scene(QQuickWindow& window, QImage picture);

  const std::vector<Painted>& items() const { return items_; }
  const std::vector<PaintedText>& texts() const { return texts_; }
  const QImage& picture() const { return picture_; }
  QRectF page() const { return page_; }

  // The opaque rectangle that is painted over this area later and takes all, or part, of it; null when nothing does.
  QQuickItem* cover_of(const QRectF& area, std::size_t order) const;
  QQuickItem* partly_over(const PaintedText& text) const;

 private:
  void gather(QQuickItem* item, QRectF clip, double opacity);
  void gather_text(QQuickItem* item, const QRectF& clip, double opacity);

  QRectF page_;
  QImage picture_;
  std::vector<Painted> items_;
  std::vector<PaintedText> texts_;
  struct Cover {
    QQuickItem* item;
    QRectF rect;
    std::size_t order;
  };
  std::vector<Cover> covers_;
};

// "Chip "Calm"" or "AppButton settings": how a finding names an item.
QString name_of(const QQuickItem* item);
// The QML type without what the engine appends to it.
QString type_of(const QObject* object);
bool is_flickable(const QQuickItem* item);

}  // namespace beatbook::test::walker
