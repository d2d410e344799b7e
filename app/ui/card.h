#pragma once
// The card of a person or a vehicle, with the entries that name it.
#include <QQmlParserStatus>

#include "app/ui/person_facts.h"
#include "app/ui/session_link.h"

namespace beatbook::app {

struct Rung;

// What the two kinds of card share.
class RecordCard : public QObject, public QQmlParserStatus {
  Q_OBJECT
  QML_ANONYMOUS
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(QString entryId READ entry_id WRITE set_entry_id NOTIFY entryIdChanged)
  // "enforcement" leaves welfare out (BR-22); "safeguarding" shows all this tablet may hold.
  Q_PROPERTY(QString purpose READ purpose WRITE set_purpose NOTIFY entryIdChanged)
  Q_PROPERTY(bool allContacts READ all_contacts WRITE set_all_contacts NOTIFY entryIdChanged)
  Q_PROPERTY(bool loaded READ loaded NOTIFY changed)
  Q_PROPERTY(bool missing READ missing NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString line READ line NOTIFY changed)
  Q_PROPERTY(QString asOfText READ as_of_text NOTIFY changed)
  Q_PROPERTY(QString contactsText READ contacts_text NOTIFY changed)
  Q_PROPERTY(QString sync READ sync NOTIFY changed)
  Q_PROPERTY(QString syncText READ sync_text NOTIFY changed)
  Q_PROPERTY(bool mayAmend READ may_amend NOTIFY changed)
  Q_PROPERTY(QStringList needs READ needs NOTIFY changed)
  Q_PROPERTY(beatbook::app::EntryRowsModel* contacts READ contacts CONSTANT)
  Q_PROPERTY(beatbook::app::LineModel* lines READ lines CONSTANT)
 public:
  explicit RecordCard(QObject* parent);
  void classBegin() override {}
  void componentComplete() override { link_->find(); }
  void use(Session& session) { link_->use(session); }

  QString entry_id() const { return entry_id_; }
  void set_entry_id(const QString& id);
  QString purpose() const;
  void set_purpose(const QString& purpose);
  bool all_contacts() const { return all_contacts_; }
  void set_all_contacts(bool all);
  bool loaded() const { return loaded_; }
  bool missing() const { return loaded_ && !shown_.facts.here; }
  QString title() const { return shown_.facts.title; }
  virtual QString line() const = 0;
  QString as_of_text() const;
  QString contacts_text() const;
  QString sync() const { return shown_.facts.sync; }
  QString sync_text() const { return shown_.facts.sync_text; }
  bool may_amend() const { return shown_.facts.may_amend; }
  QStringList needs() const { return shown_.facts.needs; }
  EntryRowsModel* contacts() { return &contacts_; }
  LineModel* lines() { return &lines_; }

 signals:
  void entryIdChanged();
  void changed();

 protected:
  struct Shown {
    EntryFacts facts;
    PersonFacts person;
    QString vehicle_line, keeper;
    std::vector<EntryRow> contacts;
  };
  virtual void show_more() {}
  Shown shown_;

 private:
  void read();
  void show(Shown shown);

  SessionLink* link_;
  QString entry_id_;
  Purpose purpose_ = Purpose::enforcement;
  bool all_contacts_ = false;
  EntryRowsModel contacts_{this};
  LineModel lines_{this};
  bool loaded_ = false, reading_ = false, again_ = false;
};

class PersonCard : public RecordCard {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString safetyText READ safety_text NOTIFY changed)
  Q_PROPERTY(QStringList aliases READ aliases NOTIFY changed)
  Q_PROPERTY(QStringList phones READ phones NOTIFY changed)
  Q_PROPERTY(QVariantList same READ same NOTIFY changed)  // cardLink: other cards of this person, as supervisors said
  Q_PROPERTY(QString child READ child NOTIFY changed)     // "maybe": the card says under 18, or that it could be
  Q_PROPERTY(QString warningsText READ warnings_text NOTIFY changed)
  Q_PROPERTY(QString warningsNote READ warnings_note CONSTANT)
  Q_PROPERTY(QString standing READ standing NOTIFY changed)  // of LadderStrip: by the warnings that are live (rules/ladder.h)
  Q_PROPERTY(int needed READ needed NOTIFY changed)          // live warnings before an arrest
  Q_PROPERTY(QVariantList rungs READ rungs NOTIFY changed)   // rung: the last `needed` that count, oldest first
  // What follows from it if the officer chooses to warn: it never says that they should.
  Q_PROPERTY(QString ladderText READ ladder_text NOTIFY changed)
  Q_PROPERTY(QString ladderDetail READ ladder_detail NOTIFY changed)
  Q_PROPERTY(QString liveText READ live_text NOTIFY changed)  // how long what counts goes on counting
  Q_PROPERTY(beatbook::app::WarningModel* warnings READ warnings CONSTANT)
 public:
  explicit PersonCard(QObject* parent = nullptr) : RecordCard(parent) {}
  QString line() const override { return shown_.person.line; }
  QString safety_text() const;
  QStringList aliases() const { return shown_.person.aliases; }
  QVariantList same() const { return variants(shown_.person.same); }
  QStringList phones() const { return shown_.person.phones; }
  QString child() const { return shown_.person.maybe_child ? QStringLiteral("maybe") : QStringLiteral("no"); }
  QString warnings_text() const { return shown_.person.warnings_text; }
  QString warnings_note() const { return QStringLiteral("Other tablets may hold warnings not seen here."); }
  QString standing() const;
  int needed() const { return shown_.person.needed; }
  QVariantList rungs() const;
  QString ladder_text() const;
  QString ladder_detail() const;
  QString live_text() const;
  WarningModel* warnings() { return &warnings_; }

 protected:
  void show_more() override { warnings_.set_rows(shown_.person.warnings); }

 private:
  QString called() const;

  WarningModel warnings_{this};
};

class VehicleCard : public RecordCard {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString plate READ plate NOTIFY changed)
  Q_PROPERTY(QString keeperText READ keeper_text NOTIFY changed)
 public:
  explicit VehicleCard(QObject* parent = nullptr) : RecordCard(parent) {}
  QString line() const override { return shown_.vehicle_line; }
  QString plate() const;
  QString keeper_text() const { return shown_.keeper; }
};

// A warning as the strip of two rungs draws it.
struct Rung {
  Q_GADGET
  QML_VALUE_TYPE(rung)
  Q_PROPERTY(QString date MEMBER date)
  Q_PROPERTY(QString told MEMBER told)
  Q_PROPERTY(QString officer MEMBER officer)
 public:
  QString date, told, officer;
  bool operator==(const Rung&) const = default;
};

}  // namespace beatbook::app
