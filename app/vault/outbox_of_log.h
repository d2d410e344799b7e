#pragma once
// A tablet's outbox beside its log: the encrypted store is the truth, and the outbox is brought up to it whenever the store is
// open. Only what a locked tablet was told by the server is in the outbox first.
#include "app/vault/outbox.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

class OutboxOfLog {
 public:
  // All three outlive it; `store` is the log's.
  OutboxOfLog(Outbox& outbox, TabletLog& log, Store& store) : outbox_(outbox), log_(log), store_(store) {}

  // The store was opened. Where the server parted the chain while the tablet was locked the log follows, and it learns what was
  // acknowledged. Then as mend().
  Result<void> open();
  // Before every save; and what was saved. An outbox that fails then is mended later.
  Result<void> about_to_save() { return outbox_.expect_saves(); }
  void saved(const Saved& saved);
  // After a crash, a restore, a fork or an exchange: what is missing is appended, what does not fit is written anew.
  Result<void> mend();
  // Writes it anew whatever it holds: for what was erased.
  Result<void> write_anew();
  // After an exchange: mend(), and what was acknowledged goes.
  Result<void> settle();
  // The last thing before the store is closed, where open() succeeded and its disk never failed since: all that was saved lies
  // in the outbox, and it says so.
  Result<void> close();

 private:
  Result<void> follow_fork();
  Result<void> learn_what_was_acknowledged();
  Result<void> append_after(uint64_t seq);
  bool fits();

  Outbox& outbox_;
  TabletLog& log_;
  Store& store_;
};

}  // namespace beatbook::app
