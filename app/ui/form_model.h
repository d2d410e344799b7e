#pragma once
// A form being filled in: one row a field. What is typed is on disk within a second, and at once when the tablet is locked.
#include <QQmlParserStatus>
#include <memory>
#include <optional>

#include "app/forms/form_save.h"
#include "app/ui/form_journal.h"
#include "app/ui/form_rows.h"
#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

class FormModel : public FormRowsModel, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  // One of the four says which form it is, before the component is complete.
  Q_PROPERTY(QString type READ type WRITE set_type NOTIFY askedChanged)
  Q_PROPERTY(QString amend READ amend WRITE set_amend NOTIFY askedChanged)
  // With amend: the field two officers wrote at once, of which a third value is asked and nothing else.
  Q_PROPERTY(QString settles READ settles WRITE set_settles NOTIFY askedChanged)
  Q_PROPERTY(bool endShift READ end_shift WRITE set_end_shift NOTIFY askedChanged)
  Q_PROPERTY(QString draft READ draft WRITE set_draft NOTIFY askedChanged)
  // Records that fill the first field that can name one of their kind.
  Q_PROPERTY(QString forPerson READ for_person WRITE set_for_person NOTIFY askedChanged)
  Q_PROPERTY(QString forVehicle READ for_vehicle WRITE set_for_vehicle NOTIFY askedChanged)
  Q_PROPERTY(bool loaded READ loaded NOTIFY loadedChanged)
  Q_PROPERTY(QString errorText READ error_text NOTIFY loadedChanged)
  Q_PROPERTY(bool isAmend READ is_amend NOTIFY loadedChanged)
  Q_PROPERTY(QString recordType READ record_type NOTIFY loadedChanged)
  Q_PROPERTY(bool numbered READ numbered NOTIFY loadedChanged)  // a new record that gets a number of the shift
  Q_PROPERTY(bool care READ care NOTIFY loadedChanged)          // of welfare alone, never for enforcement
  Q_PROPERTY(QString person READ person NOTIFY stateChanged)    // the first card of a person it names; "" = none, or a new one
  Q_PROPERTY(QString title READ title NOTIFY stateChanged)
  Q_PROPERTY(QString action READ action NOTIFY stateChanged)
  Q_PROPERTY(QString actionDetail READ action_detail NOTIFY stateChanged)
  Q_PROPERTY(bool ready READ ready NOTIFY stateChanged)
  Q_PROPERTY(bool checking READ checking NOTIFY stateChanged)
  Q_PROPERTY(bool saving READ saving NOTIFY stateChanged)
  Q_PROPERTY(bool changed READ is_changed NOTIFY stateChanged)
  Q_PROPERTY(QStringList problems READ problems NOTIFY stateChanged)
  Q_PROPERTY(QString remark READ remark NOTIFY stateChanged)
  Q_PROPERTY(bool partHidden READ part_hidden NOTIFY stateChanged)
  Q_PROPERTY(QString roomText READ room_text NOTIFY stateChanged)
  Q_PROPERTY(int progressDone READ progress_done NOTIFY stateChanged)
  Q_PROPERTY(int progressAsked READ progress_asked NOTIFY stateChanged)
  Q_PROPERTY(QStringList progressStates READ progress_states_list NOTIFY progressStatesChanged)
  Q_PROPERTY(QVariantList sections READ sections NOTIFY sectionsChanged)  // formSection
  Q_PROPERTY(QVariantList parts READ parts NOTIFY partsChanged)           // formPart
  Q_PROPERTY(QString focusedPath READ focused_path NOTIFY focusedPathChanged)
  Q_PROPERTY(QString draftId READ draft_id NOTIFY keptChanged)
  Q_PROPERTY(QString keptText READ kept_text NOTIFY keptChanged)
 public:
  explicit FormModel(QObject* parent = nullptr);
  // Keeps what was typed.
  ~FormModel() override;
  void classBegin() override {}
  void componentComplete() override;
  void use(Session& session);

  QString type() const { return type_; }
  void set_type(const QString& type) { ask(type_, type); }
  QString amend() const { return amend_; }
  void set_amend(const QString& id) { ask(amend_, id); }
  QString settles() const { return settles_; }
  void set_settles(const QString& field) { ask(settles_, field); }
  bool end_shift() const { return end_shift_; }
  void set_end_shift(bool end) { ask(end_shift_, end); }
  QString draft() const { return draft_; }
  void set_draft(const QString& id) { ask(draft_, id); }
  QString for_person() const { return for_person_; }
  void set_for_person(const QString& id) { ask(for_person_, id); }
  QString for_vehicle() const { return for_vehicle_; }
  void set_for_vehicle(const QString& id) { ask(for_vehicle_, id); }

  bool loaded() const { return form_.has_value(); }
  QString error_text() const { return error_; }
  bool is_amend() const { return form_ && form_->purpose() == FormPurpose::amend; }
  QString record_type() const { return form_ ? QString::fromUtf8(form_->type().name) : QString(); }
  bool numbered() const;
  bool care() const { return record_type() == QLatin1String("welfare_contact"); }
  QString person() const;
  QString title() const;
  QString action() const;
  QString action_detail() const;
  bool ready() const { return form_ && form_->ready(); }
  bool checking() const { return checking_; }
  bool saving() const { return saving_; }
  bool is_changed() const { return form_ && form_->changed(); }
  QStringList problems() const;
  QString remark() const;
  bool part_hidden() const { return form_ && form_->part_hidden(); }
  QString room_text() const;
  int progress_done() const { return form_ ? static_cast<int>(form_->progress().done) : 0; }
  int progress_asked() const { return form_ ? static_cast<int>(form_->progress().asked) : 0; }
  QStringList progress_states_list() const { return states_; }
  QVariantList sections() const { return variants(sections_); }
  QVariantList parts() const { return variants(parts_); }
  QString focused_path() const;
  QString draft_id() const;
  QString kept_text() const { return journal_.text(); }
  QString saved_id() const { return saved_id_; }

  // Fields are named by their path; one that is not in the form is a fault of the page and changes nothing.
  Q_INVOKABLE void set(const QString& path, const QVariant& value);
  Q_INVOKABLE void leave(const QString& path);
  Q_INVOKABLE void focusField(const QString& path);
  // Where the work begins: the field that was touched last in a draft; of a correction the first a supervisor wrote at, or the
  // one that is settled; else the first to fill in. "" = at the top.
  Q_INVOKABLE QString start() const;
  // Moves on to the next field to mend or to fill in and returns its path; empty when there is none.
  Q_INVOKABLE QString next(const QString& after);
  Q_INVOKABLE void save();
  Q_INVOKABLE void fillMatrix(const QString& path, const QString& code);
  Q_INVOKABLE QString addBlock(const QString& path);
  Q_INVOKABLE void removeBlock(const QString& path);
  Q_INVOKABLE void pick(const QString& path, const QString& entry_id, const QString& title);
  Q_INVOKABLE QString pickNew(const QString& path, const QString& type);
  Q_INVOKABLE QString addPart(const QString& type, const QString& attach_to);
  Q_INVOKABLE void removePart(const QString& label);
  Q_INVOKABLE void takeOffer(const QString& path);
  Q_INVOKABLE int indexOfPath(const QString& path) const;
  // Keeps what was typed as a draft.
  Q_INVOKABLE void close();

 signals:
  void askedChanged();
  void loadedChanged();
  void stateChanged();
  void sectionsChanged();
  void partsChanged();
  void progressStatesChanged();
  void focusedPathChanged();
  void keptChanged();
  void saved(const QString& entryId, const QString& text);
  void saveFailed(const QString& text);
  void moveTo(const QString& path);

 private:
  template <class T>
  void ask(T& member, T value) {
    if (member == value) return;
    member = std::move(value);
    emit askedChanged();
    open();
  }
  void open();
  void take(Form form);
  template <class Work>
  void change(Work work);
  void show();
  void check();
  void name_references();
  void take_save(const FormSave& outcome, uint64_t revision, const QString& text);

  SessionLink* link_;
  QString type_, amend_, settles_, draft_, for_person_, for_vehicle_, error_, saved_id_;
  bool end_shift_ = false, ready_to_open_ = false, opening_ = false;
  std::optional<Form> form_;
  std::vector<FormSectionValue> sections_;
  std::vector<FormPartValue> parts_;
  QStringList states_;
  bool checking_ = false, saving_ = false, done_ = false;
  FormJournal journal_;
};

}  // namespace beatbook::app
