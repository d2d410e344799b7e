#pragma once
// A person at the window: finds what can be pressed or written in by the name that is read out, and uses mouse and keys.
// Everything waits up to some seconds for what it looks for, and throws std::runtime_error, with what there was, when it is not
// there.
#include <QPoint>
#include <QString>
#include <optional>

class QQuickItem;
class QQuickWindow;

namespace beatbook::test::walker {

class Hands {
 public:
  explicit Hands(QQuickWindow& window) : window_(window) {}

  // Scrolls to the control whose name contains this, and clicks it.
  void press(const QString& name);
  // The same where it may be gone by the time it is reached: the bar of a form names the next field until there is none.
  // False = it was gone.
  bool press_if_there(const QString& name);
  // The same within the question whose name contains `question`: its Yes, for instance.
  void answer(const QString& question, const QString& name);
  // Clicks into the field whose name contains this, and types in place of what is there.
  void write(const QString& name, const QString& text);
  // A text that contains these words, or the others, comes into being.
  void wait_to_see(const QString& words, const QString& or_these = {});
  void wait_not_to_see(const QString& words);
  bool sees(const QString& words) const;
  // Something that can be used now is called so.
  bool offers(const QString& name) const { return control(name, {}) != nullptr; }
  // The whole name of what can be used now and is called so; "" = nothing is.
  QString name_of(const QString& name) const;
  // Into whatever holds the keys.
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  void type(const QString& text);
  // The name of what holds the keys; "" when nothing with a name does.
  QString holder() const;
  // How often it has pressed; typing is no press.
  int taps() const { return taps_; }
  // The names of all that can be used now, a line each.
  std::string controls() const;

 private:
  // `question`: what it must be inside of; empty = anywhere.
  QQuickItem* control(const QString& name, const QString& question) const;
  void wait_for(const QString& name, const QString& question);
  void bring_into_view(QQuickItem* item);
  void come_to_front();
  // Where the control stands once it has come to rest; nothing when it is not there, or goes meanwhile.
  std::optional<QPoint> steady(const QString& name, const QString& question);
  void click(const QString& name, const QString& question);

  QQuickWindow& window_;
  int taps_ = 0;
};

}  // namespace beatbook::test::walker
