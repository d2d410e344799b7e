#pragma once
// How this tablet looks and is held. Kept in `settings.json` of the store's directory, readable while it is locked: nothing in
// it is about a person.
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <filesystem>

class QQmlEngine;
class QJSEngine;

namespace beatbook::app {

class TabletThread;

class Settings : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QString theme READ theme WRITE set_theme NOTIFY themeChanged)                  // day | night | contrast
  Q_PROPERTY(qreal textScale READ text_scale WRITE set_text_scale NOTIFY textScaleChanged)  // 1 to 2
  Q_PROPERTY(bool leftHanded READ left_handed WRITE set_left_handed NOTIFY leftHandedChanged)
  Q_PROPERTY(bool lessMotion READ less_motion WRITE set_less_motion NOTIFY lessMotionChanged)
  // 1 to 60: locks by itself after as long without a touch.
  Q_PROPERTY(int lockAfterMinutes READ lock_after_minutes WRITE set_lock_after_minutes NOTIFY lockAfterMinutesChanged)
 public:
  // Reads the file; what is not there or not right is as it comes.
  Settings(std::filesystem::path directory, TabletThread& thread);
  // Writes what changed last.
  ~Settings() override;
  static Settings* create(QQmlEngine* engine, QJSEngine*);

  QString theme() const { return theme_; }
  void set_theme(const QString& theme);
  qreal text_scale() const { return text_scale_; }
  void set_text_scale(qreal scale);
  bool left_handed() const { return left_handed_; }
  void set_left_handed(bool on);
  bool less_motion() const { return less_motion_; }
  void set_less_motion(bool on);
  int lock_after_minutes() const { return lock_after_minutes_; }
  void set_lock_after_minutes(int minutes);

 signals:
  void themeChanged();
  void textScaleChanged();
  void leftHandedChanged();
  void lessMotionChanged();
  void lockAfterMinutesChanged();

 private:
  void read();
  std::string text() const;

  std::filesystem::path directory_;
  TabletThread& thread_;
  QTimer write_soon_;
  QString theme_ = QStringLiteral("day");
  qreal text_scale_ = 1;
  bool left_handed_ = false, less_motion_ = false;
  int lock_after_minutes_ = 5;
};

}  // namespace beatbook::app
