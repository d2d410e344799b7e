#pragma once
// A keeper letter of this tablet, to be read once more and put on paper (BR-13). What it says goes when the tablet is locked;
// the file it was written to is no part of the tablet and stays, so it is named again after unlocking.
#include <QtQml/qqmlregistration.h>

#include <QQmlParserStatus>

#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

class LetterPaper : public QObject, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(QString entryId READ entry_id WRITE set_entry_id NOTIFY entryIdChanged)  // "" = of no letter
  Q_PROPERTY(bool loaded READ loaded NOTIFY changed)
  Q_PROPERTY(QString stops READ stops NOTIFY changed)  // why it may not be printed; "" = it may
  Q_PROPERTY(QString text READ text NOTIFY changed)    // all it says, while it may be printed
  Q_PROPERTY(bool printed READ printed NOTIFY changed)
  Q_PROPERTY(QString folder READ folder CONSTANT)    // where files of this officer lie
  Q_PROPERTY(QString file READ file NOTIFY changed)  // written by this tablet and still there; "" = none
  Q_PROPERTY(QString errorText READ error_text NOTIFY changed)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
 public:
  explicit LetterPaper(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { link_->find(); }
  void use(Session& session) { link_->use(session); }

  QString entry_id() const { return entry_id_; }
  void set_entry_id(const QString& id);
  bool loaded() const { return loaded_; }
  QString stops() const { return facts_.stops; }
  QString text() const { return facts_.text; }
  bool printed() const { return facts_.printed; }
  QString folder() const;
  QString file() const { return facts_.file; }
  QString error_text() const { return error_; }
  bool busy() const { return busy_; }

  // Writes the PDF into `folder` and notes that the letter is printed; `file` says where it is.
  Q_INVOKABLE void write(const QString& folder);
  // Deletes the file, or the files; the letter stays printed.
  Q_INVOKABLE void removeFile();

 signals:
  void entryIdChanged();
  void changed();

 private:
  struct Facts {
    QString stops, text, file;
    bool printed = false;
  };
  static Facts read_facts(Bench& bench, const RecordId& id);
  void read();
  void settle(const QString& error);

  SessionLink* link_;
  QString entry_id_, error_;
  Facts facts_;
  bool loaded_ = false, busy_ = false;
};

}  // namespace beatbook::app
