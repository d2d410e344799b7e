#include "ui/walker/form_filler.h"

#include <QAbstractItemModel>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSet>
#include <QTest>

#include "ui/walker/scene.h"

namespace beatbook::test::walker {
namespace {

constexpr int patience_ms = 5000;
constexpr int most_rounds = 6;  // an answer opens a field whose answer opens a field

class Row {
 public:
  Row(const QAbstractItemModel& model, int row) : model_(model), row_(row) {}
  QVariant operator[](const char* role) const {
    return model_.data(model_.index(row_, 0), model_.roleNames().key(QByteArray(role)));
  }
  QString text(const char* role) const { return (*this)[role].toString(); }

 private:
  const QAbstractItemModel& model_;
  int row_;
};

QString first_code(const Row& row) {
  const auto options = row["options"].toList();
  if (options.isEmpty()) return {};
  const auto* type = options.first().metaType().metaObject();
  return type ? type->property(type->indexOfProperty("code")).readOnGadget(options.first().constData()).toString() : QString();
}

QVariant words(const Row& row) {
  const auto keyboard = row.text("keyboard");
  if (keyboard == "grid") return "SK 589 041";
  if (keyboard == "phone") return "01632 960123";
  if (keyboard == "postcode") return "LS1 1AA";
  if (keyboard == "beat") return "A1";
  if (keyboard == "name") return "Avocet";
  return "Seen from ten metres, under a street lamp.";
}

QVariant answer(const Row& row) {
  const auto control = row.text("control");
  if (control == "yes_no" || control == "tick") return true;
  if (control == "stepper" || control == "number") return qMax(1, row["minimum"].toInt());
  if (control == "plate") return "AA19 AAA";
  if (control == "date") return "01/11/2026";
  if (control == "moment") return "22:40";
  if (control == "officer") return "PC 1234";
  if (control == "officers") return QVariantList{"PC 1234"};
  if (control == "chips") return QVariantList{first_code(row)};
  if (control == "lines") return QVariantList{words(row)};
  if (control == "line" || control == "area") return words(row);
  if (control == "segmented" || control == "tiles" || control == "more") return first_code(row);
  return {};
}

void set(QObject& form, const QString& path, const QVariant& value) {
  QMetaObject::invokeMethod(&form, "set", Q_ARG(QString, path), Q_ARG(QVariant, value));
}

QQuickItem* form_page(QQuickItem* item) {
  if (item->property("worked").isValid() && item->property("remarked").isValid()) return item;
  for (auto* child : item->childItems())
    if (auto* found = form_page(child)) return found;
  return nullptr;
}

QStringList section_keys(const QObject& form) {
  QStringList keys;
  for (const auto& section : form.property("sections").toList()) {
    const auto* type = section.metaType().metaObject();
    const auto read = [&](const char* name) {
      return type->property(type->indexOfProperty(name)).readOnGadget(section.constData()).toString();
    };
    keys.push_back(read("part") + "/" + read("title"));
  }
  return keys;
}

}  // namespace

QObject* form_of(QQuickWindow& window) {
  for (auto* object : window.findChildren<QObject*>())
    if (QByteArray(object->metaObject()->className()).startsWith("beatbook::app::FormModel")) return object;
  return nullptr;
}

bool wait_for_form(QObject& form) {
  return QTest::qWaitFor(
      [&] {
        return !form.property("errorText").toString().isEmpty() ||
               (form.property("loaded").toBool() && !form.property("checking").toBool());
      },
      patience_ms);
}

void fill_in(QQuickWindow& window, QObject& form) {
  const auto& model = dynamic_cast<QAbstractItemModel&>(form);
  QSet<QString> answered;
  for (int round = 0; round < most_rounds; ++round) {
    bool more = false;
    for (int i = 0; i < model.rowCount(); ++i) {
      const Row row(model, i);
      const auto path = row.text("path");
      if (answered.contains(path) || row["readOnly"].toBool()) continue;
      answered.insert(path);
      more = true;
      QString added;
      if (row.text("control") == "blocks" && row["empty"].toBool())
        QMetaObject::invokeMethod(&form, "addBlock", Q_RETURN_ARG(QString, added), Q_ARG(QString, path));
      else if (const auto value = answer(row); value.isValid() && row["empty"].toBool())
        set(form, path, value);
    }
    (void)wait_for_form(form);
    if (!more) break;
  }
  // What is open stays so, whatever is answered.
  if (auto* page = form_page(window.contentItem())) page->setProperty("remarked", section_keys(form));
  QTest::qWait(50);
}

QStringList steps_of(QQuickWindow& window) {
  auto* page = form_page(window.contentItem());
  auto* form = form_of(window);
  return page && form && page->property("stepped").toBool() ? section_keys(*form) : QStringList();
}

void open_step(QQuickWindow& window, const QString& step) {
  form_page(window.contentItem())->setProperty("currentSection", step);
  QTest::qWait(20);
}

}  // namespace beatbook::test::walker
