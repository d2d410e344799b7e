#include "app/index/index.h"

#include <google/protobuf/descriptor.pb.h>

#include <limits>
#include <set>

#include "app/index/tables.h"
#include "kernel/hash.h"

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
  return {program_hash(), store.fact(fact_view_swaps).value_or(Bytes()), static_cast<int64_t>(log.head_seq()),
          static_cast<int64_t>(store.last_gsn()), static_cast<int64_t>(log.facts().acked_seq())};
}

bool continues(const IndexPosition& then, const IndexPosition& now) {
  return then.program == now.program && then.view == now.view && then.head_seq <= now.head_seq && then.last_gsn <= now.last_gsn;
}

void add_records(TabletLog& log, const LogRow& row, std::set<RecordId>& ids) {
  const auto set = log.decode(row);
  if (!set) return;  // nothing of it is in a record either
  for (const auto& placed : set->changes) ids.insert(placed.change.record);
}

// Records written since: own entries and colleagues'.
std::set<RecordId> written_since(SqliteStore& store, TabletLog& log, const IndexPosition& then) {
  std::set<RecordId> ids;
  for (auto seq = static_cast<uint64_t>(then.head_seq);;) {
    const auto rows = store.own_after(seq, SIZE_MAX, at_once);
    for (const auto& row : rows) add_records(log, row, ids);
    if (rows.size() < at_once) break;
    seq = rows.back().dot.seq;
  }
  for (auto gsn = static_cast<uint64_t>(then.last_gsn);;) {
    const auto rows = store.entries_after(gsn, at_once);
    for (const auto& row : rows) add_records(log, row, ids);
    if (rows.size() < at_once) break;
    gsn = rows.back().gsn;
  }
  return ids;
}

}  // namespace

Index::Index(std::unique_ptr<IndexTables> tables) : tables_(std::move(tables)) {}
Index::Index(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(SqliteStore& store) {
  return attempt([&]() -> Result<Index> { return Index(std::make_unique<IndexTables>(store)); });
}

Result<void> Index::refresh(TabletLog& log, std::span<const RecordId> also) {
  return attempt([&]() -> Result<void> {
    IndexTables& tables = *tables_;
    SqliteStore& store = tables.store;
    // Derived: a power cut costs the next opening a moment, so no save waits for this.
    Transaction transaction(tables.db, Durability::with_next);
    const auto then = tables.stored_position();
    const auto now = position_of(store, log);
    const auto unsent = log.unsent();
    Result<void> done;
    const auto put = [&](const RecordId& id, BytesView state) {
      if (!done) return;
      const auto record = Record::decode(state);
      done = record ? tables.put(id, *record, unsent) : Result<void>(record.error());
    };
    if (!then || !continues(*then, now)) {
      tables.clear();
      store.each_record(put);
    } else {
      auto ids = written_since(store, log, *then);
      ids.insert(also.begin(), also.end());
      if (then->acked_seq != now.acked_seq) {
        // An own value that was unsent counted as latest: where there are several, another may be shown now.
        Rows rows = tables.contested.query();
        while (rows.next()) ids.insert(rows.id<RecordId>(0).value_or(RecordId{}));
      }
      for (const auto& id : ids) {
        const auto state = store.record(id);
        state ? put(id, *state) : tables.remove(id);
      }
    }
    if (!done) return done;
    tables.store_position(now);
    return transaction.commit();
  });
}

std::optional<IndexEntry> Index::find(const RecordId& id) {
  auto found = tables_->entries(tables_->find_entry.query(Blob(id)));
  return found.empty() ? std::nullopt : std::optional<IndexEntry>(std::move(found[0]));
}

std::vector<IndexEntry> Index::list(const ListQuery& query) {
  const auto blob = [](const std::optional<RecordId>& id) { return id ? std::optional<Blob>(Blob(*id)) : std::nullopt; };
  static const RecordId last = *RecordId::from_bytes(Bytes(16, '\xff'));
  const Place after = query.after.value_or(Place{std::numeric_limits<int64_t>::max(), last});
  return tables_->entries(tables_->list_entries.query(query.type, query.from_ms, query.to_ms, Text(query.operation),
                                                      blob(query.shift), blob(query.encounter), highest_class(query.purpose),
                                                      after.at_ms, Blob(after.id), query.limit));
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
    out.push_back({std::move(entry), std::string(rows.text(13)), reviewer, rows.integer(14), read_heads(rows.blob(15))});
  }
  return out;
}

std::vector<IndexEntry> Index::conflicts() { return tables_->entries(tables_->conflicting.query()); }

}  // namespace beatbook::app
