#pragma once
// A tablet's attachments over any Store: those made here, until the server has them, and those fetched because somebody asked.
#include <optional>

#include "beatbook/v1/record_state.pb.h"
#include "kernel/result.h"
#include "kernel/store.h"

namespace beatbook {

class TabletAttachments {
 public:
  // Both must outlive it.
  TabletAttachments(Store& store, const v1::TabletFacts& facts) : store_(&store), facts_(&facts) {}

  // Whether it can be one: Fault::too_large, or Fault::bad_input of none at all.
  static Result<void> fits(BytesView content);

  // One made here, which fits. Within a transaction of the caller: TabletLog::save() with the entry that names it.
  void add(const AttachmentName& name, BytesView content);
  // What was fetched of this record is handed in as if it was made here: the server has lost it. Within a transaction of the
  // caller.
  void hand_in(const RecordId& record);
  // One that a record names: the next exchange fetches it unless it is here. Fault::not_found when the record was erased.
  Result<void> want(const AttachmentName& name);
  // The whole. Fault::not_found while it is not here, Fault::corrupt when it is not what it was.
  Result<Bytes> read(const AttachmentName& name);

  // Of those made here, how many the server of now does not have. What another store incarnation received proves nothing.
  uint64_t unreceived();
  // Those made here lie in an archive or a backup of the server as well, as far as this tablet was told.
  bool all_backed_up();

  // For the conversation: the next that is to be moved, after this number.
  std::optional<AttachmentRow> next(uint64_t after);
  // Empty when it is gone.
  Bytes part(const AttachmentName& name, uint64_t offset, size_t max_bytes);
  // Each is a transaction of its own, durable with the next: the server says it again when it is asked again.
  void take(const AttachmentName& name, const v1::Attached& said);
  // How far it is here; nothing when it is not wanted any more, or when the part does not fit. A whole that is not what its
  // name says is dropped: 0.
  std::optional<uint64_t> take(const AttachmentName& name, const v1::AttachmentPart& part);

  // Within a transaction of the caller. Nothing of the record stays.
  void erase(const RecordId& record);
  // What was fetched and may be read no more.
  void keep_only(const Streams& streams);

 private:
  bool unreceived(const AttachmentRow& row) const;
  template <class Visit>
  void each(Visit&& visit);
  template <class Work>
  void in_transaction(Work&& work);

  Store* store_;
  const v1::TabletFacts* facts_;
};

// The bytes of a row, as far as they are here. Nothing when a part is missing.
std::optional<Bytes> attachment_bytes(Store& store, const AttachmentRow& row);

}  // namespace beatbook
