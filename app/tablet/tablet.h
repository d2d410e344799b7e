#pragma once
// An unlocked tablet: its files opened in order and joined, for the command line and the screens. One thread at a time.
// Programs take turns: who has the outbox has the tablet alone, and reads the store only then; what was read earlier would lack
// what the program before has saved.
//
// In the store's directory: device.key, slots (vault), enrolment, outbox, notebook.db (encrypted: log, records, index),
// notebook.db-ballast (room for when the disk is full).
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "app/forms/draft_book.h"
#include "app/forms/entry.h"
#include "app/forms/notebook.h"
#include "app/index/index.h"
#include "app/sync/exchange.h"
#include "app/sync/hands.h"
#include "app/tablet/published.h"
#include "app/vault/box.h"
#include "app/vault/enrolment.h"
#include "app/vault/outbox_of_log.h"
#include "app/vault/vault.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::app {

// The encrypted store, in the tablet's directory.
inline constexpr const char* notebook_file = "notebook.db";

// Milliseconds since 1970 by this tablet's clock.
uint64_t wall_clock_ms();

// Clock and chance of what is recorded. Other ones play a past operation over (tests/support/demonstration.h); exchanges with
// the server and attempts at the secret always go by the device's own.
struct Sources {
  std::function<uint64_t()> wall_ms = wall_clock_ms;
  std::function<Bytes(size_t)> random = random_bytes;
};

struct EnrolOptions {
  std::string server;  // host:port
  std::string code;
  std::string device_name;
  std::string secret;
  SecretCost cost = SecretCost::moderate();
};

class Tablet {
 public:
  // Uses the one-time code, makes key slots and an empty store. Fault::refused when the directory is enrolled already.
  static Result<void> enrol(const std::filesystem::path& directory, const EnrolOptions& options);

  // What an index that has fallen behind may cost the opening.
  enum class Catch { up_whole, up_later };
  // Unlocks. Fails as Vault::unlock and SqliteStore::open do, and with Fault::storage while another program has the tablet, for
  // whom it waits a moment. With `up_later` go on with index_step() until there is no more.
  static Result<std::unique_ptr<Tablet>> open(const std::filesystem::path& directory, std::string_view secret,
                                              Catch index = Catch::up_whole, Sources sources = {});
  // The key that `secret` opens, for who opens the tablet again and again. Fails as Vault::unlock does.
  static Result<Key> unlock(const std::filesystem::path& directory, std::string_view secret);
  static Result<std::unique_ptr<Tablet>> open(const std::filesystem::path& directory, const Key& key,
                                              Catch index = Catch::up_whole, Sources sources = {});
  ~Tablet();

  TabletLog& log() { return *log_; }
  Notebook& notebook() { return *notebook_; }
  Index& index() { return *index_; }
  SqliteStore& store() { return *store_; }
  DraftBook& drafts() { return *drafts_; }
  EntrySources sources();
  // What the operation of the open shift decided, else the officer's only operation, as of now.
  rules::Settings settings();
  // Of that operation; empty = as settings() has it.
  rules::Settings settings_of(const std::string& operation);
  const Enrolment::Grant& grant() const { return enrolment_->grant(); }

  // One exchange with the server. What failed is in the report; everything before it is kept. `push_only` sends and reads
  // nothing, for a signal that is nearly gone.
  ExchangeReport sync(const std::function<void(const Progress&)>& progress = {}, bool push_only = false);

  // The parts of sync(), for a caller whose socket lives on another thread: connect by link(), run_exchange() with Hands that
  // call hands() on this tablet's thread, then settle(), whatever came of it. In between index_step() keeps lists up to date.
  struct Link {
    std::string server;
    ConnectionIdentity identity;
    Key unlock_key;
    Bytes sealing_key;  // the server's
    bool push_only = false;
    // For one connection: the proof that the tablet is unlocked holds for no other.
    TabletConversation::Options options_on(Connection& connection) const;
  };
  Link link(bool push_only);
  Hands& hands() { return *hands_; }
  // Brings the index up by about `at_most` log entries; true while there is more.
  Result<bool> index_step(size_t at_most);
  // The outbox follows the store: entries may have come back by pages, or the server may have lost some.
  Result<void> settle();
  // Records whose lines in a list may read otherwise now, since this was asked last: saved, received, reviewed.
  std::vector<RecordId> take_news();

  // What is purged and still lies in index, drafts, outbox or on the disk goes. Fault::corrupt when nobody can read what must
  // go.
  Result<void> finish_erasures();

  // All that was saved lies in the outbox, durable, and the outbox says so; at lock, at the end of a command. What fails is
  // mended when the tablet is opened again.
  Result<void> close_outbox();

 private:
  Tablet() = default;
  int64_t now_ms() const;  // corrected
  static Result<Key> key_for_enrolment(const std::filesystem::path& directory, const EnrolOptions& options);
  void on_saved(const Saved& saved, std::span<const RecordId> ids);
  Tools tools();

  bool needs_damaged_notebook();
  Result<void> drop_damaged_notebooks();

  Sources sources_;
  std::filesystem::path directory_;
  std::optional<Enrolment> enrolment_;
  Key unlock_key_;                // proves to the server that the store is open
  std::optional<Outbox> outbox_;  // goes last: who has it has the tablet alone
  std::optional<SqliteStore> store_;
  std::optional<TabletLog> log_;
  std::optional<Published> published_;
  std::optional<Index> index_;
  std::optional<OutboxOfLog> outbox_of_log_;
  std::optional<Notebook> notebook_;
  std::optional<DraftBook> drafts_;
  std::optional<LogHands> hands_;
  std::vector<RecordId> touched_;                               // not indexed yet
  std::optional<std::vector<rules::OutreachWindow>> outreach_;  // read once, until something is saved or arrives
  std::set<RecordId> news_;
};

// How long a connection may keep silent.
inline constexpr std::chrono::seconds exchange_patience{30};

struct LockedPush {
  ExchangeReport report;
  uint64_t left = 0;   // of what lies in the outbox
  bool whole = false;  // nothing was saved that the outbox did not hold; else only unlocking tells
};

// Sends the sealed outbox of a locked tablet: needs no secret. Fault::storage while a program has the tablet open.
Result<LockedPush> push_locked(const std::filesystem::path& directory, std::stop_token stop = {});

}  // namespace beatbook::app
