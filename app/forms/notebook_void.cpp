// Voiding and restoring: the content stays, the record's life changes.
#include <fmt/format.h>

#include <map>

#include "app/forms/notebook.h"
#include "rules/access.h"

namespace beatbook::app {

std::optional<Failure> Notebook::may_void(const Stored& stored) {
  const bool own = made_here(*log_, stored);
  if (!works_for(facts(), stored.record.operation)) {
    return Failure(Fault::refused, fmt::format("You don't work for {}. Ask somebody who does.", stored.record.operation));
  }
  if (stored.type().name == "review" && own) {
    return Failure(Fault::refused, "You can't void your own review. Make another review, or ask another supervisor.");
  }
  if (own || has_role_that(facts(), rules::may_review)) return std::nullopt;
  return Failure(Fault::refused, "Only the author or a supervisor can void this. Ask one of them.");
}

// Every class held here, with all values seen in it: what somebody wrote meanwhile opens a review.
std::vector<Change> Notebook::retract(const Stored& stored) const {
  std::map<VisibilityClass, std::vector<uint32_t>> tags;
  for (const auto& cell : stored.record.cells) {
    auto& of_class = tags.try_emplace(cell.visibility, std::vector<uint32_t>{0}).first->second;
    if (cell.tag != 0) of_class.push_back(cell.tag);
  }
  std::vector<Change> changes;
  for (const auto& [visibility, all] : tags) {
    changes.push_back(
        {stored.id, stored.type().number, v1::Change::RETRACT, visibility, {}, {}, stored.record.seen(all, visibility)});
  }
  return changes;
}

Notebook::Ids Notebook::void_record(const RecordId& id, const Reason& reason) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  if (auto refused = may_void(*stored)) return *std::move(refused);
  if (stored->shown.retracted) return Failure(Fault::bad_input, "This entry is voided already.");
  if (auto wrong = wrong_in(reason, true); !wrong.empty()) return wrong;
  return saved(stored->record.operation, retract(*stored), reason, {id});
}

Notebook::Ids Notebook::restore(const RecordId& id, const Reason& reason) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  if (auto refused = may_void(*stored)) return *std::move(refused);
  if (!stored->shown.retracted) return Failure(Fault::bad_input, "This entry is not voided, so there is nothing to restore.");
  if (auto wrong = wrong_in(reason, true); !wrong.empty()) return wrong;
  return saved(stored->record.operation, bring_back(*stored), reason, {id});
}

std::vector<Change> Notebook::bring_back(const Stored& stored) const {
  std::vector<Change> changes;
  for (const auto& cell : stored.record.cells) {
    if (cell.tag != 0 || !stored.record.retracted(cell.visibility)) continue;
    changes.push_back({stored.id,
                       stored.type().number,
                       v1::Change::RESTORE,
                       cell.visibility,
                       {},
                       {},
                       stored.record.seen({0}, cell.visibility)});
  }
  return changes;
}

}  // namespace beatbook::app
