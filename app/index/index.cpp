#include "app/index/index.h"

#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "app/index/tables.h"
#include "kernel/hash.h"
#include "rules/areas.h"

namespace beatbook::app {

namespace {

constexpr size_t at_once = 1024;

// Changes whenever a record type or an annotation does.
Bytes program_hash() {
  static const Bytes hash = [] {
    Bytes data;
    for (const auto& type : schema::record_types()) {
      google::protobuf::FileDescriptorProto file;
      type.descriptor->file()->CopyTo(&file);
      data += file.SerializeAsString();
    }
    return Bytes(view(sha256(data)));
  }();
  return hash;
}

IndexPosition position_of(SqliteStore& store, TabletLog& log) {
  return {program_hash(),
          store.fact(fact_view_swaps).value_or(Bytes()),
          static_cast<int64_t>(log.head_seq()),
          static_cast<int64_t>(store.last_gsn()),
          static_cast<int64_t>(log.unsent().acked_seq),
          std::nullopt};
}

bool continues(const IndexPosition& then, const IndexPosition& now) {
  return then.program == now.program && then.view == now.view && then.head_seq <= now.head_seq && then.last_gsn <= now.last_gsn;
}

void add_records(TabletLog& log, const LogRow& row, std::set<RecordId>& ids) {
  const auto set = log.decode(row);
  if (!set) return;  // nothing of it is in a record either
  for (const auto& placed : set->changes) ids.insert(placed.change.record);
}

// Records written since: own entries and colleagues', at most about `at_most` of each. `at` moves on over what was read.
std::set<RecordId> written_since(SqliteStore& store, TabletLog& log, IndexPosition& at, size_t at_most) {
  std::set<RecordId> ids;
  for (size_t left = at_most; left > 0;) {
    const auto rows = store.own_after(static_cast<uint64_t>(at.head_seq), SIZE_MAX, std::min(left, at_once));
    if (rows.empty()) break;
    for (const auto& row : rows) add_records(log, row, ids);
    at.head_seq = static_cast<int64_t>(rows.back().dot.seq);
    left -= rows.size();
  }
  for (size_t left = at_most; left > 0;) {
    const auto rows = store.entries_after(static_cast<uint64_t>(at.last_gsn), std::min(left, at_once));
    if (rows.empty()) break;
    for (const auto& row : rows) add_records(log, row, ids);
    at.last_gsn = static_cast<int64_t>(rows.back().gsn);
    left -= rows.size();
  }
  return ids;
}

using Put = std::function<Result<void>(const RecordId&, BytesView)>;

// Indexes all records anew, `at_most` of them now, and forgets those that are not there any more.
Result<void> sweep(IndexTables& tables, IndexPosition& at, size_t at_most, const Put& put) {
  for (size_t left = at_most; at.swept_to && left > 0;) {
    const size_t wanted = std::min(left, at_once);
    const auto records = tables.store.records_after(*at.swept_to, wanted);
    std::vector<RecordId> kept;
    for (const auto& [id, state] : records) {
      if (auto done = put(id, state); !done) return done;
      kept.push_back(id);
    }
    const bool end = records.size() < wanted;
    tables.remove_others(*at.swept_to, end ? std::nullopt : std::optional(kept.back()), kept);
    at.swept_to = end ? std::nullopt : std::optional(kept.back());
    left -= records.size();
  }
  return {};
}

}  // namespace

Index::Index(std::unique_ptr<IndexTables> tables) : tables_(std::move(tables)) {}
Index::Index(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(SqliteStore& store) {
  return attempt([&]() -> Result<Index> { return Index(std::make_unique<IndexTables>(store)); });
}

Result<void> Index::refresh(TabletLog& log, std::span<const RecordId> also) {
  auto done = refresh_step(log, SIZE_MAX, also);
  return done ? Result<void>() : Result<void>(done.error());
}

Result<bool> Index::refresh_step(TabletLog& log, size_t at_most, std::span<const RecordId> also) {
  return attempt([&]() -> Result<bool> {
    IndexTables& tables = *tables_;
    SqliteStore& store = tables.store;
    // Derived: a power cut costs the next opening a moment, so no save waits for this.
    Transaction transaction(tables.db, Durability::with_next);
    const auto then = tables.stored_position();
    const auto now = position_of(store, log);
    const auto unsent = log.unsent();
    const Put put = [&](const RecordId& id, BytesView state) {
      const auto record = Record::decode(state);
      return record ? tables.put(id, *record, unsent) : Result<void>(record.error());
    };
    IndexPosition at = now;
    std::set<RecordId> ids(also.begin(), also.end());
    if (!then || !continues(*then, now)) {
      at.swept_to = RecordId{};
    } else {
      at = *then;
      ids.merge(written_since(store, log, at, at_most));
      if (then->acked_seq != now.acked_seq) {
        // An own value that was unsent counted as latest: where there are several, another may be shown now.
        Rows rows = tables.contested.query();
        while (rows.next()) ids.insert(rows.id<RecordId>(0).value_or(RecordId{}));
        at.acked_seq = now.acked_seq;
      }
    }
    for (const auto& id : ids) {
      const auto state = store.record(id);
      if (!state) tables.remove(id);
      if (auto done = state ? put(id, *state) : Result<void>(); !done) return done.error();
    }
    if (auto done = sweep(tables, at, at_most, put); !done) return done.error();
    tables.store_position(at);
    if (auto done = transaction.commit(); !done) return done.error();
    return at.swept_to.has_value() || at.head_seq < now.head_seq || at.last_gsn < now.last_gsn;
  });
}

std::optional<IndexEntry> Index::find(const RecordId& id) {
  auto found = tables_->entries(tables_->find_entry.query(Blob(id)));
  return found.empty() ? std::nullopt : std::optional<IndexEntry>(std::move(found[0]));
}

namespace {

// In millimetres of the grid; nothing without an area.
struct Box {
  std::optional<int64_t> west, east, south, north;
};

Box box_of(std::span<const schema::GridPoint> corners) {
  if (corners.empty()) return {};
  const auto [west, east] = std::minmax_element(corners.begin(), corners.end(),
                                                [](const auto& a, const auto& b) { return a.easting_m < b.easting_m; });
  const auto [south, north] = std::minmax_element(corners.begin(), corners.end(),
                                                  [](const auto& a, const auto& b) { return a.northing_m < b.northing_m; });
  return {to_mm(west->easting_m), to_mm(east->easting_m), to_mm(south->northing_m), to_mm(north->northing_m)};
}

}  // namespace

std::vector<IndexEntry> Index::list(const ListQuery& query) {
  const auto blob = [](const std::optional<RecordId>& id) { return id ? std::optional<Blob>(Blob(*id)) : std::nullopt; };
  static const RecordId last = *RecordId::from_bytes(Bytes(16, '\xff'));
  const Place after = query.after.value_or(Place{std::numeric_limits<int64_t>::max(), last});
  Statement& from = query.encounter         ? tables_->list_by_encounter
                    : query.shift           ? tables_->list_by_shift
                    : !query.author.empty() ? tables_->list_by_author
                                            : tables_->list_entries;
  const auto box = box_of(query.area);
  const auto read = [&](const Place& behind) {
    return tables_->entries(from.query(query.type, query.from_ms, query.to_ms, Text(query.operation), blob(query.shift),
                                       blob(query.encounter), highest_class(query.purpose), behind.at_ms, Blob(behind.id),
                                       Text(query.author), query.limit, box.west, box.east, box.south, box.north));
  };
  auto page = read(after);
  if (query.area.empty()) return page;
  // The tables know the box around the area; what lies in a corner of it is left out here, and the page filled again.
  std::vector<IndexEntry> out;
  for (;; page = read({page.back().at_ms, page.back().id})) {
    for (const auto& entry : page) {
      if (entry.point && rules::inside(*entry.point, query.area)) out.push_back(entry);
      if (out.size() == query.limit) return out;
    }
    if (page.size() < query.limit) return out;
  }
}

std::vector<IndexEntry> Index::linked_to(const RecordId& id, Purpose purpose) {
  return tables_->entries(tables_->linked_entries.query(Blob(id), highest_class(purpose)));
}

std::vector<Link> Index::links_of(const RecordId& id, Purpose purpose) {
  std::vector<Link> out;
  Rows rows = tables_->links.query(Blob(id), highest_class(purpose));
  while (rows.next()) {
    out.push_back(
        {std::string(rows.text(0)), rows.id<RecordId>(1).value_or(RecordId{}), static_cast<VisibilityClass>(rows.integer(2))});
  }
  return out;
}

std::vector<ReviewEntry> Index::reviews_of(const RecordId& id) {
  std::vector<ReviewEntry> out;
  Rows rows = tables_->reviews.query(Blob(id));
  while (rows.next()) {
    auto entry = IndexTables::read_entry(rows);
    const auto reviewer = entry.author;
    out.push_back({std::move(entry), std::string(rows.text(15)), reviewer, rows.integer(16), read_heads(rows.blob(17))});
  }
  return out;
}

std::vector<IndexEntry> Index::decided(std::string_view author, std::string_view decision) {
  return tables_->entries(tables_->decided.query(Text(author), Text(decision)));
}

std::vector<IndexEntry> Index::conflicts() { return tables_->entries(tables_->conflicting.query()); }

}  // namespace beatbook::app
