#include "sqlite/stream_sums.h"

#include <algorithm>

namespace beatbook {

namespace {

constexpr size_t packed_entry = 8 + 16;
constexpr size_t line = 80;  // entries; more would not fit beside others on a page of the store

uint64_t read_u64(BytesView bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

std::string StreamSums::schema() {
  return "CREATE TABLE IF NOT EXISTS stream_log(stream INTEGER NOT NULL, last_gsn INTEGER NOT NULL, entries BLOB NOT NULL,"
         " PRIMARY KEY(stream, last_gsn)) WITHOUT ROWID;";
}

StreamSums::StreamSums(Database& database)
    : put_(database.prepare("INSERT INTO stream_log(stream, last_gsn, entries) VALUES(?, ?, ?)")),
      from_(database.prepare("SELECT entries FROM stream_log WHERE stream = ? AND last_gsn >= ? ORDER BY last_gsn")),
      before_(
          database.prepare("SELECT entries FROM stream_log WHERE stream = ? AND last_gsn < ? ORDER BY last_gsn DESC LIMIT 1")) {
}

Bytes StreamSums::pack(const Entry* first, const Entry* end) {
  Bytes out;
  out.reserve(static_cast<size_t>(end - first) * packed_entry);
  for (; first != end; ++first) {
    put_u64(out, first->gsn);
    put_u64(out, first->sum.low);
    put_u64(out, first->sum.high);
  }
  return out;
}

std::vector<StreamSums::Entry> StreamSums::unpack(BytesView entries) {
  std::vector<Entry> out;
  out.reserve(entries.size() / packed_entry);
  for (; entries.size() >= packed_entry; entries.remove_prefix(packed_entry)) {
    out.push_back({read_u64(entries), Digest::from_bytes(entries.substr(8, 16))});
  }
  return out;
}

void StreamSums::add(int64_t stream, uint64_t gsn, const Digest& leaf) {
  auto at = streams_.find(stream);
  if (at == streams_.end()) at = streams_.emplace(stream, Newest{stored_through(stream, gsn), {}}).first;
  auto& [sum, unwritten] = at->second;
  sum += leaf;
  if (unwritten.empty() || unwritten.back().gsn != gsn) unwritten.push_back({gsn, {}});
  unwritten.back().sum = sum;
}

void StreamSums::flush() {
  for (auto& [stream, newest] : streams_) {
    auto& unwritten = newest.unwritten;
    for (size_t at = 0; at < unwritten.size(); at += line) {
      const size_t end = std::min(at + line, unwritten.size());
      const Bytes entries = pack(unwritten.data() + at, unwritten.data() + end);
      put_.run(stream, unwritten[end - 1].gsn, Blob(entries));
    }
    unwritten.clear();
  }
}

std::vector<uint64_t> StreamSums::after(int64_t stream, uint64_t gsn, size_t limit) {
  flush();
  std::vector<uint64_t> out;
  Rows rows = from_.query(stream, gsn + 1);
  while (out.size() < limit && rows.next()) {
    for (const auto& entry : unpack(rows.blob(0))) {
      if (entry.gsn > gsn && out.size() < limit) out.push_back(entry.gsn);
    }
  }
  return out;
}

Digest StreamSums::through(int64_t stream, uint64_t gsn) {
  flush();
  return stored_through(stream, gsn);
}

Digest StreamSums::stored_through(int64_t stream, uint64_t gsn) {
  const auto newest_of = [gsn](const std::vector<Entry>& entries) {
    const auto behind =
        std::upper_bound(entries.begin(), entries.end(), gsn, [](uint64_t at, const Entry& e) { return at < e.gsn; });
    return behind == entries.begin() ? nullptr : &*std::prev(behind);
  };
  {
    Rows rows = from_.query(stream, gsn);
    if (rows.next()) {
      const auto entries = unpack(rows.blob(0));
      if (const auto* entry = newest_of(entries)) return entry->sum;
    }
  }
  Rows rows = before_.query(stream, gsn);
  if (!rows.next()) return {};
  const auto entries = unpack(rows.blob(0));
  const auto* entry = newest_of(entries);
  return entry ? entry->sum : Digest{};
}

}  // namespace beatbook
