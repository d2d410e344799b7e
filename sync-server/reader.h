#pragma once
// What sessions read: a read-only connection to the central store that sees what the writer has committed, also what is not on
// disk yet. Lives on the sessions' thread. Every function sees one moment of the store. Failures of the disk come back as
// values.
#include <optional>

#include "kernel/central_log.h"
#include "kernel/frame.h"
#include "kernel/server_conversation.h"
#include "sqlite/sqlite_store.h"
#include "sync-server/enrolments.h"

namespace beatbook::server {

// All that a Hello asks of the store. Asked in the writer's turn, so that what the tablet is told it has is on disk by then.
// Fault::refused when the enrolment is not known.
Result<SessionFacts> session_facts(SqliteStore& store, const EnrolmentId& enrolment, const v1::Hello& hello);

// What an enrolment may read and write now; none for one that is revoked or not known.
Streams streams_of(SqliteStore& store, const EnrolmentId& enrolment);

class StoreReader {
 public:
  explicit StoreReader(SqliteStore store) : store_(std::move(store)) {}

  // nullopt: never enrolled here.
  Result<std::optional<EnrolmentGrant>> grant(const EnrolmentId& enrolment);
  // A page that fits a frame, of entries no newer than `through_gsn`. Fault::refused when the
  // enrolment's grant is no longer what `reader` was made of: the session ends, and the tablet says Hello anew.
  Result<v1::Page> page(const Reader& reader, uint64_t from_gsn, uint64_t through_gsn);
  // A part of an attachment; of size 0 when the enrolment may not read it now, or it is not here.
  Result<v1::AttachmentPart> attachment(const v1::Fetch& fetch, const EnrolmentId& enrolment);
  // Something that a command ordered or published waits for the writer.
  bool orders_wait();
  // Chain and ancestry of a branch, as prepare_push() needs them.
  Result<BranchRow> branch(const Branch& branch, const std::optional<Ancestry>& told);

 private:
  Result<void> check_grant(const Reader& reader);
  Result<v1::Page> named_page(const Reader& reader, uint64_t from_gsn, size_t max_bytes, uint64_t through_gsn);
  bool fits_frame(const v1::Page& page);
  template <class Work>
  auto at_one_moment(Work&& work) -> decltype(work());

  SqliteStore store_;
  FrameCodec trial_;  // packs a page to see whether it fits
};

}  // namespace beatbook::server
