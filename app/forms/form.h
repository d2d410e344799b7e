#pragma once
// A record, or the linked records of one encounter, as fields to fill in. Everything about a field follows from its annotations
// and the conditions of proto/rules; no record type has code of its own here.
//
// A Form is a plain value without disk or clock. What is wrong, asked for and visible comes from a dry run of the save
// (form_save.h) that may run elsewhere on a copy: show its fields, change them, check(copy), take(). Every path is that of a
// FieldError; fields of a part carry "@label." before it.
//
// What is sent. A field with `required_when` is asked while its condition holds (with `optional_otherwise` always). Not asked,
// it is hidden; what was typed stays in the form and its draft and is sent only if it is asked again. A value that was stored
// before (a correction) is always shown. The same holds for a card that no field names any more (FormPart.sent).
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/failure.h"
#include "app/forms/form_page.h"
#include "app/forms/form_state.h"

namespace beatbook::app {

class Form {
 public:
  // A new record. Fault::not_found for a type there is none of, Fault::refused with a sentence when the officer may not make
  // it.
  static Outcome<Form> fresh(std::string_view type, rules::Situation situation);
  // A correction. `fields` is what this officer may correct (Notebook::correctable). What is of a class the officer does not
  // see is left out, see part_hidden().
  // `settles`: a field two officers wrote at once. The form then asks for a third value of it, and for nothing else.
  static Form amend(const Stored& stored, rules::Situation situation, const Correctable& fields, std::string_view settles = {});
  static Form end_shift(const Stored& shift, rules::Situation situation);
  // From draft(). A draft of a correction needs the record as it is stored now: what the officer had not changed shows what is
  // stored now. "now" in a draft older than `fresh_ms` becomes the time it was begun. Fault::corrupt for what draft() never
  // wrote; fields this program does not know are kept and not sent.
  static Outcome<Form> resume(const nlohmann::json& draft, rules::Situation situation, const Stored* stored = nullptr,
                              const Correctable& fields = {});
  // Of a draft of a correction, what to read for resume().
  static std::optional<RecordId> amended_in(const nlohmann::json& draft);

  // How long a place or "now" counts as the present one.
  static constexpr int64_t fresh_ms = 30 * 60'000;

  // --- to show -------------------------------------------------------------------------------------------------------------
  FormPurpose purpose() const { return state_.purpose; }
  const schema::RecordType& type() const;
  std::string title() const;  // of the record in words
  // The rows of the page in order; hidden ones are not among them.
  const std::vector<FormField>& fields() const { return page_.fields; }
  const FormField* field(std::string_view path) const;
  // In the order of the page. The sections of a new card stand behind the section whose field names it.
  const std::vector<FormSection>& sections() const { return page_.sections; }
  const std::vector<FormPart>& parts() const { return page_.parts; }
  const std::vector<FormProblem>& problems() const { return page_.problems; }
  const FormProgress& progress() const { return page_.progress; }
  // The first field to mend or to fill in behind `after`, else from the start; null when there is none.
  const FormField* next(std::string_view after = {}) const;
  // "Next: stop power", "Save vehicle stop".
  std::string action() const;
  // "1 to fix, 4 to fill"; empty when nothing is left.
  std::string action_detail() const;
  // A save would be taken, as of the last check of what is in the form now.
  bool ready() const;
  // Bytes of a change-set that are left (48 KiB), as of the last check; negative when it is too large.
  int64_t room() const;
  // Some of the record is of a class this officer does not read.
  bool part_hidden() const { return state_.part_hidden; }
  const std::string& remark() const { return state_.remark; }  // a supervisor's, on the whole entry
  // Differs from how it was opened: worth a draft.
  bool changed() const;
  // Records that fields name and nobody has told the form the name of.
  std::vector<RecordId> untitled() const;

  // --- to fill in ----------------------------------------------------------------------------------------------------------
  // Paths of fields() or of hidden fields; any other is a bug (std::logic_error). Text is kept as typed.
  void set(std::string_view path, nlohmann::json value);
  // The field was left: from now on its error shows, and its value stands in normal form.
  void leave(std::string_view path);
  // A save was tried: all errors show.
  void show_errors();
  // The same code for every field of a matrix that is empty.
  void fill_matrix(std::string_view path, std::string_view code);
  // Adds to a list of blocks; returns the path of the new block.
  std::string add_block(std::string_view path);
  void remove_block(std::string_view path);
  // What a record that a field names is called.
  void set_title(const RecordId& id, std::string title);
  // A reference to a stored record, and what it is called; to a list of references it adds one.
  void pick(std::string_view path, const RecordId& id, std::string title);
  // Makes a new card for a reference field: a part of the same save. Returns its label.
  std::string pick_new(std::string_view path, std::string_view type);
  // A further record of the save: one an outcome asks for, or one attached to a part (FormPart.attachable). Fault::refused for
  // what stands apart (BR-22). Returns its label.
  Outcome<std::string> add_part(std::string_view type, std::string_view attach_to = {});
  // Fields that name it become empty.
  void remove_part(std::string_view label);
  // Does what FormField.offer says.
  void take_offer(std::string_view path);
  // The place of an entry of this shift, made at `at_ms`: offered while it is fresh, never filled in by itself.
  void offer_place(nlohmann::json location, int64_t at_ms);
  // What a supervisor wrote when returning the entry.
  void set_remarks(std::string comment, std::span<const FieldRemark> remarks);
  // Reason of a correction; its fields are the first section, "@reason.code" and "@reason.text".
  const Reason& reason() const { return state_.reason; }

  // --- to check, save and keep ---------------------------------------------------------------------------------------------
  // What Notebook::record takes: the type, or "encounter" when there are several parts.
  std::string_view record_as() const;
  nlohmann::json to_json() const;
  // A correction: the merge patch of what was changed.
  nlohmann::json to_patch() const;
  std::optional<RecordId> amends() const;
  const std::string& settles() const { return state_.settles; }
  // Label of the part that each record of the save is, in the order of its ids; empty for the record the form was opened for.
  std::vector<std::string> labels_in_order() const;

  // Goes up with each change of what would be sent.
  uint64_t revision() const { return revision_; }
  // Takes the outcome of a check of this revision; false (and nothing taken) when the form has changed since.
  bool take(const Check& check, uint64_t revision);
  // Everything, to go on later; `focused` is the field to return to.
  nlohmann::json draft() const;
  void focus(std::string_view path) { state_.focused = path; }
  const std::string& focused() const { return state_.focused; }
  int64_t started_ms() const { return state_.started_ms; }

 private:
  explicit Form(FormState state);
  static FormState correction(const Stored& stored, rules::Situation situation, const Correctable& fields,
                              std::string_view settles);
  // Lays the page out anew; `changed`: something that would be sent is another.
  void refresh(bool changed);
  PartState& part_at(std::string_view label);
  // The values to write `path` of `part` into: an answer that was shared becomes the part's own.
  nlohmann::json& own_values(PartState& part, std::string_view path);
  const PlannedField& planned(std::string_view full) const;
  void name_in(std::string_view path, std::string reference);
  std::string new_part(const schema::RecordType& type, PartState::Kind kind);

  FormState state_;
  FormPage page_;
  nlohmann::json opened_;  // what draft() held when it was opened
  uint64_t revision_ = 0;
};

}  // namespace beatbook::app
