#pragma once
// The listener: accepts, starts a session each, stops cleanly.
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "sqlite/wal_sync.h"
#include "sync-server/archive.h"
#include "sync-server/server_options.h"
#include "sync-server/session.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

class Server {
 public:
  // Binds and opens the store. Fault::refused when the address cannot be bound, another server runs on the store or the archive
  // is of another history.
  static Result<std::unique_ptr<Server>> open(const StoreDirectory& directory, const ServerOptions& options, Log& log);
  ~Server();

  uint16_t port() const;
  const Activity& activity() const { return activity_; }
  // Serves until stop() or SIGTERM/SIGINT, and returns when every session has ended. Fault::storage when the disk failed: what
  // was not acknowledged is still on the tablets.
  Result<void> run();
  // From any thread.
  void stop();

 private:
  Server(StoreLock lock, const StoreDirectory& directory, SqliteStore writing, WalSync wal, std::optional<Archive> archive,
         SqliteStore reading, Certificates certificates, const ServerOptions& options, Log& log);
  Result<void> make_durable(uint64_t last_gsn);
  Result<void> listen();
  asio::awaitable<void> accept_loop();
  // Tells sessions that stay what came, and carries out what was ordered beside the server.
  asio::awaitable<void> watch();
  void carry_out();
  void scrub(SqliteStore& store);
  void start_session(asio::ip::tcp::socket socket);
  void begin_stop();

  StoreLock lock_;
  ServerOptions options_;
  Log& log_;
  Certificates certificates_;
  Key sealing_key_;
  asio::io_context context_{1};
  asio::ssl::context tls_;
  asio::ip::tcp::acceptor acceptor_{context_};
  asio::signal_set signals_{context_};
  asio::steady_timer patience_{context_}, watch_{context_};
  std::filesystem::path folder_;
  WalSync wal_;
  std::optional<Archive> archive_;
  StoreReader reader_;
  Activity activity_;
  std::atomic<bool> disk_failed_ = false, scrub_owed_ = false;
  std::atomic<bool> scrub_failed_ = true;  // as after a start that could not: it is tried once more
  std::atomic<uint64_t> archive_erased_ = 0;
  Writer writer_;
  Services services_;
  std::set<std::shared_ptr<Session>> sessions_;
  uint64_t last_session_ = 0;
  bool stopping_ = false;
};

}  // namespace beatbook::server
