#include "sqlite/log_runs.h"

#include <stdexcept>

namespace beatbook {

std::string LogRuns::schema(const std::string& name) {
  return "CREATE TABLE IF NOT EXISTS " + name +
         "(branch INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, first_gsn INTEGER NOT NULL,"
         " quarantined INTEGER NOT NULL, PRIMARY KEY(branch, first_seq)) WITHOUT ROWID;";
}

LogRuns::LogRuns(Database& database, const std::string& name) {
  const std::string columns = "SELECT first_seq, last_seq, first_gsn, quarantined FROM " + name + " WHERE branch = ?";
  put_ = database.prepare("INSERT OR REPLACE INTO " + name +
                          "(branch, first_seq, last_seq, first_gsn, quarantined) VALUES(?, ?, ?, ?, ?)");
  at_ = database.prepare(columns + " AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1");
  from_ = database.prepare(columns + " AND first_seq >= ? ORDER BY first_seq");
  clear_ = database.prepare("DELETE FROM " + name);
}

bool LogRuns::Run::goes_on_with(int64_t other, const LogPlace& place) const {
  return branch == other && quarantined == place.quarantined && place.seq == last_seq + 1 && place.gsn == last_gsn() + 1;
}

LogRuns::Run LogRuns::read(int64_t branch, Rows& rows) {
  const auto number = [&](int column) { return static_cast<uint64_t>(rows.integer(column)); };
  return {branch, number(0), number(1), number(2), rows.integer(3) != 0};
}

std::optional<LogRuns::Run> LogRuns::run_at(int64_t branch, uint64_t seq) {
  flush();
  Rows rows = at_.query(branch, seq);
  return rows.next() ? std::optional(read(branch, rows)) : std::nullopt;
}

void LogRuns::add(int64_t branch, const LogPlace& place) {
  if (!open_ || !open_->goes_on_with(branch, place)) {
    auto newest = run_at(branch, INT64_MAX);
    if (newest && place.seq < newest->first_seq && !gsn_of(branch, place.seq)) {
      // Released long after its like: a line of its own.
      put_.run(branch, place.seq, place.seq, place.gsn, place.quarantined ? 1 : 0);
      return;
    }
    if (newest && (place.seq <= newest->last_seq || place.gsn <= newest->last_gsn())) {
      throw std::logic_error("a change-set behind the end of its branch");
    }
    open_ = newest && newest->goes_on_with(branch, place)
                ? newest
                : std::optional(Run{branch, place.seq, place.seq, place.gsn, place.quarantined});
  }
  open_->last_seq = place.seq;
}

void LogRuns::flush() {
  if (!open_) return;
  put_.run(open_->branch, open_->first_seq, open_->last_seq, open_->first_gsn, open_->quarantined ? 1 : 0);
  open_.reset();
}

std::optional<uint64_t> LogRuns::gsn_of(int64_t branch, uint64_t seq) {
  const auto run = run_at(branch, seq);
  return run && seq <= run->last_seq ? std::optional(run->first_gsn + (seq - run->first_seq)) : std::nullopt;
}

std::vector<LogPlace> LogRuns::after(int64_t branch, uint64_t gsn, size_t limit) {
  std::vector<LogPlace> out;
  const auto newest = run_at(branch, INT64_MAX);
  if (!newest || newest->last_gsn() <= gsn) return out;
  // A binary search over seq finds the run that holds the first place wanted without reading the history.
  uint64_t low = 0, high = newest->first_seq;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    const auto run = run_at(branch, middle);
    if (run && run->last_gsn() > gsn) {
      high = run->first_seq;
    } else {
      low = middle + 1;
    }
  }
  Rows rows = from_.query(branch, low);
  while (out.size() < limit && rows.next()) {
    const Run run = read(branch, rows);
    for (uint64_t seq = run.first_seq; seq <= run.last_seq && out.size() < limit; ++seq) {
      const uint64_t at = run.first_gsn + (seq - run.first_seq);
      if (at > gsn) out.push_back({at, seq, run.quarantined});
    }
  }
  return out;
}

void LogRuns::clear() {
  open_.reset();
  clear_.run();
}

}  // namespace beatbook
