#pragma once
// One entry: what it says, how it stands, how it came about, and what this officer may do with it.
#include <QQmlParserStatus>

#include "app/ui/entry_facts.h"
#include "app/ui/session_link.h"

namespace beatbook::app {

class EntryView : public QObject, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(QString entryId READ entry_id WRITE set_entry_id NOTIFY entryIdChanged)
  Q_PROPERTY(bool loaded READ loaded NOTIFY changed)
  Q_PROPERTY(bool missing READ missing NOTIFY changed)
  Q_PROPERTY(QString errorText READ error_text NOTIFY changed)
  Q_PROPERTY(QString typeName READ type_name NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString number READ number NOTIFY changed)
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  Q_PROPERTY(QString author READ author NOTIFY changed)
  Q_PROPERTY(bool own READ own NOTIFY changed)
  Q_PROPERTY(QString whenText READ when_text NOTIFY changed)
  Q_PROPERTY(QString madeText READ made_text NOTIFY changed)
  Q_PROPERTY(QString marking READ marking NOTIFY changed)
  Q_PROPERTY(QString status READ status NOTIFY changed)
  Q_PROPERTY(QString statusText READ status_text NOTIFY changed)
  Q_PROPERTY(QString sync READ sync NOTIFY changed)
  Q_PROPERTY(QString syncText READ sync_text NOTIFY changed)
  Q_PROPERTY(QString syncDetail READ sync_detail NOTIFY changed)
  Q_PROPERTY(QStringList needs READ needs NOTIFY changed)
  Q_PROPERTY(bool needsYou READ needs_you NOTIFY changed)
  Q_PROPERTY(bool voided READ voided NOTIFY changed)
  Q_PROPERTY(bool partHidden READ part_hidden NOTIFY changed)
  Q_PROPERTY(QString reviewDueText READ review_due_text NOTIFY changed)
  Q_PROPERTY(bool overdue READ overdue NOTIFY changed)
  Q_PROPERTY(bool mayAmend READ may_amend NOTIFY changed)
  Q_PROPERTY(bool mayVoid READ may_void NOTIFY changed)
  Q_PROPERTY(bool mayRestore READ may_restore NOTIFY changed)
  Q_PROPERTY(bool mayReview READ may_review NOTIFY changed)
  Q_PROPERTY(QString reviewRefusal READ review_refusal NOTIFY changed)
  Q_PROPERTY(QString returnedComment READ returned_comment NOTIFY changed)
  // What to look at before a decision, and which version that would be about.
  Q_PROPERTY(QVariantList checks READ checks NOTIFY changed)  // reviewCheck
  Q_PROPERTY(int version READ version NOTIFY changed)
  Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)  // formOption
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(beatbook::app::LineModel* lines READ lines CONSTANT)
  Q_PROPERTY(beatbook::app::ChangeModel* changes READ changes CONSTANT)
  Q_PROPERTY(beatbook::app::VersionModel* history READ history CONSTANT)
  Q_PROPERTY(beatbook::app::ReviewModel* reviews READ reviews CONSTANT)
  Q_PROPERTY(beatbook::app::ConflictModel* conflicts READ conflicts CONSTANT)
 public:
  explicit EntryView(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { link_->find(); }
  void use(Session& session) { link_->use(session); }

  QString entry_id() const { return entry_id_; }
  void set_entry_id(const QString& id);
  bool loaded() const { return loaded_; }
  bool missing() const { return loaded_ && !facts_.here; }
  QString error_text() const { return facts_.error; }
  QString type_name() const { return facts_.type_name; }
  QString title() const { return facts_.title; }
  QString number() const { return facts_.number; }
  QString summary() const { return facts_.summary; }
  QString author() const { return facts_.author; }
  bool own() const { return facts_.own; }
  QString when_text() const { return facts_.when_text; }
  QString made_text() const { return facts_.made_text; }
  QString marking() const { return facts_.marking; }
  QString status() const { return facts_.status; }
  QString status_text() const { return facts_.status_text; }
  QString sync() const { return facts_.sync; }
  QString sync_text() const { return facts_.sync_text; }
  QString sync_detail() const { return facts_.sync_detail; }
  QStringList needs() const { return facts_.needs; }
  bool needs_you() const { return facts_.sync == QLatin1String("needsYou"); }
  bool voided() const { return facts_.voided; }
  bool part_hidden() const { return facts_.part_hidden; }
  QString review_due_text() const { return facts_.due_text; }
  bool overdue() const { return facts_.overdue; }
  bool may_amend() const { return facts_.may_amend; }
  bool may_void() const { return facts_.may_void; }
  bool may_restore() const { return facts_.may_restore; }
  bool may_review() const { return facts_.may_review; }
  QString review_refusal() const { return facts_.review_refusal; }
  QString returned_comment() const { return facts_.returned_comment; }
  QVariantList checks() const { return variants(facts_.checks); }
  QVariantList findings() const { return variants(facts_.findings); }
  int version() const { return static_cast<int>(facts_.versions.size()); }
  bool busy() const { return busy_; }
  LineModel* lines() { return &lines_; }
  ChangeModel* changes() { return &changes_; }
  VersionModel* history() { return &history_; }
  ReviewModel* reviews() { return &reviews_; }
  ConflictModel* conflicts() { return &conflicts_; }

  // Codes of amendment_reason. What was recorded stays readable.
  Q_INVOKABLE void voidEntry(const QString& reason_code, const QString& text);
  Q_INVOKABLE void restore(const QString& reason_code, const QString& text);

 signals:
  void entryIdChanged();
  void changed();
  void busyChanged();
  void done(const QString& text);
  void failed(const QString& text);

 private:
  void read();
  void show(EntryFacts facts);
  void settle(const ConflictRow& seen, const ConflictAnswer& answer);
  void act(std::function<QString(Bench&)> work, const QString& text);

  SessionLink* link_;
  QString entry_id_;
  EntryFacts facts_;
  LineModel lines_{this};
  ChangeModel changes_{this};
  VersionModel history_{this};
  ReviewModel reviews_{this};
  ConflictModel conflicts_{[this](const ConflictRow& seen, const ConflictAnswer& answer) { settle(seen, answer); }, this};
  bool loaded_ = false, busy_ = false, reading_ = false, again_ = false;
};

}  // namespace beatbook::app
