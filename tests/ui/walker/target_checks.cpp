#include <QAccessible>
#include <QMetaMethod>
#include <QQuickItem>
#include <map>

#include "ui/walker/checks.h"
#include "ui/walker/scene.h"

namespace beatbook::test::walker {
namespace {

// px: the least anything that is touched may measure, and what the look asks of a kind of control.
constexpr double least = 48;
constexpr double rounding = 0.5;
constexpr double frame_line = 1;
const std::map<QString, double> height_of_kind = {{"Chip", 56},   {"StartTile", 76}, {"TickRow", 76},
                                                  {"PinKey", 60}, {"PlateKey", 60},  {"FoldedRow", 56}};
const std::map<QString, double> height_of_size = {{"capture", 76}, {"field", 56}, {"touch", 48}};

// The attached Accessible of an item; null when it has none.
QObject* accessible(const QQuickItem* item) {
  for (auto* child : item->children())
    if (child->inherits("QQuickAccessibleAttached")) return child;
  return nullptr;
}

int role_of(const QObject* attached) { return attached == nullptr ? QAccessible::NoRole : attached->property("role").toInt(); }

bool ignored(const QObject* attached) { return attached != nullptr && attached->property("ignored").toBool(); }

bool is_touched(int role) {
  switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::Link:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::SpinBox:
    case QAccessible::ComboBox:
    case QAccessible::Slider:
    case QAccessible::ListItem:
      return true;
    default:
      return false;
  }
}

// Arrow keys go from one radio button to the next, and a stepper is worked by the buttons inside it.
bool is_tabbed_to(int role) { return is_touched(role) && role != QAccessible::RadioButton && role != QAccessible::SpinBox; }

bool is_pressed(int role) {
  return is_touched(role) && role != QAccessible::EditableText && role != QAccessible::Slider && role != QAccessible::SpinBox;
}

// Qt keeps the name of a secret's field to itself; there it is the label it was made with.
QString said_name(const QQuickItem* item, const QObject* attached) {
  if (attached == nullptr) return {};
  const bool secret = attached->property("passwordEdit").toBool();
  return (secret ? item->property("label") : attached->property("name")).toString().trimmed();
}

bool answers(const QObject* attached, const char* signal) {
  struct Reach : QObject {
    using QObject::isSignalConnected;
  };
  const int at = attached->metaObject()->indexOfSignal(signal);
  return at >= 0 && (attached->*(&Reach::isSignalConnected))(attached->metaObject()->method(at));
}

// A field is touched in its box, not only on its line of text.
QRectF touched_area(const Painted& painted) {
  QRectF area = painted.rect;
  // A cell stands inside the line around its row, which is touched with it.
  if (type_of(painted.item) == "ChoiceCell") area.adjust(0, -frame_line, 0, frame_line);
  if (!painted.item->inherits("QQuickTextInput") && !painted.item->inherits("QQuickTextEdit")) return area;
  for (auto* up = painted.item->parentItem(); up != nullptr; up = up->parentItem()) {
    const QRectF box = up->mapRectToScene(QRectF(0, 0, up->width(), up->height()));
    if (box.height() > 4 * least || is_flickable(up)) break;
    area = area.united(box);
    if (QString(up->metaObject()->className()).contains("QMLTYPE")) break;
  }
  return area;
}

double asked_height(const QQuickItem* item) {
  double asked = least;
  if (const auto known = height_of_kind.find(type_of(item)); known != height_of_kind.end()) asked = known->second;
  if (const auto known = height_of_size.find(item->property("size").toString()); known != height_of_size.end())
    asked = std::max(asked, known->second);
  return std::max(asked, item->property("minimumHeight").toDouble());
}

bool is_a_field(const QQuickItem* item) { return item->inherits("QQuickTextInput") || item->inherits("QQuickTextEdit"); }

}  // namespace

Findings small_targets(const Scene& scene) {
  Findings out;
  for (const auto& painted : scene.items()) {
    const auto* attached = accessible(painted.item);
    if (!is_touched(role_of(attached)) || !painted.item->isEnabled()) continue;
    if (!painted.item->activeFocusOnTab() && !answers(attached, "pressAction()")) continue;
    const QRectF area = touched_area(painted);
    const double asked = asked_height(painted.item);
    if (area.height() >= asked - rounding && area.width() >= least - rounding) continue;
    out.push_back({"target", QString("%1 is %2×%3 px and must be %4×%5")
                                 .arg(name_of(painted.item))
                                 .arg(qRound(area.width()))
                                 .arg(qRound(area.height()))
                                 .arg(least)
                                 .arg(asked)});
  }
  return out;
}

Findings nameless_controls(const Scene& scene) {
  Findings out;
  const auto say = [&](const QQuickItem* item, const QString& what) { out.push_back({"name", name_of(item) + what}); };
  for (const auto& painted : scene.items()) {
    const auto* item = painted.item;
    const auto* attached = accessible(item);
    const int role = role_of(attached);
    const bool control = is_touched(role) || item->inherits("QQuickAbstractButton") || is_a_field(item) ||
                         (item->activeFocusOnTab() && !is_flickable(item));
    // A row that only shows something while it cannot be pressed is a text.
    const bool shows = role == QAccessible::StaticText && !item->isEnabled();
    if (!control || shows || ignored(attached)) continue;
    if (is_a_field(item) && item->property("readOnly").toBool() && !item->activeFocusOnTab()) continue;
    if (said_name(item, attached).isEmpty()) {
      say(item, " has no name to be read out");
    } else if (!is_touched(role) && (item->inherits("QQuickAbstractButton") || is_a_field(item))) {
      say(item, " has no role");
    } else if (is_pressed(role) && item->isEnabled() && !answers(attached, "pressAction()") &&
               !answers(attached, "toggleAction()")) {
      say(item, " has no press action");
    } else if (is_tabbed_to(role) && item->isEnabled() && !item->activeFocusOnTab()) {
      say(item, " cannot be reached with the Tab key");
    }
  }
  return out;
}

Findings missing_hide(const Scene& scene) {
  const auto hides = [](const Painted& painted) {
    const auto* attached = accessible(painted.item);
    return is_pressed(role_of(attached)) && said_name(painted.item, attached) == "Hide" && painted.seen == painted.rect;
  };
  if (std::any_of(scene.items().begin(), scene.items().end(), hides)) return {};
  return {{"hide", "nothing hides the page at a touch"}};
}

Findings shape_of(const Scene& scene) {
  Findings out = cut_texts(scene);
  append(out, overlapping_texts(scene));
  append(out, small_targets(scene));
  append(out, nameless_controls(scene));
  return out;
}

}  // namespace beatbook::test::walker
