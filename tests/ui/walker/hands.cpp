#include "ui/walker/hands.h"

#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <functional>

#include "ui/walker/scene.h"

namespace beatbook::test::walker {
namespace {

constexpr int patience_ms = 15000;
constexpr int moved_after_ms = 30, most_moves = 60;

QString spoken_name(const QQuickItem* item) {
  for (const auto* child : item->children()) {
    if (!child->inherits("QQuickAccessibleAttached")) continue;
    const auto* source = child->property("passwordEdit").toBool() ? static_cast<const QObject*>(item) : child;
    return source->property(source == item ? "label" : "name").toString();
  }
  return {};
}

bool is_used(const QQuickItem* item) {
  return item->isEnabled() &&
         (item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit"));
}

QQuickItem* first(QQuickItem* item, const std::function<bool(const QQuickItem*)>& fits) {
  if (!item->isVisible()) return nullptr;
  if (fits(item)) return item;
  for (auto* child : item->childItems())
    if (auto* found = first(child, fits)) return found;
  return nullptr;
}

}  // namespace

QQuickItem* Hands::control(const QString& name, const QString& question) const {
  auto* from = question.isEmpty() ? window_.contentItem() : first(window_.contentItem(), [&](const QQuickItem* item) {
    return !is_used(item) && !item->inherits("QQuickText") && spoken_name(item).contains(question);
  });
  if (from == nullptr) return nullptr;
  for (const bool whole : {true, false}) {
    auto* found = first(from, [&](const QQuickItem* item) {
      if (!is_used(item)) return false;
      const auto said = spoken_name(item);
      return whole ? said == name : said.contains(name);
    });
    if (found != nullptr) return found;
  }
  return nullptr;
}

std::string Hands::controls() const {
  std::string there;
  first(window_.contentItem(), [&](const QQuickItem* item) {
    if (is_used(item)) there += "\n  " + spoken_name(item).toStdString();
    return false;
  });
  return there;
}

void Hands::wait_for(const QString& name, const QString& question) {
  if (QTest::qWaitFor([&] { return control(name, question) != nullptr; }, patience_ms)) return;
  const auto where = question.isEmpty() ? std::string("here") : "at \"" + question.toStdString() + "\"";
  throw std::runtime_error("nothing " + where + " is called \"" + name.toStdString() + "\". There is:" + controls());
}

void Hands::bring_into_view(QQuickItem* item) {
  // What was just made is laid out by the next picture.
  window_.grabWindow();
  for (auto* up = item->parentItem(); up != nullptr; up = up->parentItem()) {
    if (!is_flickable(up)) continue;
    const QRectF box = item->mapRectToItem(up, QRectF(0, 0, item->width(), item->height()));
    const double over = box.top() < 0 ? box.top() : std::max(0.0, std::min(box.bottom() - up->height(), box.top()));
    if (over != 0) up->setProperty("contentY", up->property("contentY").toDouble() + over);
  }
  window_.grabWindow();
}

// Keys and shortcuts belong to the window that is in front.
void Hands::come_to_front() {
  if (window_.isActive()) return;
  window_.requestActivate();
  if (!QTest::qWaitFor([&] { return window_.isActive(); }, patience_ms))
    throw std::runtime_error("the window does not come to the front");
}

// Nobody hits what still moves: a list that is being filled puts its rows elsewhere, or makes them anew.
std::optional<QPoint> Hands::steady(const QString& name, const QString& question) {
  std::optional<QPoint> at;
  for (int moved = 0; moved < most_moves; ++moved) {
    auto* item = control(name, question);
    if (item == nullptr) return std::nullopt;
    bring_into_view(item);
    const QPoint now = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
    if (now == at) return at;
    at = now;
    QTest::qWait(moved_after_ms);
  }
  throw std::runtime_error("\"" + name.toStdString() + "\" does not come to rest");
}

void Hands::click(const QString& name, const QString& question) {
  come_to_front();
  std::optional<QPoint> at;
  while (!at) {
    wait_for(name, question);
    at = steady(name, question);
  }
  QTest::mouseClick(&window_, Qt::LeftButton, Qt::NoModifier, *at);
  ++taps_;
  QTest::qWait(1);
}

bool Hands::press_if_there(const QString& name) {
  come_to_front();
  const auto at = steady(name, {});
  if (!at) return false;
  QTest::mouseClick(&window_, Qt::LeftButton, Qt::NoModifier, *at);
  ++taps_;
  QTest::qWait(1);
  return true;
}

void Hands::press(const QString& name) { click(name, {}); }

void Hands::answer(const QString& question, const QString& name) { click(name, question); }

void Hands::write(const QString& name, const QString& text) {
  click(name, {});
  QTest::keySequence(&window_, QKeySequence::SelectAll);
  type(text);
}

void Hands::type(const QString& text) {
  for (const QChar c : text) QTest::sendKeyEvent(QTest::Click, &window_, Qt::Key_unknown, QString(c), Qt::NoModifier);
  QTest::qWait(1);
}

void Hands::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  come_to_front();
  QTest::keyClick(&window_, key, modifiers);
  QTest::qWait(1);
}

QString Hands::name_of(const QString& name) const {
  const auto* item = control(name, {});
  return item != nullptr ? spoken_name(item) : QString();
}

QString Hands::holder() const {
  const auto* item = window_.activeFocusItem();
  return item != nullptr ? spoken_name(item) : QString();
}

bool Hands::sees(const QString& words) const {
  return first(window_.contentItem(), [&](const QQuickItem* item) {
           return item->inherits("QQuickText") && item->property("text").toString().contains(words);
         }) != nullptr;
}

void Hands::wait_not_to_see(const QString& words) {
  if (!QTest::qWaitFor([&] { return !sees(words); }, patience_ms))
    throw std::runtime_error("it still says \"" + words.toStdString() + "\"");
}

void Hands::wait_to_see(const QString& words, const QString& or_these) {
  const auto there_now = [&] { return sees(words) || (!or_these.isEmpty() && sees(or_these)); };
  if (QTest::qWaitFor(there_now, patience_ms)) return;
  std::string there;
  first(window_.contentItem(), [&](const QQuickItem* item) {
    if (item->inherits("QQuickText")) there += "\n  " + item->property("text").toString().toStdString();
    return false;
  });
  throw std::runtime_error("nowhere does it say \"" + words.toStdString() + "\". It says:" + there);
}

}  // namespace beatbook::test::walker
