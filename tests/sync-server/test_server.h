#pragma once
// A real server on loopback in a directory of its own, and what an administrator does with it.
#include <thread>

#include "kernel/enrolment_code.h"
#include "support/temporary_directory.h"
#include "sync-server/accounts.h"
#include "sync-server/clock.h"
#include "sync-server/enrolments.h"
#include "sync-server/random.h"
#include "sync-server/server.h"

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
  explicit TestServer(server::ServerOptions options = {})
      : options_(options), log_([this](const std::string& line) {
          const std::lock_guard guard(log_turn_);
          log_text_ += line;
        }) {
    options_.address = "127.0.0.1";
    options_.port = 0;
    serve();
  }
  ~TestServer() { stop(); }

  // Again, after a stop.
  void serve() {
    server_ = must(server::Server::open(directory(), options_, log_));
    port_ = server_->port();
    thread_ = std::thread([this] { (void)server_->run(); });
  }
  // From the next serve() on; empty = none.
  void archive_in(const std::filesystem::path& folder) { options_.archive = folder; }
  void stop() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
    server_.reset();
  }
  uint16_t port() const { return port_; }
  std::string log_text() {
    const std::lock_guard guard(log_turn_);
    return log_text_;
  }

 private:
  server::ServerOptions options_;
  std::mutex log_turn_;
  std::string log_text_;
  server::Log log_;
  std::unique_ptr<server::Server> server_;
  uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace beatbook::test
