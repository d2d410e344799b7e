#pragma once
// The officer's notebook over a TabletLog: what an officer or supervisor does to records, for the command line and the screens.
// Every call is one change-set or nothing: nothing is stored unless everything is right, and all that is wrong comes back at
// once.
//
// Reasons are codes of amendment_reason (CL-23). Who may do what: rules/access.h, RecordMeaning.owner (design, section 3).
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/check.h"
#include "app/forms/failure.h"
#include "app/forms/linked_set.h"
#include "app/forms/officer.h"
#include "app/forms/shift_book.h"
#include "app/forms/stored.h"
#include "kernel/tablet_log.h"
#include "rules/situation.h"

namespace beatbook::app {

struct Tools {
  std::function<uint64_t()> wall_ms;  // the tablet's clock; the notebook corrects it by the measured offset
  std::function<Bytes(size_t)> random;
  std::function<Bytes(BytesView)> sign;  // Ed25519 with the enrolment's key; 64 bytes
  std::string app_version;
  std::string device_code;  // begins every entry number of this tablet, at most 12 characters
  // Optional. Before every save; when it fails nothing is stored.
  std::function<Result<void>()> about_to_save = {};
  // Optional. What an operation decides; without it as the domain reference has it.
  std::function<rules::Settings(const std::string& operation)> settings = {};
  // Optional. The profile of an operation that a record is made under, as a change-set's header names it.
  std::function<std::optional<v1::PackUse>(const std::string& operation)> profile = {};
  // Optional. Saved records of an encounter (16 bytes), for rules that ask for a linked entry.
  std::function<std::vector<RecordId>(BytesView)> of_encounter = {};
  // Optional. Other cards that supervisors said are of the same person (PersonMatch).
  std::function<std::vector<RecordId>(const RecordId& card)> same_person = {};
  // Optional. Saved records of a type that name this card, void ones left out: what a rule looks back to.
  std::function<std::vector<RecordId>(const RecordId& card, const schema::RecordType&)> of_person = {};
  // Optional. Fills automatic fields that follow from other records (rung_shown, ladder_as_of) before the record is checked.
  std::function<void(schema::Message&, const std::string& operation)> complete = {};
  // Optional. Outreach windows this tablet holds (BR-14).
  std::function<std::vector<rules::OutreachWindow>()> outreach = {};
};

// Reason of a correction or a void.
struct Reason {
  std::string code;  // CL-23
  std::string text;  // plain words, at most 512 bytes
};

struct FieldRemark {
  std::string field;  // proto path in the entry
  std::string text;
};

// Fields of a record by tag, as one officer stands to them.
struct Correctable {
  std::set<uint32_t> tags;    // may be corrected
  std::set<uint32_t> unseen;  // of a class the officer does not read; not among `tags`
};

struct ImportedRecord {
  RecordId id;  // the same row gives the same id, so importing twice adds nothing
  const schema::RecordType* type = nullptr;
  std::unique_ptr<schema::Message> message;  // Envelope.origin is IMPORTED
};

struct ImportCounts {
  uint64_t added = 0;
  uint64_t known = 0;  // were here before, or twice in the file
  uint64_t change_sets = 0;
};

class Notebook {
 public:
  using OnSaved = std::function<void(const Saved&, std::span<const RecordId>)>;
  // Work in the transaction of a save, on tables of others in the same file: stored with it or not at all.
  using InSave = std::function<void()>;

  // `log` must outlive it. `on_saved` is told of every save right after it is durable: outbox and index.
  Notebook(TabletLog& log, Tools tools, OnSaved on_saved);

  // One record, or a linked set (`type` is "encounter", see linked_set.h). The operation is the open shift's; without a shift
  // it may be named, or is the officer's only one. Ids in the order of the set: kinds by name, lists as given.
  Outcome<std::vector<RecordId>> record(std::string_view type, const nlohmann::json& input, std::string_view operation = {},
                                        const InSave& in_save = {});

  // Merge patch over what is shown; the first version stays in the history. A reason is needed for what has an author
  // (AUTHOR-owned). Only errors the correction itself makes count: the pack a record was made under may be gone.
  Outcome<std::vector<RecordId>> amend(const RecordId& id, const nlohmann::json& patch, const Reason& reason,
                                       const InSave& in_save = {});
  // A correction that the program makes when the officer has done something: it may set automatic fields too.
  Outcome<std::vector<RecordId>> amend_by_program(const RecordId& id, const nlohmann::json& patch, const Reason& reason);
  // The fields of a record this officer may correct. Fails as amend() does when there are none.
  Outcome<Correctable> correctable(const Stored& stored);

  // What is said beside a saved record, never blocking: empty when it is not here.
  std::vector<rules::Notice> notices(const RecordId& id);
  // BR-09, BR-11: a warning, or an arrest for s1, without its support referral.
  bool awaits_referral(const Stored& stored);

  // What record, amend, start_shift and end_shift would say, by the same code. Nothing is stored and no number is taken.
  Check check(std::string_view type, const nlohmann::json& input, std::string_view operation = {});
  Check check_amendment(const RecordId& id, const nlohmann::json& patch, const Reason& reason);
  Check check_shift_start(const nlohmann::json& input, std::string_view operation = {});
  Check check_shift_end(const nlohmann::json& patch = nlohmann::json::object());

  // The author or a supervisor; nobody voids a review of their own. One RETRACT per class held here, of all values seen.
  Outcome<std::vector<RecordId>> void_record(const RecordId& id, const Reason& reason);
  Outcome<std::vector<RecordId>> restore(const RecordId& id, const Reason& reason);

  // What `resolve` offers for a field with several values, the shown one first; for "life": void it, keep it. Empty = no
  // conflict.
  Outcome<std::vector<std::string>> choices(const RecordId& id, std::string_view field);
  // Takes choice number `take`, counted from 1, and thereby names all values. A reason is welcome and never needed.
  Outcome<std::vector<RecordId>> resolve(const RecordId& id, std::string_view field, size_t take, const Reason& reason = {});
  // A third value in the place of all: a correction of that field alone, with the reason amend() asks for.
  Outcome<std::vector<RecordId>> resolve_with(const RecordId& id, std::string_view field, const nlohmann::json& patch,
                                              const Reason& reason, const InSave& in_save = {});
  Check check_resolution(const RecordId& id, std::string_view field, const nlohmann::json& patch, const Reason& reason);
  // What everybody who wrote such a value saw before, as choices() tells it; "" = nothing was recorded. Nothing: not known
  // here, or they did not begin with one value.
  std::optional<std::string> started_from(const RecordId& id, std::string_view field);

  // Copies of colleagues' entries that the server has lost (TabletLog::kept), a save each, and the pictures they name: a server
  // holds them until a supervisor releases them. One that cannot be copied keeps none of the others waiting.
  struct HandedIn {
    size_t copies = 0, left = 0;
    std::optional<Failure> failed;  // why the first of those left was
  };
  HandedIn hand_in_copies();

  // REC-29. `decision` is a code of review_decision; VOID also retracts the entry in the same save. Ids: review, entry. An
  // approval closes the entry: what it needs by then (BR-11) is refused with the sentence of its field.
  Outcome<std::vector<RecordId>> review(const RecordId& id, std::string_view decision, std::string_view comment = {},
                                        std::span<const FieldRemark> remarks = {});

  // "actual_start" and "actual_end" are now unless given. One shift at a time.
  Outcome<std::vector<RecordId>> start_shift(const nlohmann::json& input, std::string_view operation = {},
                                             const InSave& in_save = {});
  // From now on entries belong to a colleague's open shift that names this officer, in an operation of theirs. Nothing is sent.
  Outcome<std::vector<RecordId>> join_shift(const RecordId& id);
  // Of a joined shift: leaves it, saves nothing and takes no patch; its author ends it.
  Outcome<std::vector<RecordId>> end_shift(const nlohmann::json& patch = nlohmann::json::object(), const InSave& in_save = {});
  std::optional<OpenShift> open_shift() { return shifts_.open(); }
  // The number the next entry of the open shift takes, from 1.
  uint32_t next_number() { return shifts_.next_number(); }

  // All are checked before the first is stored; they are stored in change-sets of many records. A tablet that stops
  // in the middle imports the rest the next time.
  Outcome<ImportCounts> import(std::span<const ImportedRecord> records, std::string_view operation = {});

  // As of now, in the role in which the officer makes this type of record: for notices and forms.
  // Under the open shift's operation, else `operation`, else the officer's only one.
  rules::Situation situation(const schema::RecordType& type, const std::string& operation = {});

 private:
  using Ids = Outcome<std::vector<RecordId>>;
  // A save that is ready but for the storing.
  struct Prepared {
    Check check;
    std::string operation;
    std::vector<Change> changes;
    Reason reason;
    std::vector<RecordId> ids;
  };
  // What a rule may look at beside a record.
  struct Beside {
    std::vector<rules::Linked> linked;
    std::vector<std::unique_ptr<Stored>> kept;
  };
  const v1::TabletFacts& facts() const { return log_->facts(); }
  rules::Settings settings_of(const std::string& operation) const;
  Clock clock() const { return corrected(facts(), tools_.wall_ms()); }
  RecordId new_id(int64_t now_ms) const;
  const schema::RecordType* type_of(const RecordId& id, const std::vector<Draft>& drafts) const;
  Outcome<std::string> operation_for(std::string_view asked);
  rules::Situation situation_as_recorded(const Stored& stored);

  void fill_in(std::vector<Draft>& drafts, const Clock& at, const std::string& operation,
               std::vector<schema::FieldErrors>& errors);
  Beside beside(const schema::Message& message, const RecordId& id, const std::vector<Draft>& drafts);
  schema::FieldErrors errors_of(const schema::RecordType& type, const schema::Message& message, const RecordId& id,
                                const rules::Situation& situation, const std::vector<Draft>& drafts, const Beside& beside);
  schema::FieldErrors errors_of(const schema::RecordType& type, const schema::Message& message, const RecordId& id,
                                const rules::Situation& situation, const std::vector<Draft>& drafts);
  // Adds to `out`, whose errors are those of reading; its situation is set.
  void examine(CheckedRecord& out, const schema::Message& message, const std::vector<Draft>& drafts);
  schema::FieldErrors wrong_in(const Reason& reason, bool needed) const;

  std::optional<Failure> may_edit(const Stored& stored, const std::vector<uint32_t>& tags);
  std::optional<Failure> may_void(const Stored& stored);
  std::optional<Failure> may_close(const Stored& stored);
  std::optional<Failure> may_correct(const Stored& stored, const nlohmann::json& patch);
  Prepared prepare_record(std::string_view type, const nlohmann::json& input, std::string_view operation);
  enum class By { officer, program };
  // `settles`: the field in conflict that the patch answers; empty = none, and then it may touch no such field.
  Prepared prepare_amendment(const RecordId& id, const nlohmann::json& patch, const Reason& reason, std::string_view settles,
                             By by = By::officer);
  Prepared prepare_shift_start(const nlohmann::json& input, std::string_view operation);
  Prepared prepare_shift_end(const nlohmann::json& patch);
  // Of `read`: what was found wrong in reading `after`.
  void prepare_edit(Prepared& out, const Stored& stored, const schema::Message& after, const rules::Situation& situation,
                    schema::FieldErrors read, By by = By::officer);
  std::optional<Failure> may_join(const Stored& stored) const;
  std::vector<Change> retract(const Stored& stored) const;
  std::vector<Change> bring_back(const Stored& stored) const;
  Ids resolve_life(const Stored& stored, size_t take, const Reason& reason);
  Result<void> store_batch(const std::string& operation, std::vector<Change>& changes, std::vector<RecordId>& ids,
                           ImportCounts& counts);

  v1::Header header(const std::string& operation, const Reason& reason, const Clock& at) const;
  Check with_size(Prepared prepared) const;
  Ids store(Prepared prepared, const InSave& in_save);
  Result<Saved> save_copy(TabletLog::Copy copy);
  Result<Saved> save(v1::Header header, const std::vector<Change>& changes, std::span<const RecordId> ids, const Clock& at,
                     const InSave& in_save = {});
  Result<Saved> save(const std::string& operation, const std::vector<Change>& changes, const Reason& reason,
                     std::span<const RecordId> ids, const InSave& in_save = {});
  Ids saved(const std::string& operation, const std::vector<Change>& changes, const Reason& reason, std::vector<RecordId> ids,
            const InSave& in_save = {});

  TabletLog* log_;
  Tools tools_;
  OnSaved on_saved_;
  ShiftBook shifts_;
};

// Changes that make a record: one CREATE per class that holds a value, and always one of its face.
std::vector<Change> creation(const RecordId& id, const schema::RecordType& type, const schema::Message& message,
                             v1::VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED);

// What a reviewer signs: a name of the purpose, the number of classes seen, name and heads of each, the decision, the entry.
Bytes review_statement(const HeadsByClass& heads, std::string_view decision, const RecordId& subject);

}  // namespace beatbook::app
