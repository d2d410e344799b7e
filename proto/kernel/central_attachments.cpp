#include "kernel/central_attachments.h"

#include <algorithm>
#include <charconv>

#include "kernel/erasure.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"
#include "kernel/record.h"
#include "kernel/tablet_attachments.h"

namespace beatbook {

namespace {

constexpr std::string_view taken_fact = "attachments.taken";
constexpr size_t at_once = 256;

v1::Attached answer_to(const v1::Attach& attach, v1::Attached::Outcome outcome, uint64_t through, std::string message = {}) {
  v1::Attached out;
  out.set_sha256(attach.name().sha256());
  out.set_outcome(outcome);
  out.set_through(static_cast<uint32_t>(through));
  out.set_message(std::move(message));
  return out;
}

bool fits(const v1::Attach& attach) {
  return attach.size() > 0 && attach.size() <= limits::attachment && attach.content().size() <= limits::attachment_part &&
         attach.offset() <= attach.size() && attach.content().size() <= attach.size() - attach.offset() &&
         attach.name().operation().size() <= limits::header_text;
}

}  // namespace

v1::Attached CentralAttachments::take(const v1::Attach& attach) {
  const auto name = read_name(attach.name());
  if (!name || !fits(attach)) {
    return answer_to(attach, v1::Attached::REFUSED, 0,
                     "The server cannot take this picture. It stays on the tablet: add it again from its file, and tell who "
                     "looks after the server.");
  }
  if (Erasures(*store_).contains(name->record)) return answer_to(attach, v1::Attached::ERASED, attach.size());
  auto row = store_->attachment(*name);
  if (row && row->whole()) {
    auto answer = answer_to(attach, v1::Attached::TAKEN, row->size);
    answer.set_number(row->taken);
    return answer;
  }
  if (!row) row = AttachmentRow{};
  if (row->size != attach.size()) {
    // One of two tablets told another size for the same name: the hash will say which of them was wrong.
    if (row->number > 0) store_->drop_parts(row->number);
    row->name = *name;
    row->size = attach.size();
    row->through = 0;
  }
  auto answer = answer_to(attach, v1::Attached::TAKEN, row->through);
  if (attach.content().empty() || attach.offset() != row->through) return answer;
  row->number = store_->put_attachment(*row);
  store_->put_part(row->number, row->through, attach.content());
  row->through += attach.content().size();
  answer.set_through(static_cast<uint32_t>(row->through));
  if (row->through == row->size) finish(*row, answer);
  store_->put_attachment(*row);
  return answer;
}

void CentralAttachments::finish(AttachmentRow& row, v1::Attached& answer) {
  const auto bytes = attachment_bytes(*store_, row);
  if ((bytes && sha256(*bytes) == row.name.sha256) || mutant(Mutant::picture_not_hashed)) {
    row.taken = taken() + 1;
    store_->set_fact(taken_fact, std::to_string(row.taken));
    answer.set_number(row.taken);
    return;
  }
  store_->drop_parts(row.number);
  row.through = 0;
  answer.set_outcome(v1::Attached::WRONG_HASH);
  answer.set_through(0);
  answer.set_message("The picture did not arrive as it was sent. It is sent again.");
}

uint64_t CentralAttachments::taken() {
  const auto told = store_->fact(taken_fact);
  uint64_t number = 0;
  if (told) std::from_chars(told->data(), told->data() + told->size(), number);
  return number;
}

// A value that stands in that class of the record holds its hash.
bool CentralAttachments::named(const AttachmentName& name) {
  const auto stored = store_->record(name.record);
  const auto record = stored ? Record::decode(*stored) : Result<Record>(Error{Fault::not_found, {}});
  if (!record) return false;
  return std::any_of(record->cells.begin(), record->cells.end(), [&](const Cell& cell) {
    return cell.visibility == name.stream.visibility &&
           std::any_of(cell.values.begin(), cell.values.end(),
                       [&](const auto& value) { return value.raw.find(view(name.sha256)) != Bytes::npos; });
  });
}

v1::AttachmentPart CentralAttachments::read(const v1::Fetch& fetch, const Streams& streams) {
  v1::AttachmentPart out;
  out.set_sha256(fetch.name().sha256());
  const auto name = read_name(fetch.name());
  if (!name || (!streams.contains(name->stream) && !mutant(Mutant::picture_leaks))) return out;
  const auto row = store_->attachment(*name);
  if (!row || !row->whole()) return out;
  if (!named(*name) && !mutant(Mutant::held_picture_read)) return out;
  out.set_size(static_cast<uint32_t>(row->size));
  out.set_offset(fetch.offset());
  out.set_content(store_->part(row->number, fetch.offset()));
  return out;
}

void CentralAttachments::take_again(const AttachmentRow& row, BytesView content) {
  if (Erasures(*store_).contains(row.name.record)) return;
  auto mine = store_->attachment(row.name).value_or(AttachmentRow{});
  if (mine.whole() || sha256(content) != row.name.sha256) return;
  const uint64_t number = mine.number;
  mine = row;
  mine.number = number;
  mine.size = mine.through = content.size();
  mine.taken = taken() + 1;
  mine.number = store_->put_attachment(mine);
  store_->drop_parts(mine.number);
  for (size_t at = 0; at < content.size(); at += limits::attachment_part) {
    store_->put_part(mine.number, at, content.substr(at, limits::attachment_part));
  }
  store_->set_fact(taken_fact, std::to_string(mine.taken));
}

Result<uint64_t> CentralAttachments::verify() {
  uint64_t count = 0;
  Erasures erasures(*store_);
  for (uint64_t number = 0;;) {
    const auto rows = store_->attachments_after(number, at_once);
    if (rows.empty()) return count;
    number = rows.back().number;
    for (const auto& row : rows) {
      const auto bytes = attachment_bytes(*store_, row);
      const std::string which = "The picture " + hex(view(row.name.sha256)) + " of record " + row.name.record.text();
      if (!bytes || (row.whole() && sha256(*bytes) != row.name.sha256)) {
        return Error{Fault::corrupt, which + " is not what was stored."};
      }
      if (erasures.contains(row.name.record)) return Error{Fault::corrupt, which + " was purged and is still there."};
      count += row.whole() ? 1 : 0;
    }
  }
}

void CentralAttachments::erase(const RecordId& record) {
  if (mutant(Mutant::purge_leaves_picture)) return;
  for (const auto& row : store_->attachments_of(record)) store_->drop_attachment(row.number);
}

}  // namespace beatbook
