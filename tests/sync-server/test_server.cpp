#include "sync-server/test_server.h"

#include <thread>

#include "sync-server/server.h"

namespace beatbook::test {

struct TestServer::Running {
  std::unique_ptr<server::Server> server;
  std::thread thread{[this] { (void)server->run(); }};

  explicit Running(std::unique_ptr<server::Server> opened) : server(std::move(opened)) {}
  ~Running() {
    server->stop();
    thread.join();
  }
};

TestServer::TestServer(server::ServerOptions options)
    : options_(std::move(options)), log_([this](const std::string& line) {
        const std::lock_guard guard(log_turn_);
        log_text_ += line;
      }) {
  options_.address = "127.0.0.1";
  options_.port = 0;
  serve();
}

TestServer::~TestServer() = default;

void TestServer::serve() {
  running_ = std::make_unique<Running>(must(server::Server::open(directory(), options_, log_)));
  port_ = running_->server->port();
}

void TestServer::stop() { running_.reset(); }

std::string TestServer::log_text() {
  const std::lock_guard guard(log_turn_);
  return log_text_;
}

}  // namespace beatbook::test
