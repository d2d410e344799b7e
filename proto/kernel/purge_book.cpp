#include "kernel/purge_book.h"

#include <set>

#include "kernel/hash.h"
#include "kernel/mutant.h"

namespace beatbook {

namespace {

constexpr std::string_view purges_fact = "purges";
constexpr size_t line = 16 + 8;

Error unreadable() { return {Fault::corrupt, "What this server knows of its purges cannot be read. Restore a backup."}; }

uint64_t number_at(BytesView bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// Lines of a record and a number.
Result<std::vector<std::pair<RecordId, uint64_t>>> lines_of(const Bytes& stored) {
  if (stored.size() % line != 0) return unreadable();
  std::vector<std::pair<RecordId, uint64_t>> out;
  for (BytesView left = stored; !left.empty(); left.remove_prefix(line)) {
    out.emplace_back(*RecordId::from_bytes(left.substr(0, 16)), number_at(left.substr(16, 8)));
  }
  return out;
}

void put_line(Bytes& out, const RecordId& record, uint64_t number) {
  out += record.bytes();
  put_u64(out, number);
}

}  // namespace

std::string PurgeBook::tablet(const Branch& branch) {
  return branch.enrolment.text() + "/" + std::to_string(branch.incarnation);
}

std::string PurgeBook::fact_of(const std::string& holder) const { return "erased." + hex(incarnation_) + "." + holder; }

Result<std::vector<PurgeBook::Purge>> PurgeBook::purges() {
  const auto lines = lines_of(store_->fact(purges_fact).value_or(Bytes()));
  if (!lines) return lines.error();
  std::vector<Purge> out;
  for (const auto& [record, gsn] : *lines) out.push_back({record, gsn});
  return out;
}

Result<void> PurgeBook::add(const RecordId& record, uint64_t gsn) {
  Bytes list = store_->fact(purges_fact).value_or(Bytes());
  if (list.size() % line != 0) return unreadable();
  put_line(list, record, gsn);
  store_->set_fact(purges_fact, list);
  return {};
}

Result<PurgeBook::Receipts> PurgeBook::receipts(const std::string& holder) {
  const auto lines = lines_of(store_->fact(fact_of(holder)).value_or(Bytes()));
  if (!lines) return lines.error();
  return Receipts(lines->begin(), lines->end());
}

Result<void> PurgeBook::keep(const std::string& holder, const Receipts& receipts) {
  Bytes out;
  for (const auto& [record, at_ms] : receipts) put_line(out, record, at_ms);
  store_->set_fact(fact_of(holder), out);
  return {};
}

Result<void> PurgeBook::answered(const std::string& holder, const std::vector<RecordId>& records, uint64_t at_ms) {
  const auto all = purges();
  if (!all) return all.error();
  auto known = receipts(holder);
  if (!known) return known.error();
  const std::set<RecordId> given(records.begin(), records.end());
  for (const auto& purge : *all) {
    if (given.contains(purge.record)) known->emplace(purge.record, at_ms);
  }
  return keep(holder, *known);
}

Result<std::vector<RecordId>> PurgeBook::unanswered(const std::string& holder, const v1::Hello& hello, size_t most) {
  const uint64_t cursor = hello.store_incarnation() == incarnation_ ? hello.cursor() : 0;
  const auto all = purges();
  if (!all) return all.error();
  if (all->empty()) return std::vector<RecordId>{};
  auto known = receipts(holder);
  if (!known) return known.error();
  const size_t before = known->size();
  std::vector<RecordId> out;
  for (const auto& [record, gsn] : *all) {
    if (gsn > cursor && !mutant(Mutant::erased_stays_told)) known->erase(record);
    if (!known->contains(record) && out.size() < most) out.push_back(record);
  }
  if (known->size() != before) {
    if (auto kept = keep(holder, *known); !kept) return kept.error();
  }
  return out;
}

}  // namespace beatbook
