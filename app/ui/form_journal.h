#pragma once
// The draft of one form: what is typed is on disk within a second, and at once when the tablet is locked. Nothing is kept of a
// form that nobody has changed, and nothing is left of one that was saved.
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

class FormJournal : public QObject {
  Q_OBJECT
 public:
  // `form` gives the form as it is now, null when there is none to keep. Both outlive the journal.
  FormJournal(SessionLink& link, std::function<const Form*()> form);

  const RecordId& id() const { return id_; }  // empty before there is a draft
  bool has_draft() const { return has_draft_; }
  const QString& text() const { return text_; }  // "Draft kept 22:41", or why it was not

  // The form was opened from this draft.
  void resume(const RecordId& id);
  // Something else is in the form now; `place_only`: only where one is in it.
  void note(bool place_only = false);
  // Now, without waiting for an answer: before a lock, at the end.
  void keep_now();
  // The form is locked away; the answer of a save under way does not come any more.
  void stop();

  // From begin_save() to end_save() nothing is written: the save takes the draft away in its own transaction. Until `*stored`
  // is true (on the tablet's thread) a lock still keeps the form.
  std::shared_ptr<bool> begin_save();
  void end_save(bool stored);

 signals:
  void changed();

 private:
  static constexpr int after_ms = 500;
  const Form* worth_keeping() const;
  void name_draft();
  void put();

  SessionLink& link_;
  std::function<const Form*()> form_;
  QTimer soon_;
  RecordId id_;
  bool has_draft_ = false;  // it is, or will be, in the draft book
  QString text_;
  std::shared_ptr<bool> saving_;
};

}  // namespace beatbook::app
