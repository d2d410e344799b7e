#pragma once
// A tablet's sealed outbox as its programs use it: one that has the store open, and one that pushes while the tablet is locked.
// Its files fail as those of the vfs lane do, in both lanes, and are full when the tablet's disk is.
#include <memory>
#include <optional>

#include "app/sync/hands.h"
#include "app/vault/outbox_of_log.h"
#include "simulator/failing_files.h"

namespace beatbook::simulator {

class SealedOutbox {
 public:
  SealedOutbox(uint64_t dice, DiskWatch& watch);
  SealedOutbox(const SealedOutbox&) = delete;

  static const Key& server_key();  // the private half

  FailingFiles& files() { return files_; }
  void put_back(const FailingFiles::Contents& image);
  void lose_power(uint64_t dice);
  // Its program is gone without a word.
  void vanish();

  // Of a tablet that was just enrolled.
  void enrol();
  // The store was opened, or is closed: nothing is changed when it is so already. Throws StorageFailure when the outbox does
  // not open: then the tablet does not, either. What fails later is left for the next time, as the programs do.
  bool is_open() const { return open_ && outbox_; }
  void unlock(TabletLog& log, Store& store);
  void lock(TabletLog& log, Store& store);
  // Throws StorageFailure when nothing may be saved now.
  void about_to_save();
  void saved(TabletLog& log, Store& store, const Saved& saved);
  void settle(TabletLog& log, Store& store);
  // Lets go of what was erased; false when it cannot.
  bool write_anew(TabletLog& log, Store& store);

  // Of a locked tablet that pushes; nothing when its outbox cannot be opened.
  app::OutboxHands* hands(const EnrolmentId& id);
  const app::Outbox* box() const { return outbox_ ? &*outbox_ : nullptr; }
  // Of the outbox that a locked tablet would find now, where it says that it holds all.
  struct Whole {
    bool from_the_first_on;  // or behind a base
    app::ChainPoint through;
  };
  std::optional<Whole> whole() const;
  // Entries that may lie on the disk, opened with the server's key.
  std::vector<Bytes> whatever_lies() const;

 private:
  bool load();

  FailingFiles files_;
  uint64_t random_;
  std::optional<app::Outbox> outbox_;
  std::optional<app::OutboxHands> hands_;
  bool open_ = false;
};

}  // namespace beatbook::simulator
