#pragma once
// A server's attachments over any Store. Nothing here begins or commits.
#include "kernel/result.h"
#include "kernel/store.h"

namespace beatbook {

class CentralAttachments {
 public:
  explicit CentralAttachments(Store& store) : store_(&store) {}

  // A part, or an offer, of any enrolment: taken in, whoever it is. Whether somebody may read it is asked when somebody does.
  // The answer may leave once the transaction is on disk.
  v1::Attached take(const v1::Attach& attach);
  // Size 0 for what is not here or not whole, for what lies in no stream of the reader's, and for what the record does not name
  // in that class: what is quarantined names nothing until it is released.
  v1::AttachmentPart read(const v1::Fetch& fetch, const Streams& streams);

  // A whole one of a copy of this store, which this one lacks.
  void take_again(const AttachmentRow& row, BytesView content);
  // The number of the last that was taken whole.
  uint64_t taken();
  // Hashes all that are whole. Fault::corrupt names the first that is not what it was.
  Result<uint64_t> verify();

  void erase(const RecordId& record);

 private:
  void finish(AttachmentRow& row, v1::Attached& answer);
  bool named(const AttachmentName& name);

  Store* store_;
};

}  // namespace beatbook
