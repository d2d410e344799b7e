#pragma once
// An unlocked tablet: its files opened in order and joined. The command line uses it now, the screens later.
//
// In the store's directory: device.key, slots (vault), enrolment, outbox, notebook.db (encrypted: log, records, index).
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/forms/notebook.h"
#include "app/index/index.h"
#include "app/sync/exchange.h"
#include "app/vault/enrolment.h"
#include "app/vault/outbox.h"
#include "app/vault/vault.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::app {

// Milliseconds since 1970 by this tablet's clock.
uint64_t wall_clock_ms();

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

  // Unlocks. Fails as Vault::unlock and SqliteStore::open do.
  static Result<std::unique_ptr<Tablet>> open(const std::filesystem::path& directory, std::string_view secret);
  ~Tablet();

  TabletLog& log() { return *log_; }
  Notebook& notebook() { return *notebook_; }
  Index& index() { return *index_; }
  SqliteStore& store() { return *store_; }

  // One exchange with the server. What failed is in the report; everything before it is kept. `push_only` sends and reads
  // nothing, for a signal that is nearly gone.
  ExchangeReport sync(const std::function<void(const Progress&)>& progress = {}, bool push_only = false);
  // Makes what was appended to the outbox durable; at lock, at the end of a command.
  Result<void> flush();

 private:
  Tablet() = default;
  Result<void> follow_outbox();
  Result<void> mend_outbox();
  void on_saved(const Saved& saved, std::span<const RecordId> ids);
  Tools tools();

  std::optional<Enrolment> enrolment_;
  std::optional<SqliteStore> store_;
  std::optional<TabletLog> log_;
  std::optional<Index> index_;
  std::optional<Outbox> outbox_;
  std::optional<Notebook> notebook_;
};

// Sends the sealed outbox of a locked tablet: needs no secret.
Result<ExchangeReport> push_locked(const std::filesystem::path& directory, uint64_t* pending = nullptr);

}  // namespace beatbook::app
