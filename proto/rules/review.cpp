#include "rules/review.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "rules/access.h"
#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

constexpr int64_t hour_ms = 3'600'000;
constexpr int64_t urgent_hours = 24;

bool marked(const schema::CodeLists& packs, std::string_view list, const std::string& value, const char* flag) {
  const auto* code = packs.find(list, value);
  return code && code->entry.value(flag, false);
}

// Any answer of the record says that somebody is, or may be, under 18.
bool may_be_child(const Message& message) {
  const auto& packs = schema::CodeLists::in_force();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    const auto& list = schema::meaning(field).code_list();
    if (list.empty()) continue;
    const auto values = field.is_repeated() ? texts(message, field.name()) : std::vector{text(message, field.name())};
    for (const auto& value : values) {
      if (marked(packs, list, value, "under_18") || marked(packs, list, value, "child_route")) return true;
    }
  }
  return false;
}

bool safeguarding_risk(const v1::WelfareContact& contact) {
  const auto& signs = contact.exploitation_indicators();
  const auto high = [](const std::string& sign) {
    const auto* code = schema::CodeLists::in_force().find("exploitation_indicator", sign);
    return code && code->entry.value("level", "") == "HIGH";
  };
  return contact.immediate_need() || contact.crime_disclosed() || contact.domestic_abuse_concern() ||
         contact.child_concern() == "YES" || contact.injuries_seen() == "NEEDS_CARE" ||
         contact.injuries_seen() == "EMERGENCY" || std::any_of(signs.begin(), signs.end(), high);
}

bool urgent(const schema::RecordType& type, const Message& message) {
  if (type.descriptor == v1::Referral::descriptor() && has(message, "safeguarding_type")) return true;
  const bool welfare = type.descriptor == v1::WelfareContact::descriptor();
  return (welfare && safeguarding_risk(static_cast<const v1::WelfareContact&>(message))) || may_be_child(message);
}

bool stands(const HeadsByClass& reviewed, const HeadsByClass& now) {
  bool compared = false;
  for (const auto& [visibility, hash] : reviewed) {
    const auto held = now.find(visibility);
    if (held == now.end()) continue;
    if (held->second != hash) return false;
    compared = true;
  }
  return compared;
}

std::set<uint32_t> moving_tags(const schema::RecordType& type) {
  std::set<uint32_t> tags;
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    const auto& field = *type.descriptor->field(i);
    if (schema::meaning(field).moves_on()) tags.insert(static_cast<uint32_t>(field.number()));
  }
  return tags;
}

}  // namespace

std::optional<std::string> review_refusal(std::string_view role, std::string_view reviewer, const Message& entry) {
  if (!may_review(role)) return "Only a supervisor can review an entry.";
  const auto* envelope = envelope_of(entry);
  if (!envelope) return std::nullopt;
  if (same_officer(reviewer, envelope->author()) || same_officer(reviewer, envelope->second_officer())) {
    return "You can't approve your own entry.";
  }
  return std::nullopt;
}

HeadsByClass reviewed_heads(const schema::RecordType& type, const Record& record) {
  return record.heads_by_class(moving_tags(type));
}

Hash reviewed_heads(const schema::RecordType& type, const Record& record, VisibilityClass visibility) {
  return record.heads(visibility, moving_tags(type));
}

HeadsByClass heads_of(const v1::Review& review) {
  HeadsByClass out;
  for (const auto& of_class : review.heads()) {
    const auto visibility = schema::class_named(of_class.visibility());
    if (visibility != v1::VISIBILITY_CLASS_UNSPECIFIED) out.emplace(visibility, hash_from(of_class.heads()));
  }
  return out;
}

void set_heads(v1::Review& review, const HeadsByClass& heads) {
  review.clear_heads();
  for (const auto& [visibility, hash] : heads) {
    auto& of_class = *review.add_heads();
    of_class.set_visibility(schema::class_name(visibility));
    of_class.set_heads(Bytes(view(hash)));
  }
}

EntryStatus status_of(std::span<const ReviewFacts> reviews, const HeadsByClass& heads_now, bool retracted) {
  if (retracted) return EntryStatus::voided;
  const ReviewFacts* last = nullptr;
  for (const auto& review : reviews) {
    if (!review.from_peer || !stands(review.heads, heads_now)) continue;
    if (review.decision == "VOID") return EntryStatus::voided;
    if (review.decision != "APPROVE" && review.decision != "RETURN") continue;
    if (!last || std::tie(last->made_ms, last->id) < std::tie(review.made_ms, review.id)) last = &review;
  }
  if (!last) return EntryStatus::submitted;
  return last->decision == "APPROVE" ? EntryStatus::approved : EntryStatus::returned;
}

std::string_view name(EntryStatus status) {
  switch (status) {
    case EntryStatus::submitted:
      return "SUBMITTED";
    case EntryStatus::returned:
      return "RETURNED";
    case EntryStatus::approved:
      return "APPROVED";
    case EntryStatus::voided:
      return "VOIDED";
  }
  return "";
}

int64_t review_due_ms(const schema::RecordType& type, const Message& message, int64_t made_ms, bool names_child) {
  int64_t hours = type.meaning->review_hours();
  if (hours == 0) return 0;
  if (names_child || urgent(type, message)) hours = std::min(hours, urgent_hours);
  return made_ms + hours * hour_ms;
}

void check(const v1::Review& review, const Context& context, Findings& findings) {
  const auto* subject = schema::find_type(review.subject_type());
  if (review.has_reviewer() && !same_officer(review.reviewer(), context.situation.officer.collar_number)) {
    findings.add("reviewer", "A review is signed by whoever makes it. Enter your own collar number.");
  }
  const auto* decision = context.packs.find("review_decision", review.decision());
  const auto only_of = decision ? decision->entry.value("only_of", "") : "";
  if (!only_of.empty() && only_of != review.subject_type()) {
    findings.add("decision", "This is said of a warning. Choose another decision.");
  }
  for (const auto& linked : context.linked) {
    if (!subject || linked.type->descriptor != subject->descriptor ||
        (!linked.id.empty() && linked.id.bytes() != review.subject()))
      continue;
    const auto refused = review_refusal(context.situation.officer.role, review.reviewer(), *linked.message);
    if (refused) findings.add("reviewer", *refused);
  }
  for (int i = 0; subject && i < review.comments_size(); ++i) {
    if (!schema::find_field(*subject, review.comments(i).field())) {
      findings.add("comments[" + std::to_string(i) + "].field", "Choose a field of the entry you review.");
    }
  }
}

}  // namespace beatbook::rules
