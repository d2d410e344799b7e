#pragma once
// What two officers wrote at once, both kept, until a person settles it.
#include <QQmlParserStatus>
#include <functional>

#include "app/ui/list_read.h"
#include "app/ui/values.h"

namespace beatbook::app {

struct ConflictRow {
  QString entry_id, type_name, field, label, title, kind_text, question;
  QString before;  // what all of them began with, as a sentence; "" = not known
  std::vector<ConflictChoice> choices;
  bool own_only = false;  // only its author settles it
  QString key() const { return entry_id + '/' + field; }
  bool operator==(const ConflictRow&) const = default;
};

struct ConflictAnswer {
  int number = 0;  // of the choice
  QString reason;  // code; "" = none given
};

// On the tablet's thread: those of one record that this officer may settle.
std::vector<ConflictRow> conflict_rows(Bench& bench, const Stored& stored, bool own);

class ConflictModel : public RowModel<ConflictRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit ConflictModel(QObject* parent) : ConflictModel(nullptr, parent) {}

  // Takes choice `number` as it was shown; refused when the values have changed meanwhile. `reason` is a code of
  // amendment_reason or "", and goes into the history.
  Q_INVOKABLE void take(const QString& entry_id, const QString& field, int number, const QString& reason = {});
  // What may be given as a reason: {code, label}.
  Q_INVOKABLE QVariantList reasons() const;

 signals:
  void taken(const QString& entryId, const QString& field);
  void failed(const QString& text);

 protected:
  // Settles what a row shows; the owner of the model does, on the tablet's thread.
  using Settle = std::function<void(const ConflictRow& seen, const ConflictAnswer& answer)>;
  ConflictModel(Settle settle, QObject* parent);
  Settle settle_;
  friend class EntryView;
};

class Conflicts : public ConflictModel, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(QString emptyText READ empty_text NOTIFY loadingChanged)
 public:
  explicit Conflicts(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { reading_.link().find(); }
  void use(Session& session) { reading_.link().use(session); }

  bool loading() const { return reading_.loading(); }
  QString empty_text() const;

 signals:
  void loadingChanged();

 private:
  void settle(const ConflictRow& seen, const ConflictAnswer& answer);

  ListRead<ConflictRow> reading_;
};

// Settles it, unless what is recorded now is not what `seen` shows. A sentence when it was not done.
QString settle_conflict(Bench& bench, const ConflictRow& seen, const ConflictAnswer& answer);

}  // namespace beatbook::app
