// Supervisor review (REC-29, BR-33): a signed decision about the state of an entry that the reviewer saw.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/notebook.h"
#include "beatbook/v1/records/review.pb.h"
#include "rules/access.h"
#include "rules/review.h"
#include "schema/local_time_field.h"

namespace beatbook::app {

namespace {

// Classes of the entry that the reviewer may read are named even if nothing stands there: what is added there later ends the
// review.
HeadsByClass heads_seen(const Stored& entry, const v1::TabletFacts& facts) {
  auto heads = rules::reviewed_heads(entry.type(), entry.record);
  for (int i = 0; i < entry.type().descriptor->field_count(); ++i) {
    const auto visibility = schema::class_of(entry.type(), *entry.type().descriptor->field(i));
    const bool reads = has_role_that(facts, [&](const std::string& role) { return rules::may_read(role, visibility); });
    if (reads) heads.try_emplace(visibility, rules::reviewed_heads(entry.type(), entry.record, visibility));
  }
  return heads;
}

}  // namespace

Bytes review_statement(const HeadsByClass& heads, std::string_view decision, const RecordId& subject) {
  Bytes out = "beatbook review ";
  put_u32(out, static_cast<uint32_t>(heads.size()));
  for (const auto& [visibility, hash] : heads) out += schema::class_name(visibility) + Bytes(view(hash));
  return out + Bytes(decision) + subject.str();
}

// Only what the closing asks: what else is wrong with the entry is for the reviewer to return.
std::optional<Failure> Notebook::may_close(const Stored& stored) {
  auto situation = situation_as_recorded(stored);
  const auto as_it_stands = errors_of(stored.type(), stored.message(), stored.id, situation, {});
  situation.closing = true;
  for (const auto& error : errors_of(stored.type(), stored.message(), stored.id, situation, {})) {
    if (std::find(as_it_stands.begin(), as_it_stands.end(), error) == as_it_stands.end()) {
      return Failure(Fault::refused, error.message + " Return the entry to its author.");
    }
  }
  return std::nullopt;
}

Notebook::Ids Notebook::review(const RecordId& id, std::string_view decision, std::string_view comment,
                               std::span<const FieldRemark> remarks) {
  const auto subject = read_stored(*log_, id);
  if (!subject) return subject.failure();
  const auto& type = *schema::find_type("review");
  const auto role = role_that(facts(), rules::may_review);
  if (subject->type().meaning->review_hours() == 0) {
    return Failure(Fault::bad_input,
                   fmt::format("A {} is not reviewed.", schema::label_in_sentence(*subject->type().descriptor)));
  }
  if (auto refusal = rules::review_refusal(role, collar_number(facts()), subject->message())) {
    return Failure(Fault::refused, *refusal);
  }
  if (made_here(*log_, *subject)) return Failure(Fault::refused, "You can't approve your own entry.");
  if (!works_for(facts(), subject->record.operation)) {
    return Failure(Fault::refused, fmt::format("You don't work for {}. Ask somebody who does.", subject->record.operation));
  }
  if (subject->shown.retracted) return Failure(Fault::refused, "This entry is voided. Restore it before you review it.");

  if (decision == "APPROVE") {
    if (auto refusal = may_close(*subject)) return *refusal;
  }

  const Clock at = clock();
  const auto seen = heads_seen(*subject, facts());
  v1::Review review;
  review.set_subject(id.str());
  review.set_subject_type(subject->type().name);
  review.set_decision(std::string(decision));
  rules::set_heads(review, seen);
  for (const auto& remark : remarks) {
    auto* out = review.add_comments();
    out->set_field(remark.field);
    out->set_text(remark.text);
  }
  if (!comment.empty()) review.set_comment(std::string(comment));
  schema::set_local_time(*review.mutable_made_at(), schema::london(at.now_ms));
  review.set_reviewer(collar_number(facts()));
  review.set_reviewer_role(role);
  review.set_signature(tools_.sign(review_statement(seen, decision, id)));

  const auto review_id = new_id(at.now_ms);
  if (auto errors = errors_of(type, review, review_id, situation(type), {}); !errors.empty()) return errors;
  auto changes = creation(review_id, type, review, subject->shown.face);
  if (decision == "VOID") {
    for (auto& change : retract(*subject)) changes.push_back(std::move(change));
  }
  return saved(subject->record.operation, changes, {}, {review_id, id});
}

}  // namespace beatbook::app
