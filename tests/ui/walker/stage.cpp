#include "ui/walker/stage.h"

#include <QQmlComponent>
#include <QQmlIncubationController>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <QtMath>

#include "ui/walker/app.h"

namespace beatbook::test::walker {
namespace {

constexpr int most_frames = 40;
constexpr int patience_ms = 10000;

// What a person does on the settings page and at the lock.
constexpr char hands[] = R"(import QtQml
import Beatbook
QtObject {
    function look(theme: string, textScale: real): void {
        Settings.theme = theme;
        Settings.textScale = textScale;
        Settings.lessMotion = true;
        Settings.lockAfterMinutes = 60;
    }
    function hold(left: bool): void { Settings.leftHanded = left; }
    function unlock(secret: string): void { Session.unlock(secret); }
    function errorText(): string { return Session.errorText; }
})";

Findings& warnings() {
  static Findings seen;
  return seen;
}

void keep_warning(QtMsgType kind, const QMessageLogContext& context, const QString& text) {
  // Qt's own bookkeeping: a picture taken at the very moment an animation ends makes its timer say so.
  const bool of_qt = QByteArray(context.category).startsWith("qt.") || text.startsWith("QUnifiedTimer::");
  if (kind != QtDebugMsg && !of_qt) warnings().push_back({"warning", text});
}

template <class Visit>
void each_item(QQuickItem* item, Visit visit) {
  if (!item->isVisible()) return;
  visit(item);
  for (auto* child : item->childItems()) each_item(child, visit);
}

}  // namespace

Stage::Stage(const std::filesystem::path& store)
    : app_(std::make_unique<App>(store)), engine_(std::make_unique<QQmlApplicationEngine>()) {
  qInstallMessageHandler(keep_warning);
  if (!app_->load(*engine_) || engine_->rootObjects().isEmpty()) {
    std::string why = "Main.qml does not load";
    for (const auto& each : take_warnings()) why += "\n" + each.what.toStdString();
    throw std::runtime_error(why);
  }
  window_ = qobject_cast<QQuickWindow*>(engine_->rootObjects().first());
  window_->show();
  QQmlComponent component(engine_.get());
  component.setData(hands, QUrl());
  hands_.reset(component.create());
  if (hands_ == nullptr) throw std::runtime_error(component.errorString().toStdString());
  wait_for_content();
}

Stage::~Stage() {
  hands_.reset();
  engine_.reset();
  qInstallMessageHandler(nullptr);
}

void Stage::unlock(const std::string& secret) {
  QMetaObject::invokeMethod(hands_.get(), "unlock", Q_ARG(QString, QString::fromStdString(secret)));
  if (!QTest::qWaitFor([&] { return window_->property("open").toBool(); }, patience_ms)) {
    QString why;
    QMetaObject::invokeMethod(hands_.get(), "errorText", Q_RETURN_ARG(QString, why));
    throw std::runtime_error("the store did not open. " + why.toStdString());
  }
  wait_for_content();
}

app::Session& Stage::session() { return app_->ui.session(); }

QStringList Stage::pages() const { return window_->property("pages").toMap().keys(); }

void Stage::open(const QString& page, const QVariantMap& properties) {
  if (!QMetaObject::invokeMethod(window_, "startAt", Q_ARG(QString, page), Q_ARG(QVariant, properties)) &&
      !QMetaObject::invokeMethod(window_, "startAt", Q_ARG(QVariant, page), Q_ARG(QVariant, properties)))
    throw std::runtime_error("the window has no startAt");
  wait_for_content();
}

void Stage::hold_left(bool left) { QMetaObject::invokeMethod(hands_.get(), "hold", Q_ARG(bool, left)); }

void Stage::tab_on(int times) {
  window_->requestActivate();
  (void)QTest::qWaitForWindowActive(window_);
  for (int i = 0; i < times; ++i) QTest::keyClick(window_, Qt::Key_Tab);
}

// Models and views say `loading`, or that they are not `loaded` yet.
void Stage::wait_for_content() {
  QTest::qWait(30);
  const bool loaded_all = QTest::qWaitFor(
      [&] {
        for (const auto* object : window_->findChildren<QObject*>()) {
          const auto loading = object->property("loading");
          if (loading.isValid() && loading.toBool()) return false;
          const auto loaded = object->property("loaded");
          if (loaded.isValid() && !loaded.toBool() && !object->property("missing").toBool() &&
              !object->property("entryId").toString().isEmpty())
            return false;
        }
        return true;
      },
      patience_ms);
  if (!loaded_all) warnings().push_back({"warning", "the page was still loading after ten seconds"});
  QTest::qWait(30);
}

QImage Stage::settle() {
  // The software renderer of Qt 6.4 now and then leaves pixels behind where something moved; this has it paint everything anew.
  QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
  window_->contentItem()->setOpacity(0);
  window_->grabWindow();
  window_->contentItem()->setOpacity(1);
  // A list that is being filled stands still for a frame too: three alike are needed, with no row half made.
  const auto* making = engine_->incubationController();
  QImage last;
  for (int i = 0, alike = 0; i < most_frames && alike < 2; ++i) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    QImage now = window_->grabWindow();
    const bool whole = making == nullptr || making->incubatingObjectCount() == 0;
    alike = whole && now == last ? alike + 1 : 0;
    last = std::move(now);
  }
  return last;
}

Scene Stage::show(const Case& at) {
  QMetaObject::invokeMethod(hands_.get(), "look", Q_ARG(QString, at.theme), Q_ARG(double, at.text_size));
  window_->resize(at.size);
  return {*window_, settle()};
}

// Of all that scrolls down and is on the page, what shows most.
QQuickItem* Stage::scrolled() const {
  QQuickItem* best = nullptr;
  each_item(window_->contentItem(), [&](QQuickItem* item) {
    if (!is_flickable(item) || item->property("contentHeight").toDouble() <= item->height() + 1) return;
    if (best == nullptr || item->width() * item->height() > best->width() * best->height()) best = item;
  });
  return best;
}

int Stage::overflow() const {
  const auto* item = scrolled();
  return item == nullptr ? 0 : qCeil(item->property("contentHeight").toDouble() - item->height());
}

bool Stage::scroll_on() {
  auto* item = scrolled();
  if (item == nullptr) return false;
  const double origin = item->property("originY").toDouble();
  const double last = origin + item->property("contentHeight").toDouble() - item->height();
  const double at = item->property("contentY").toDouble();
  const bool more = at < last - 1;
  item->setProperty("contentY", more ? std::min(last, at + 0.85 * item->height()) : origin);
  return more;
}

QQuickItem* Stage::find(const QString& type) const {
  QQuickItem* found = nullptr;
  each_item(window_->contentItem(), [&](QQuickItem* item) {
    if (found == nullptr && type_of(item) == type) found = item;
  });
  return found;
}

Findings Stage::take_warnings() {
  Findings out;
  out.swap(warnings());
  return out;
}

}  // namespace beatbook::test::walker
