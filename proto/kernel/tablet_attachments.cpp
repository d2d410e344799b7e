#include "kernel/tablet_attachments.h"

#include <algorithm>

#include "kernel/erasure.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook {

namespace {

constexpr size_t at_once = 64;

}  // namespace

std::optional<Bytes> attachment_bytes(Store& store, const AttachmentRow& row) {
  Bytes out;
  while (out.size() < row.through) {
    const Bytes part = store.part(row.number, out.size());
    if (part.empty()) return std::nullopt;
    out += part;
  }
  return out;
}

template <class Visit>
void TabletAttachments::each(Visit&& visit) {
  for (uint64_t number = 0;;) {
    const auto rows = store_->attachments_after(number, at_once);
    if (rows.empty()) return;
    number = rows.back().number;
    for (const auto& row : rows) visit(row);
  }
}

template <class Work>
void TabletAttachments::in_transaction(Work&& work) {
  store_->begin(Durability::with_next);
  try {
    work();
    store_->commit();
  } catch (...) {
    store_->rollback();
    throw;
  }
}

Result<void> TabletAttachments::fits(BytesView content) {
  if (content.empty()) return Error{Fault::bad_input, "The picture is empty."};
  if (content.size() > limits::attachment) {
    return Error{Fault::too_large, "The picture has more than " + std::to_string(limits::attachment / 1024) +
                                       " KiB. Take it again with fewer details, or cut it."};
  }
  return {};
}

void TabletAttachments::add(const AttachmentName& name, BytesView content) {
  AttachmentRow row = store_->attachment(name).value_or(AttachmentRow{});
  if (row.own && row.whole()) return;
  row.name = name;
  row.size = row.through = content.size();
  row.own = true;
  row.number = store_->put_attachment(row);
  store_->drop_parts(row.number);
  for (size_t at = 0; at < content.size(); at += limits::attachment_part) {
    store_->put_part(row.number, at, content.substr(at, limits::attachment_part));
  }
}

void TabletAttachments::hand_in(const RecordId& record) {
  for (auto& row : store_->attachments_of(record)) {
    if (row.own || !row.whole()) continue;
    row.own = true;
    store_->put_attachment(row);
  }
}

Result<void> TabletAttachments::want(const AttachmentName& name) {
  if (Erasures(*store_).contains(name.record)) {
    return Error{Fault::not_found, "This record was erased by order of your force. Its pictures are gone as well."};
  }
  if (store_->attachment(name)) return {};
  in_transaction([&] {
    AttachmentRow row;
    row.name = name;
    store_->put_attachment(row);
  });
  return {};
}

Result<Bytes> TabletAttachments::read(const AttachmentName& name) {
  const auto row = store_->attachment(name);
  if (!row || !row->whole()) return Error{Fault::not_found, "The picture is not on this tablet yet."};
  auto bytes = attachment_bytes(*store_, *row);
  if (!bytes || sha256(*bytes) != name.sha256)
    return Error{Fault::corrupt,
                 "The picture on this tablet is damaged. Look at it on another tablet, or add it again from its file."};
  return *std::move(bytes);
}

bool TabletAttachments::unreceived(const AttachmentRow& row) const {
  if (!row.own) return false;
  if (mutant(Mutant::received_by_any_store)) return row.received_by.empty();
  return row.received_by.empty() || row.received_by != facts_->store_incarnation();
}

uint64_t TabletAttachments::unreceived() {
  uint64_t count = 0;
  each([&](const AttachmentRow& row) { count += unreceived(row) ? 1 : 0; });
  return mutant(Mutant::pictures_need_no_server) ? 0 : count;
}

bool TabletAttachments::all_backed_up() {
  bool all = true;
  each([&](const AttachmentRow& row) {
    if (!row.own) return;
    all = all && !unreceived(row) &&
          (facts_->archived() || row.taken <= facts_->backup_attachment() || mutant(Mutant::picture_needs_no_backup));
  });
  return all;
}

std::optional<AttachmentRow> TabletAttachments::next(uint64_t after) {
  for (;;) {
    const auto rows = store_->attachments_after(after, at_once);
    if (rows.empty()) return std::nullopt;
    for (const auto& row : rows) {
      if (unreceived(row) || (!row.own && !row.whole())) return row;
    }
    after = rows.back().number;
  }
}

Bytes TabletAttachments::part(const AttachmentName& name, uint64_t offset, size_t max_bytes) {
  const auto row = store_->attachment(name);
  if (!row || !row->own) return {};
  return store_->part(row->number, offset).substr(0, std::min(max_bytes, limits::attachment_part));
}

void TabletAttachments::take(const AttachmentName& name, const v1::Attached& said) {
  auto row = store_->attachment(name);
  if (!row || !row->own) return;
  in_transaction([&] {
    if (said.outcome() == v1::Attached::ERASED) {
      store_->drop_attachment(row->number);
    } else if (said.outcome() == v1::Attached::TAKEN && said.through() == row->size) {
      row->received_by = facts_->store_incarnation();
      row->taken = said.number();
      store_->put_attachment(*row);
    }
  });
}

std::optional<uint64_t> TabletAttachments::take(const AttachmentName& name, const v1::AttachmentPart& part) {
  auto row = store_->attachment(name);
  if (!row || row->own || row->whole() || Erasures(*store_).contains(name.record)) return std::nullopt;
  if (part.size() == 0 || part.size() > limits::attachment || part.content().empty() || part.offset() != row->through ||
      (row->size > 0 && row->size != part.size()) || part.offset() + part.content().size() > part.size())
    return std::nullopt;
  in_transaction([&] {
    store_->put_part(row->number, part.offset(), part.content());
    row->size = part.size();
    row->through += part.content().size();
    if (row->whole()) {
      const auto bytes = attachment_bytes(*store_, *row);
      if (!bytes || (sha256(*bytes) != name.sha256 && !mutant(Mutant::fetched_not_hashed))) {
        store_->drop_parts(row->number);
        row->through = row->size = 0;
      }
    }
    store_->put_attachment(*row);
  });
  return row->through;
}

void TabletAttachments::erase(const RecordId& record) {
  if (mutant(Mutant::purge_leaves_own_picture)) return;
  for (const auto& row : store_->attachments_of(record)) store_->drop_attachment(row.number);
}

void TabletAttachments::keep_only(const Streams& streams) {
  each([&](const AttachmentRow& row) {
    if (!row.own && !streams.contains(row.name.stream)) store_->drop_attachment(row.number);
  });
}

}  // namespace beatbook
