#pragma once
// The open shift as its officer sees it.
#include <QtQml/qqmlregistration.h>

#include <QList>
#include <QObject>
#include <QString>

#include "app/ui/tablet_thread.h"
#include "app/ui/values.h"

namespace beatbook::app {

class Session;

struct ShiftFacts {
  bool open = false;
  bool joined = false;  // a colleague's: it is left, not ended
  QString id, team, sergeant, with, since, until, title, detail;
  int entries = 0;
  int next_number = 0;
  QStringList kinds, kind_counts;       // what was recorded, most used first
  QString notice;                       // tonight's outreach windows (BR-14), and that they are old; empty = none
  QList<int> missing;                   // numbers of this tablet that no entry carries (BR-29)
  std::vector<JoinableShift> joinable;  // while no shift is open
  bool operator==(const ShiftFacts&) const = default;
};
// On the tablet's thread.
ShiftFacts shift_facts(Bench& bench, int64_t now_ms);

class Shift : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Session.shift")
  Q_PROPERTY(bool open READ is_open NOTIFY changed)
  Q_PROPERTY(bool joined READ joined NOTIFY changed)
  Q_PROPERTY(QVariantList joinable READ joinable NOTIFY changed)  // joinableShift
  Q_PROPERTY(QString id READ id NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString detail READ detail NOTIFY changed)
  Q_PROPERTY(QString team READ team NOTIFY changed)
  Q_PROPERTY(QString sergeant READ sergeant NOTIFY changed)
  Q_PROPERTY(QString withText READ with_text NOTIFY changed)
  Q_PROPERTY(QString sinceText READ since_text NOTIFY changed)
  Q_PROPERTY(int entries READ entries NOTIFY changed)
  Q_PROPERTY(QStringList kinds READ kinds NOTIFY changed)             // of entries there are in this shift, in words
  Q_PROPERTY(QStringList kindCounts READ kind_counts NOTIFY changed)  // of each, how many
  Q_PROPERTY(QString nextNumberText READ next_number_text NOTIFY changed)
  Q_PROPERTY(QList<int> missing READ missing NOTIFY changed)
  Q_PROPERTY(QString missingText READ missing_text NOTIFY changed)
  Q_PROPERTY(QString summaryText READ summary_text NOTIFY changed)
  Q_PROPERTY(QString noticeText READ notice_text NOTIFY changed)
  Q_PROPERTY(QString refusal READ refusal NOTIFY refusalChanged)  // why it was not joined or left; "" when it was
 public:
  // A part of `session`.
  explicit Shift(Session& session);
  void set(const ShiftFacts& facts);

  bool is_open() const { return facts_.open; }
  bool joined() const { return facts_.joined; }
  QVariantList joinable() const { return variants(facts_.joinable); }
  QString id() const { return facts_.id; }
  QString title() const { return facts_.title; }
  QString detail() const { return facts_.detail; }
  QString team() const { return facts_.team; }
  QString sergeant() const { return facts_.sergeant; }
  QString with_text() const { return facts_.with; }
  QString since_text() const { return facts_.since; }
  int entries() const { return facts_.entries; }
  QStringList kinds() const { return facts_.kinds; }
  QStringList kind_counts() const { return facts_.kind_counts; }
  int next_number() const { return facts_.next_number; }
  QString next_number_text() const;
  QList<int> missing() const { return facts_.missing; }
  QString missing_text() const;
  QString summary_text() const;
  // What the shift, or the next one, has to keep in mind: tonight's outreach windows (BR-14), and that they are old.
  QString notice_text() const { return facts_.notice; }

  QString refusal() const { return refusal_; }

  // From now on entries belong to that shift.
  Q_INVOKABLE void join(const QString& id);
  // Of a joined shift; its author ends it.
  Q_INVOKABLE void leave();

 signals:
  void changed();
  // Entries of this shift are those of another now.
  void replaced();
  void refusalChanged();

 private:
  template <class Work>
  void do_there(Work work);

  Session& session_;
  ShiftFacts facts_;
  QString refusal_;
};

// "Entry 14 is missing.", "Entries 11 to 13 are missing.", "Entries 03, 11 are missing."
QString missing_entries_text(const QList<int>& numbers);

}  // namespace beatbook::app
