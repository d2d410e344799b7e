#pragma once
// A real server on loopback in a directory of its own, and what an administrator does with it.
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernel/enrolment_code.h"
#include "support/temporary_directory.h"
#include "sync-server/accounts.h"
#include "sync-server/clock.h"
#include "sync-server/enrolments.h"
#include "sync-server/log.h"
#include "sync-server/random.h"
#include "sync-server/server_options.h"
#include "sync-server/store_directory.h"

namespace beatbook::test {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// A server's folder without a server.
class TestStore {
 public:
  TestStore() : directory_(must(server::make_server(folder_ / "server", {"localhost", "127.0.0.1"}))) {
    change([](SqliteStore& store) { return server::Accounts(store.database()).add_operation({"lantern", "Lantern"}, 1); });
  }

  const server::StoreDirectory& directory() const { return directory_; }
  const TemporaryDirectory& folder() const { return folder_; }
  SqliteStore open(Database::Mode mode = Database::Mode::existing) { return must(directory_.open_store(mode)); }

  // As an administrator's command does it, while a server may run.
  template <class Work>
  void change(Work work) {
    auto store = open();
    Transaction transaction(store.database());
    must(work(store));
    must(transaction.commit());
  }
  void add_officer(const std::string& collar, std::vector<std::string> roles) {
    change([&](SqliteStore& store) {
      return server::Accounts(store.database()).add_officer({collar, roles, {"lantern"}, false}, server::wall_ms());
    });
  }
  // The secret of a fresh code.
  Bytes add_code(const std::string& collar, uint64_t valid_ms = 60'000) {
    const Bytes secret = server::random_bytes(EnrolmentCode::secret_size);
    const uint64_t now = server::wall_ms();
    change(
        [&](SqliteStore& store) { return server::Enrolments(store.database()).add_code(secret, collar, now, now + valid_ms); });
    return secret;
  }

 private:
  TemporaryDirectory folder_;
  server::StoreDirectory directory_;
};

class TestServer : public TestStore {
 public:
  explicit TestServer(server::ServerOptions options = {});
  ~TestServer();

  // Again, after a stop.
  void serve();
  // From the next serve() on; empty = none.
  void archive_in(const std::filesystem::path& folder) { options_.archive = folder; }
  void stop();
  uint16_t port() const { return port_; }
  std::string log_text();

 private:
  struct Running;
  server::ServerOptions options_;
  std::mutex log_turn_;
  std::string log_text_;
  server::Log log_;
  std::unique_ptr<Running> running_;
  uint16_t port_ = 0;
};

}  // namespace beatbook::test
