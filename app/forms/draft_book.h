#pragma once
// Forms that are not saved yet, in a table of their own in the tablet's encrypted file. A draft is on disk when put() returns;
// a saved record's draft goes in the transaction of the save, so it is never offered again.
//
// One object belongs to the thread of its store. A draft that cannot be read is listed as such and hurts no other.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/forms/form.h"
#include "kernel/result.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::app {

struct DraftEntry {
  RecordId id;                     // of the draft, not of a record
  std::string type;                // record type the form was opened for
  std::string title;               // "Vehicle stop"
  std::string summary;             // a line of what is in it
  std::optional<RecordId> amends;  // a correction of this record
  int64_t started_ms = 0, updated_ms = 0;
  bool readable = true;
};

class DraftBook {
 public:
  static constexpr size_t largest = 256 * 1024;  // bytes of one draft
  static constexpr size_t most = 200;

  // `store` must outlive it. Makes the table when it is not there. Fails as the disk does.
  static Result<DraftBook> open(SqliteStore& store);

  // Copies every draft that can be read from the tables of a damaged store. Fails as the disk of `to` does.
  struct Copied {
    size_t copied = 0;
    bool all = true;  // false: some could not be read
  };
  static Result<Copied> copy_readable(SqliteStore& damaged, SqliteStore& to);

  // Keeps the form under `id` in place of what was kept there. Fault::not_found when it corrects a record that was erased:
  // nothing of it is kept again. Fault::too_large above `largest` or, for a new one, `most`: what was kept stays.
  Result<void> put(const RecordId& id, const Form& form, int64_t now_ms);
  // Last written first.
  Result<std::vector<DraftEntry>> list();
  Result<size_t> count();
  // What Form::resume takes. Fault::not_found, Fault::corrupt.
  Result<nlohmann::json> load(const RecordId& id);
  // Removing what is not there is done already.
  Result<void> remove(const RecordId& id);
  // Corrections of records that were erased go.
  Result<void> forget(const std::vector<RecordId>& records);
  // The same within the transaction of a save.
  Notebook::InSave removal(const RecordId& id);

 private:
  explicit DraftBook(SqliteStore& store) : store_(&store) {}

  SqliteStore* store_;
};

}  // namespace beatbook::app
