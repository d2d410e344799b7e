// What a server holds for a supervisor instead of showing it (rules/access.h).
#include <fmt/format.h>

#include <algorithm>

#include "rules/access.h"
#include "schema/check.h"
#include "schema/text.h"

namespace beatbook::rules {

namespace {

using Reason = std::optional<std::string>;

template <class Allowed>
bool any_role(const Grant& grant, Allowed allowed) {
  return std::any_of(grant.roles.begin(), grant.roles.end(), allowed);
}

// "team", "safeguarding": what people call a class.
std::string_view class_name(v1::VisibilityClass visibility) {
  switch (visibility) {
    case v1::VC0_PUBLIC:
      return "public";
    case v1::VC1_PARTNER:
      return "partner";
    case v1::VC2_TEAM:
      return "team";
    case v1::VC3_SAFEGUARDING:
      return "safeguarding";
    case v1::VC4_INTELLIGENCE:
      return "intelligence";
    default:
      return "unknown";
  }
}

// Tags the change sets or clears. A partial that cannot be split sets none: its cells are quarantined alone (design, section
// 3).
std::vector<uint32_t> tags_of(const PlacedChange& placed) {
  auto tags = placed.change.cleared;
  if (placed.tags) {
    for (const auto& tag : *placed.tags) tags.push_back(tag.tag);
  }
  return tags;
}

class Examination {
 public:
  Examination(const Grant& grant, const Branch& author, const ChangeSet& change_set, const HeldRecords& held)
      : grant_(grant), author_(author), change_set_(change_set), held_(held) {}

  Reason reason(const PlacedChange& placed) const {
    const Change& change = placed.change;
    if (auto wrong = wrong_class(change)) return wrong;
    const auto* type = schema::find_type(change.type);
    if (!type) return fmt::format("Records of type {} are not known here. Update the server before releasing it.", change.type);
    if (auto wrong = wrong_tags(placed, *type)) return wrong;
    const bool shared = type->meaning->owner() == v1::SHARED;
    const auto creator = held_.creator_of(change.record);
    if (creates(change, creator)) return wrong_creation(change, *type, creator);
    const bool foreign = creator && *creator != author_.enrolment;
    return foreign && !shared ? wrong_edit(placed, *type) : std::nullopt;
  }

 private:
  Reason wrong_class(const Change& change) const {
    if (any_role(grant_, [&](const auto& role) { return may_write(role, change.visibility); })) return std::nullopt;
    return fmt::format("The officer's role may not write {} entries.", class_name(change.visibility));
  }

  // A tag never changes its class: a safeguarding text in a team change would be shown to everybody.
  Reason wrong_tags(const PlacedChange& placed, const schema::RecordType& type) const {
    if (type.meaning->visibility_of_subject()) return std::nullopt;
    for (const auto tag : tags_of(placed)) {
      const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
      if (!field || schema::class_of(type, *field) == placed.change.visibility) continue;
      return fmt::format("\"{}\" is a {} field and can't be part of a {} change.", schema::label(*field),
                         class_name(schema::class_of(type, *field)), class_name(placed.change.visibility));
    }
    return std::nullopt;
  }

  // The first change of a record, whatever it calls itself.
  bool creates(const Change& change, const std::optional<EnrolmentId>& creator) const {
    return change.kind == v1::Change::CREATE || (change.kind == v1::Change::EDIT && !creator);
  }

  Reason wrong_creation(const Change& change, const schema::RecordType& type, const std::optional<EnrolmentId>& creator) const {
    if (!any_role(grant_, [&](const auto& role) { return may_author(role, type); })) {
      return author_refusal(grant_.roles.empty() ? "" : grant_.roles.front(), type);
    }
    // Two enrolments may import the same history: its ids are made from the rows. What an officer recorded is nobody's history.
    const bool somebody_elses = creator && *creator != author_.enrolment;
    if (!somebody_elses || (imported(change.record, type) && held_.is_imported(change.record))) return std::nullopt;
    return "This record was sent twice with different content. Your supervisor has been told.";
  }

  bool imported(const RecordId& record, const schema::RecordType& type) const {
    return std::any_of(change_set_.changes.begin(), change_set_.changes.end(), [&](const PlacedChange& placed) {
      if (placed.change.record != record || placed.change.type != type.number) return false;
      const auto message = schema::new_message(type);
      return message->ParsePartialFromString(placed.change.partial) && schema::is_imported(*message);
    });
  }

  // Another author's entry: a supervisor voids it, and restores what was voided; named roles write the fields that are theirs.
  Reason wrong_edit(const PlacedChange& placed, const schema::RecordType& type) const {
    const auto kind = placed.change.kind;
    if (kind == v1::Change::RETRACT || kind == v1::Change::RESTORE) {
      if (any_role(grant_, may_review)) return std::nullopt;
      return "Only a supervisor may void another officer's entry.";
    }
    const auto tags = tags_of(placed);
    const auto writes = [&](uint32_t tag) {
      const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
      if (!field) return false;
      const auto& editors = schema::meaning(*field).also_edited_by();
      return any_role(grant_, [&](const auto& r) { return std::find(editors.begin(), editors.end(), r) != editors.end(); });
    };
    if (!tags.empty() && std::all_of(tags.begin(), tags.end(), writes)) return std::nullopt;
    return "Only its author may correct this entry. A supervisor returns, annotates or voids it.";
  }

  const Grant& grant_;
  const Branch& author_;
  const ChangeSet& change_set_;
  const HeldRecords& held_;
};

}  // namespace

std::optional<std::string> quarantine_reason(const Grant& grant, const Branch& author, const ChangeSet& change_set,
                                             const HeldRecords& held, const std::optional<Grant>& wrote) {
  if (grant.revoked) return "This enrolment is revoked.";
  const auto operation = change_set.header.operation;
  if (std::find(grant.operations.begin(), grant.operations.end(), operation) == grant.operations.end()) {
    return fmt::format("The operation \"{}\" is not granted to this officer.", schema::shortened(operation));
  }
  const auto examined = [&](const Grant& of, const Branch& by) -> Reason {
    const Examination examination(of, by, change_set, held);
    for (const auto& placed : change_set.changes) {
      if (auto reason = examination.reason(placed)) return reason;
    }
    return std::nullopt;
  };
  if (!change_set.header.copy_of) return examined(grant, author);
  constexpr std::string_view copy = "A copy of a colleague's entry, handed in because the server had lost it.";
  if (!wrote) return fmt::format("{} Its author isn't known here: ask who wrote it before you release it.", copy);
  const auto wrong = examined(*wrote, change_set.header.copy_of->dot.branch);
  return wrong ? fmt::format("{} Look closely: {}", copy, *wrong)
               : fmt::format("{} Release it when the original won't come back.", copy);
}

}  // namespace beatbook::rules
