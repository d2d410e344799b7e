#pragma once
// The two kinds of Hands: an unlocked tablet's log, and a locked tablet's sealed outbox.
#include <functional>

#include "app/sync/exchange.h"
#include "app/vault/outbox.h"

namespace beatbook::app {

using Sign = std::function<Bytes(BytesView)>;

// Works on the tablet's own log.
class LogHands : public Hands {
 public:
  // `touched` is told which records a page changed, within the same call; `wall_ms` is the tablet's clock. `erase` lets go of
  // what index, drafts and outbox hold of purged records and finishes the log's erasures.
  LogHands(TabletLog& log, Sign sign, std::function<uint64_t()> wall_ms,
           std::function<void(const std::vector<RecordId>&)> touched, std::function<Result<void>()> erase);
  Result<TabletPosition> position() override;
  Result<v1::Push> load_own(uint64_t after_seq, size_t max_bytes, size_t& count) override;
  Result<void> keep(const v1::Welcome& welcome) override;
  Result<void> keep(const v1::PushAck& ack) override;
  Result<void> keep(const v1::Fork& fork) override;
  Result<PageOutcome> keep(const v1::Page& page) override;
  Result<std::vector<RecordId>> erased(const std::vector<RecordId>& records) override;
  Result<void> begin_rebuild(const std::string& reason, const Streams& streams) override;
  Result<void> with_attachments(const std::function<void(TabletAttachments&)>& work) override;

 private:
  TabletLog& log_;
  Sign sign_;
  std::function<uint64_t()> wall_ms_;
  std::function<void(const std::vector<RecordId>&)> touched_;
  std::function<Result<void>()> erase_;
};

// Sends what the outbox holds and reads nothing: a locked tablet, or one a colleague hands in.
class OutboxHands : public Hands {
 public:
  OutboxHands(Outbox& outbox, const EnrolmentId& enrolment, Sign sign);
  Result<TabletPosition> position() override;
  Result<v1::Push> load_own(uint64_t after_seq, size_t max_bytes, size_t& count) override;
  Result<void> keep(const v1::Welcome& welcome) override;
  Result<void> keep(const v1::PushAck& ack) override;
  Result<void> keep(const v1::Fork& fork) override;
  Result<PageOutcome> keep(const v1::Page& page) override;
  Result<std::vector<RecordId>> erased(const std::vector<RecordId>& records) override;
  Result<void> begin_rebuild(const std::string& reason, const Streams& streams) override;

 private:
  Result<ChainPoint> point_at(uint64_t seq);  // after own change-set `seq`, as far as the outbox reaches back

  Outbox& outbox_;
  EnrolmentId enrolment_;
  Sign sign_;
  Bytes store_incarnation_;  // of the server that it speaks to
};

}  // namespace beatbook::app
