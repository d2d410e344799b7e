// History from elsewhere: many records in few change-sets.
#include <fmt/format.h>

#include <set>

#include "app/forms/envelope.h"
#include "app/forms/notebook.h"
#include "kernel/limits.h"
#include "rules/access.h"
#include "schema/check.h"

namespace beatbook::app {

namespace {

constexpr size_t batch_bytes = 32 * 1024;      // well below limits::change_set with its header and frame
constexpr size_t bytes_beside_a_partial = 32;  // ids, kind and class of a change on the wire
constexpr size_t errors_shown = 100;           // a file of the wrong kind is wrong everywhere

schema::FieldErrors unfit(const ImportedRecord& record, size_t row) {
  schema::FieldErrors errors;
  if (record.type->name == "shift" || record.type->name == "review") {
    errors.push_back({"", "A shift is started and a review is made on a tablet. Neither is imported; take the row out."});
  }
  if (has_envelope(*record.type) && !schema::is_imported(*record.message)) {
    errors.push_back({"envelope.origin", "An imported record says that it is imported: origin IMPORTED."});
  }
  schema::CheckOptions options;
  options.imported = true;
  merge(errors, schema::check(*record.message, *record.type, schema::CodeLists::in_force(), options));
  return under(fmt::format("[{}]", row), std::move(errors));
}

}  // namespace

Result<void> Notebook::store_batch(const std::string& operation, std::vector<Change>& changes, std::vector<RecordId>& ids,
                                   ImportCounts& counts) {
  if (changes.empty()) return {};
  const auto stored = save(operation, changes, {}, ids);
  if (!stored) return stored.error();
  counts.added += ids.size();
  ++counts.change_sets;
  changes.clear();
  ids.clear();
  return {};
}

Outcome<ImportCounts> Notebook::import(std::span<const ImportedRecord> records, std::string_view operation) {
  const auto target = operation_for(operation);
  if (!target) return target.failure();
  schema::FieldErrors errors;
  for (size_t row = 0; row < records.size() && errors.size() < errors_shown; ++row) {
    const auto& type = *records[row].type;
    const auto role = role_for(facts(), type);
    if (!rules::may_author(role, type)) return Failure(Fault::refused, rules::author_refusal(role, type));
    merge(errors, unfit(records[row], row));
  }
  if (!errors.empty()) return errors;

  ImportCounts counts;
  std::set<RecordId> taken;
  std::vector<Change> changes;
  std::vector<RecordId> ids;
  size_t size = 0;
  for (const auto& record : records) {
    if (!taken.insert(record.id).second || log_->record(record.id)) {
      ++counts.known;
      continue;
    }
    auto made = creation(record.id, *record.type, *record.message);
    size_t added = 0;
    for (const auto& change : made) added += change.partial.size() + bytes_beside_a_partial;
    if (size + added > batch_bytes || changes.size() + made.size() > limits::changes) {
      if (auto stored = store_batch(*target, changes, ids, counts); !stored) return stored.error();
      size = 0;
    }
    size += added;
    for (auto& change : made) changes.push_back(std::move(change));
    ids.push_back(record.id);
  }
  if (auto stored = store_batch(*target, changes, ids, counts); !stored) return stored.error();
  return counts;
}

}  // namespace beatbook::app
