#pragma once
// The real window over a store, for a walk: opens pages of Main.qml's table and shows each in a theme, at a size, in a size of
// text.
#include <QQmlApplicationEngine>
#include <QStringList>
#include <QVariantMap>
#include <filesystem>
#include <memory>

#include "ui/walker/checks.h"
#include "ui/walker/scene.h"
#include "ui/walker/sheet.h"

class QQuickItem;
class QQuickWindow;

namespace beatbook::app {
class Session;
}

namespace beatbook::test::walker {

class Stage {
 public:
  // Opens the window, locked. Throws std::runtime_error when the page does not load.
  explicit Stage(const std::filesystem::path& store);
  ~Stage();

  // Throws std::runtime_error when the store does not open within ten seconds.
  void unlock(const std::string& secret);
  // Names in the window's table.
  QStringList pages() const;
  // The page alone in the window, with these properties; returns when it has loaded what it shows.
  void open(const QString& page, const QVariantMap& properties);
  // The tablet is held in the left hand, or in the right.
  void hold_left(bool left);
  // Tab so many times, as somebody without a pointer does.
  void tab_on(int times);
  // The page as it looks now. Waits until two pictures in a row are the same.
  Scene show(const Case& at);
  // By how many px what scrolls is longer than its place on the page.
  int overflow() const;
  // One screen further down what scrolls; false when there is nothing further, then it is back at the top.
  bool scroll_on();

  QQuickWindow& window() { return *window_; }
  app::Session& session();
  // The first visible item of this QML type; null when there is none.
  QQuickItem* find(const QString& type) const;
  // What QML complained of since the last call.
  Findings take_warnings();

 private:
  struct App;
  QImage settle();
  void wait_for_content();
  QQuickItem* scrolled() const;

  std::unique_ptr<App> app_;
  std::unique_ptr<QQmlApplicationEngine> engine_;
  std::unique_ptr<QObject> hands_;
  QQuickWindow* window_ = nullptr;
};

}  // namespace beatbook::test::walker
