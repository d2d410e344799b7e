#include "sync-server/quarantine.h"

#include <algorithm>

#include "kernel/copies.h"
#include "kernel/erasure.h"
#include "kernel/record.h"
#include "rules/access.h"
#include "schema/check.h"
#include "schema/projection.h"
#include "sync-server/enrolments.h"

namespace beatbook::server {

void Quarantine::make_tables(Database& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS held(gsn INTEGER PRIMARY KEY, enrolment BLOB NOT NULL, reason TEXT NOT NULL);"
      "CREATE INDEX IF NOT EXISTS held_enrolment ON held(enrolment);");
}

namespace {

bool purged_unasked(Store& store, const ChangeSet& set) {
  Erasures erasures(store);
  return std::any_of(set.purged.begin(), set.purged.end(),
                     [&](const PurgedChange& purged) { return !erasures.contains(purged.record); });
}

}  // namespace

Result<std::variant<Taken, Diverged>> Quarantine::take_push(Store& store, const PreparedPush& push, uint64_t received_ms) {
  const auto known = Enrolments(*database_).grant(push.branch.enrolment);
  rules::Grant grant;
  grant.revoked = true;
  if (known) grant = known->grant;
  std::vector<std::optional<std::string>> verdicts;  // one per change-set stored now, in order
  bool any_copies = Copies(store).any();
  const Judge judge = [&](const Dot& dot, const ChangeSet& set, RecordBatch& records) {
    const auto held = [&](const RecordId& id) {
      const auto record = records.find(id);
      return record ? *record : nullptr;
    };
    const rules::HeldRecords before{[&](const RecordId& id) {
                                      const auto* record = held(id);
                                      return record ? creator_of(store, *record) : std::nullopt;
                                    },
                                    [&](const RecordId& id) {
                                      const auto* record = held(id);
                                      const auto shown = record ? schema::project(*record) : Error{Fault::not_found, "-"};
                                      return shown && schema::is_imported(*shown->message);
                                    }};
    any_copies |= set.header.copy_of.has_value();
    const auto wrote =
        set.header.copy_of ? Enrolments(*database_).grant(set.header.copy_of->dot.branch.enrolment) : std::nullopt;
    auto& verdict = verdicts.emplace_back(
        rules::quarantine_reason(grant, dot.branch, set, before, wrote ? std::optional(wrote->grant) : std::nullopt));
    if (!verdict && purged_unasked(store, set)) verdict = "A part of it was erased, and no order of this server says so.";
    const auto fit = any_copies ? CentralLog(store).fits_its_name(dot, set) : Result<void>();
    if (!fit && (!verdict || set.header.copy_of)) verdict = fit.error().message;
    return verdict;
  };
  auto outcome = CentralLog(store).take_push(push, received_ms, judge);
  if (!outcome) return outcome;
  // A push that is answered by a fork may have been stored in part: on a sealed branch.
  const uint64_t first_gsn = store.last_gsn() + 1 - verdicts.size();
  for (size_t i = 0; i < verdicts.size(); ++i) {
    if (!verdicts[i]) continue;
    database_->prepare("INSERT INTO held(gsn, enrolment, reason) VALUES(?, ?, ?)")
        .run(first_gsn + i, Blob(push.branch.enrolment), Text(*verdicts[i]));
  }
  return outcome;
}

void Quarantine::released(uint64_t gsn) { database_->prepare("DELETE FROM held WHERE gsn = ?").run(gsn); }

std::vector<Quarantine::Held> Quarantine::list() {
  std::vector<Held> out;
  Statement statement = database_->prepare("SELECT gsn, enrolment, reason FROM held ORDER BY gsn");
  Rows rows = statement.query();
  while (rows.next()) {
    out.push_back(
        {static_cast<uint64_t>(rows.integer(0)), rows.id<EnrolmentId>(1).value_or(EnrolmentId{}), std::string(rows.text(2))});
  }
  return out;
}

uint64_t Quarantine::count(const EnrolmentId& enrolment) {
  return static_cast<uint64_t>(
      database_->prepare("SELECT count(*) FROM held WHERE enrolment = ?").integer(Blob(enrolment)).value_or(0));
}

std::map<std::string, uint64_t> Quarantine::reasons() {
  std::map<std::string, uint64_t> out;
  Statement statement = database_->prepare("SELECT reason, count(*) FROM held GROUP BY reason");
  Rows rows = statement.query();
  while (rows.next()) out[std::string(rows.text(0))] = static_cast<uint64_t>(rows.integer(1));
  return out;
}

std::optional<EnrolmentId> creator_of(Store& store, const Record& record) {
  for (const auto& cell : record.cells) {
    if (cell.tag != 0) continue;
    for (const auto& value : cell.values) {
      if (value.kind == v1::Change::CREATE) return value.dot.branch.enrolment;
    }
  }
  // Retracted, or begun by an edit: the log still knows whose change came first.
  std::optional<std::pair<uint64_t, EnrolmentId>> first;
  Copies copies(store);
  for (const auto& touch : record.touches) {
    auto names = copies.of(touch.dot);
    names.push_back(touch.dot);
    for (const auto& name : names) {
      const auto row = store.entry(name);
      if (row && (!first || row->gsn < first->first)) first = std::pair(row->gsn, touch.dot.branch.enrolment);
    }
  }
  if (first) return first->second;
  return std::nullopt;
}

}  // namespace beatbook::server
