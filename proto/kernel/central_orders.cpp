// Orders: entries of the server's own chain that release what was quarantined and purge records.
#include <algorithm>
#include <charconv>

#include "kernel/central_attachments.h"
#include "kernel/central_log.h"
#include "kernel/copies.h"
#include "kernel/erasure.h"
#include "kernel/mutant.h"
#include "kernel/purge_book.h"

namespace beatbook {

namespace {

std::string released_fact(uint64_t gsn) { return "released." + std::to_string(gsn); }

// As far as both speak of a part: neither has to hold all.
bool contradict(const ChangeSet& one, const ChangeSet& other) {
  if (one.header.operation != other.header.operation) return true;
  for (const auto& a : one.changes) {
    for (const auto& b : other.changes) {
      const bool same_part = a.change.record == b.change.record && a.change.visibility == b.change.visibility;
      if (same_part && !say_the_same(a.change, b.change)) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::pair<uint32_t, VisibilityClass>> CentralLog::written_of(const RecordId& record) {
  std::optional<std::pair<uint32_t, VisibilityClass>> out;
  const auto take = [&](const RecordId& of, uint32_t type, VisibilityClass visibility) {
    if (of != record) return;
    out = out ? std::pair(out->first, std::max(out->second, visibility)) : std::pair(type, visibility);
  };
  const Bytes id = record.str();
  for (uint64_t gsn = 0;;) {
    const auto rows = store_->entries_after(gsn, 1024);
    if (rows.empty()) return out;
    gsn = rows.back().gsn;
    for (const auto& row : rows) {
      const auto set = row.change_set.find(id) == Bytes::npos ? Result<ChangeSet>(Error{Fault::not_found, {}})
                                                              : decode_cut(row.change_set, {}, row.dot.branch, {});
      if (!set || is_order(*set)) continue;
      for (const auto& placed : set->changes) take(placed.change.record, placed.change.type, placed.change.visibility);
      for (const auto& purged : set->purged) take(purged.record, purged.type, purged.visibility);
    }
  }
}

uint64_t CentralLog::released_by(uint64_t gsn) {
  const auto told = store_->fact(released_fact(gsn));
  uint64_t number = 0;
  if (told) std::from_chars(told->data(), told->data() + told->size(), number);
  return number;
}

Result<void> CentralLog::fits_its_name(const Dot& dot, const ChangeSet& set) {
  const Dot original = set.original(dot).dot;
  if (set.header.copy_of && !store_->branches_of(original.branch.enrolment).empty() &&
      original.branch.incarnation >= sealed_below(original.branch.enrolment)) {
    return Error{Fault::not_found,
                 "It is named as a copy of an entry that this server never lost. Ask who handed it in; it stays held."};
  }
  for (const auto& branch : store_->branches_of(original.branch.enrolment)) {
    // Its author, who was never told that it was received, has brought it again under another incarnation.
    const auto twin =
        set.header.copy_of && branch.branch != original.branch ? store_->entry({branch.branch, original.seq}) : std::nullopt;
    const auto known = twin ? decode(*twin) : Result<ChangeSet>(Error{Fault::not_found, {}});
    if (known && known->stamp() == set.header.copy_of->stamp)
      return Error{Fault::not_found, "Its author has brought the original again, as entry " + std::to_string(twin->gsn) +
                                         ". The copy stays held; nothing more is to be done."};
  }
  auto names = Copies(*store_).of(original);
  names.push_back(original);
  for (const auto& name : names) {
    const auto row = name == dot ? std::nullopt : store_->entry(name);
    if (!row || (row->quarantined && released_by(row->gsn) == 0)) continue;
    const auto known = decode(*row);
    if (known && contradict(*known, set)) {
      return Error{Fault::refused, "Entry " + std::to_string(row->gsn) +
                                       " goes by the same name and says something else. What is right in this one is recorded "
                                       "as a new entry; it stays held."};
    }
  }
  return {};
}

Result<uint64_t> CentralLog::append_order(const Branch& server, const Order& order, Change change) {
  BranchRow row = branch(server);
  v1::Header header;
  header.set_hlc_ms(order.at_ms);
  header.set_by(order.by);
  header.set_reason_text(order.ground);
  auto bytes = encode_change_set(std::move(header), {std::move(change)}, order.salt, server, row.ancestry);
  if (!bytes) return bytes.error();
  const auto set = decode_change_set(std::move(*bytes), server, row.ancestry);
  if (!set) return set.error();
  row.chain = chain_next(row.chain, *set);
  const uint64_t gsn = store_->last_gsn() + 1;
  const LogRow entry{gsn, {server, ++row.last_seq}, order.at_ms, false, row.chain, *set->bytes};
  store_->append(entry);
  store_->put_branch(row);
  RecordBatch records(*store_);
  apply_order(*read_order(*set), gsn, records);
  records.store();
  return gsn;
}

// What an entry adds to streams and records, told at `gsn`.
void CentralLog::join_streams(const LogRow& row, uint64_t gsn, RecordBatch& records) {
  const auto set = decode(row);
  if (!set) return;
  for (const auto& one : digests_of(*set)) {
    store_->add_to_stream({Bytes(set->header.operation), one.visibility}, gsn,
                          digest_leaf(gsn, row.dot, one.position, one.digest));
  }
  if (const auto& copy = set->header.copy_of) Copies(*store_).add(copy->dot, row.dot);
  // As in a push: a record that cannot be read is told by `verify`.
  if (!mutant(Mutant::release_not_merged)) (void)records.apply(*set, origin_of(*set, row.dot, row.received_ms));
}

void CentralLog::apply_order(const OrderRead& order, uint64_t gsn, RecordBatch& records) {
  if (order.kind == v1::Change::RELEASE) {
    store_->add_to_stream(orders_stream(), gsn, {});
    const auto held = store_->entry(order.gsn);
    if (!held || !held->quarantined || released_by(order.gsn) > 0) return;
    if (!mutant(Mutant::release_forgotten)) store_->set_fact(released_fact(order.gsn), std::to_string(gsn));
    join_streams(*held, gsn, records);
    return;
  }
  const auto entry = store_->entry(gsn);
  const auto set = entry ? decode(*entry) : Result<ChangeSet>(Error{Fault::not_found, {}});
  if (!set) return;
  for (const auto& one : digests_of(*set))
    store_->add_to_stream(orders_stream(), gsn, digest_leaf(gsn, entry->dot, one.position, one.digest));
  records.forget(order.record);
  if (!mutant(Mutant::purge_leaves_central)) erase_in_view(*store_, order.record, true);
  CentralAttachments(*store_).erase(order.record);
  Erasures(*store_).add(order.record, gsn);
  // What cannot be read stays as it is, and is told by whoever reads it.
  (void)PurgeBook(*store_, {}).add(order.record, gsn);
}

Result<void> CentralLog::may_release(uint64_t gsn) {
  const auto held = store_->entry(gsn);
  if (!held || !held->quarantined || released_by(gsn) > 0) {
    return Error{Fault::not_found, "Entry " + std::to_string(gsn) + " is not held. See what is: beatbook-server held"};
  }
  const auto set = decode(*held);
  if (!set) return set.error();
  if (const auto fit = fits_its_name(held->dot, *set); !fit) return Error{Fault::refused, fit.error().message};
  return {};
}

Result<uint64_t> CentralLog::release(uint64_t gsn, const Branch& server, const Order& order) {
  if (const auto fit = may_release(gsn); !fit) return fit.error();
  const auto set = decode(*store_->entry(gsn));
  if (!set) return set.error();
  Change change;
  change.kind = v1::Change::RELEASE;
  // A change speaks of a record: the first of what is released.
  if (!set->changes.empty()) {
    const auto& first = set->changes.front().change;
    change.record = first.record, change.type = first.type, change.visibility = first.visibility;
  } else {
    const auto& first = set->purged.front();
    change.record = first.record, change.type = first.type, change.visibility = first.visibility;
  }
  v1::Released released;
  released.set_gsn(gsn);
  change.partial = released.SerializeAsString();
  return append_order(server, order, std::move(change));
}

Result<uint64_t> CentralLog::purge(const RecordId& record, const Branch& server, const Order& order, uint32_t type,
                                   VisibilityClass visibility) {
  if (Erasures(*store_).contains(record)) return Error{Fault::refused, "This record is purged already."};
  const auto written = written_of(record);
  if (!written && type == 0) return Error{Fault::not_found, "The server holds no record " + record.text() + "."};
  Change change;
  change.record = record;
  change.kind = v1::Change::PURGE;
  change.type = written ? written->first : type;
  change.visibility = written ? written->second : visibility;
  return append_order(server, order, std::move(change));
}

}  // namespace beatbook
