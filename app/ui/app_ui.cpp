#include "app/ui/app_ui.h"

#include <QtQml/qqmlextensionplugin.h>

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <utility>

Q_IMPORT_QML_PLUGIN(BeatbookPlugin)
Q_IMPORT_QML_PLUGIN(Beatbook_ControlsPlugin)

namespace beatbook::app {

namespace {

constexpr int minute_ms = 60'000;

bool is_touch(QEvent::Type type) {
  return type == QEvent::KeyPress || type == QEvent::MouseButtonPress || type == QEvent::TouchBegin || type == QEvent::Wheel;
}

// What was copied while the tablet was open is of an entry.
void empty_clipboard() {
  auto* board = QGuiApplication::clipboard();
  board->clear();
  if (board->supportsSelection()) board->clear(QClipboard::Selection);
}

}  // namespace

AppUi::AppUi(std::filesystem::path directory, QObject* parent) : QObject(parent), session_(std::move(directory)) {
  idle_.setSingleShot(true);
  connect(&idle_, &QTimer::timeout, &session_, &Session::lock);
  connect(&session_, &Session::opened, this, &AppUi::start_idle);
  connect(&session_, &Session::locked, &idle_, &QTimer::stop);
  // Only what was copied here: another program's text is not ours to take away.
  connect(QGuiApplication::clipboard(), &QClipboard::changed, this, [this] {
    copied_ = copied_ || (session_.state() == Session::Open && QGuiApplication::applicationState() == Qt::ApplicationActive);
  });
  connect(&session_, &Session::locked, this, [this] {
    if (std::exchange(copied_, false)) empty_clipboard();
  });
  connect(&session_.settings(), &Settings::lockAfterMinutesChanged, this, &AppUi::start_idle);
  QCoreApplication::instance()->installEventFilter(this);
}

AppUi::~AppUi() { QCoreApplication::instance()->removeEventFilter(this); }

bool AppUi::load(QQmlApplicationEngine& engine, const QVariantMap& properties) {
  session_.serve(engine);
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine.setInitialProperties(properties);
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Beatbook/Main.qml")));
  return !engine.rootObjects().isEmpty();
}

void AppUi::start_idle() {
  if (session_.state() == Session::Open) idle_.start(session_.settings().lock_after_minutes() * minute_ms);
}

bool AppUi::eventFilter(QObject* watched, QEvent* event) {
  if (is_touch(event->type()) && idle_.isActive()) start_idle();
  return QObject::eventFilter(watched, event);
}

}  // namespace beatbook::app
