#pragma once
// One exchange with the server: obeys the conversation's actions over a Connection. What the actions do to the tablet's files
// is behind Hands, so an unlocked tablet (its log) and a locked one (its sealed outbox) are pushed by the same loop.
#include <functional>
#include <optional>
#include <string>

#include "app/sync/connection.h"
#include "kernel/tablet_conversation.h"

namespace beatbook::app {

class Hands {
 public:
  virtual ~Hands() = default;
  virtual Result<TabletPosition> position() = 0;
  // Own change-sets after `seq`, signed at their head; `count` 0 when there are none.
  virtual Result<v1::Push> load_own(uint64_t after_seq, size_t max_bytes, size_t& count) = 0;
  virtual Result<void> keep(const v1::Welcome& welcome) = 0;
  virtual Result<void> keep(const v1::PushAck& ack) = 0;
  virtual Result<void> keep(const v1::Fork& fork) = 0;
  virtual Result<PageOutcome> keep(const v1::Page& page) = 0;
  // Of these, what is gone from every store of the tablet for good.
  virtual Result<std::vector<RecordId>> erased(const std::vector<RecordId>& records) = 0;
  virtual Result<void> begin_rebuild(const std::string& reason, const Streams& streams) = 0;
  // Does what moves attachments, unless there are none: they lie in the open store alone.
  virtual Result<void> with_attachments(const std::function<void(TabletAttachments&)>&) { return {}; }
};

struct ExchangeReport {
  uint64_t pushed = 0;
  uint64_t received = 0;  // colleagues' change-sets
  uint64_t bytes_up = 0;  // of ours, before TLS
  uint64_t bytes_down = 0;
  uint64_t pictures_sent = 0, pictures_fetched = 0;
  std::string pictures_wait;  // why some could not be moved; empty = none waits for that
  uint64_t round_trips = 0;   // of the conversation, after the handshake
  std::string rebuilt_because;
  std::optional<Error> failed;  // what was done before it stays done
};

struct Progress {
  uint64_t acked_seq, head_seq, cursor;
};

// What a session that stays does besides: called by the loop, on its thread.
struct Staying {
  std::function<bool()> saved;                               // since it was asked last something may have been saved
  std::function<void(const ExchangeReport& so_far)> rested;  // all is exchanged; told again after each piece of news
  std::function<bool()> ends;                                // somebody wants it to end
};

// Runs to the end, or to the first thing that stops it. `progress` is told after every kept answer.
ExchangeReport run_exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options, uint64_t wall_ms,
                            const std::function<void(const Progress&)>& progress = {});
// The same of a session that stays (`options.stay`): until `ends`, or the line is gone.
ExchangeReport stay_in_exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options,
                                uint64_t wall_ms, const Staying& staying);

}  // namespace beatbook::app
