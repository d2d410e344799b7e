#include "sync-server/server.h"

#include <csignal>

#include "sync-server/clock.h"
#include "sync-server/orders.h"
#include "sync-server/publisher.h"

namespace beatbook::server {

using namespace std::chrono_literals;

namespace {
constexpr size_t refused_at_most = 64;  // sessions beyond the limit that are told BUSY; more are dropped unheard
constexpr auto stop_patience = 5s;
constexpr auto look_every = 200ms;  // whether the log has grown
constexpr int orders_every = 5;     // looks: whether something was ordered
constexpr int scrub_again = 300;    // looks: after somebody read on and the store could not be written anew

// What was purged stays purged, whatever backup this store is.
Result<void> purge_again(SqliteStore& store, const std::filesystem::path& folder, Log& log) {
  return attempt([&]() -> Result<void> {
    Orders orders(store, folder);
    store.begin();
    const auto again = orders.purge_what_is_listed();
    if (!again) {
      store.rollback();
      return again.error();
    }
    store.commit();
    // Where the disk has no room for a new file it stays owed, and the server serves.
    const auto scrubbed = attempt([&]() -> Result<void> {
      orders.scrub(wall_ms());
      return {};
    });
    if (!scrubbed) log.event(0, "scrub-failed");
    if (*again > 0) log.event(0, "purged-again", {{"records", *again}});
    return {};
  });
}
}  // namespace

Result<std::unique_ptr<Server>> Server::open(const StoreDirectory& directory, const ServerOptions& options, Log& log) {
  auto lock = StoreLock::take(directory);
  if (!lock) return lock.error();
  auto writing = directory.open_store(Database::Mode::existing);
  if (!writing) return writing.error();
  if (auto purged = purge_again(*writing, directory.path(), log); !purged) return purged.error();
  auto wal = WalSync::open(directory.central());
  if (!wal) return wal.error();
  std::optional<Archive> archive;
  if (!options.archive.empty()) {
    auto opened = Archive::open(options.archive, directory);
    if (!opened) return opened.error();
    archive.emplace(std::move(*opened));
  }
  auto told = attempt([&]() -> Result<void> {
    writing->begin();
    writing->set_fact(fact_archived, archive ? "1" : "0");
    writing->commit();
    return {};
  });
  if (!told) return told.error();
  auto reading = directory.open_store(Database::Mode::read_only);
  if (!reading) return reading.error();
  auto certificates = Certificates::load(*writing);
  if (!certificates) return certificates.error();
  std::unique_ptr<Server> server(new Server(std::move(*lock), directory, std::move(*writing), std::move(*wal),
                                            std::move(archive), std::move(*reading), std::move(*certificates), options, log));
  if (auto listening = server->listen(); !listening) return listening.error();
  return server;
}

Server::Server(StoreLock lock, const StoreDirectory& directory, SqliteStore writing, WalSync wal,
               std::optional<Archive> archive, SqliteStore reading, Certificates certificates, const ServerOptions& options,
               Log& log)
    : lock_(std::move(lock)),
      options_(options),
      log_(log),
      certificates_(std::move(certificates)),
      sealing_key_(directory.sealing_key()),
      tls_(make_tls_context(certificates_)),
      folder_(directory.path()),
      wal_(std::move(wal)),
      archive_(std::move(archive)),
      reader_(std::move(reading)),
      writer_(
          std::move(writing), [this](uint64_t last_gsn) { return make_durable(last_gsn); },
          [this] {
            disk_failed_ = true;
            stop();
          },
          log, {}, [this](SqliteStore& store) { scrub(store); }),
      services_{reader_, writer_, certificates_, sealing_key_, folder_, scrub_owed_, log_, activity_, options.limits} {}

Server::~Server() = default;

Result<void> Server::make_durable(uint64_t last_gsn) {
  if (auto synced = wal_.sync(); !synced) return synced;
  if (!archive_) return {};
  auto appended = archive_->append_through(last_gsn);
  archive_erased_ = archive_->erased_through();
  return appended;
}

Result<void> Server::listen() {
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(options_.address, failed);
  if (failed) return Error{Fault::bad_input, "\"" + options_.address + "\" is not an IP address to listen on."};
  const asio::ip::tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) {
    return Error{Fault::refused, "Cannot listen on " + options_.address + " port " + std::to_string(options_.port) + ": " +
                                     failed.message() + "."};
  }
  return {};
}

uint16_t Server::port() const { return acceptor_.local_endpoint().port(); }

Result<void> Server::run() {
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.async_wait([this](const boost::system::error_code& failed, int) {
    if (!failed) begin_stop();
  });
  asio::co_spawn(
      context_, [this] { return accept_loop(); }, asio::detached);
  asio::co_spawn(
      context_, [this] { return watch(); }, asio::detached);
  log_.event(0, "serving", {{"port", port()}});
  context_.run();
  log_.event(0, "stopped");
  if (disk_failed_)
    return Error{
        Fault::storage,
        "The disk of the store, or of its archive, does not take what is written. Mend it, then start the server again."};
  return {};
}

void Server::stop() {
  asio::post(context_, [this] { begin_stop(); });
}

void Server::begin_stop() {
  if (std::exchange(stopping_, true)) return;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  signals_.cancel(ignored);
  watch_.cancel();
  for (const auto& session : sessions_) session->stop();
  patience_.expires_after(stop_patience);
  patience_.async_wait([this](const boost::system::error_code& failed) {
    if (!failed) context_.stop();
  });
  if (sessions_.empty()) patience_.cancel();
}

asio::awaitable<void> Server::accept_loop() {
  while (!stopping_) {
    boost::system::error_code failed;
    auto socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (stopping_) co_return;
    if (!failed) {
      start_session(std::move(socket));
      continue;
    }
    // Out of descriptors or memory: the sessions that run free some.
    log_.event(0, "accept-failed", {{"code", static_cast<uint64_t>(failed.value())}});
    asio::steady_timer pause(context_, 100ms);
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failed));
  }
}

void Server::scrub(SqliteStore& store) {
  if (!scrub_owed_.exchange(false)) return;
  try {
    Orders(store, folder_).scrub(wall_ms());
  } catch (const StorageFailure&) {
    log_.event(0, "scrub-failed");
    scrub_failed_ = true;
  }
}

void Server::carry_out() {
  const auto work = [this](SqliteStore& store) {
    const auto published = Publisher(store).publish(wall_ms());
    const auto ordered = Orders(store, folder_).carry_out(wall_ms());
    if (!published || !ordered) log_.event(0, "order-failed");
    if (ordered && *ordered > 0) {
      scrub_owed_ = true;
      log_.event(0, "ordered", {{"orders", *ordered}});
    }
    // The archive's receipt: it follows with each entry, and is off its disk when it is behind the purge.
    PurgeBook book(store, store.fact(fact_store_incarnation).value_or(Bytes()));
    const auto purges = book.purges();
    std::vector<RecordId> gone;
    for (size_t i = 0; archive_ && purges && i < purges->size(); ++i) {
      if ((*purges)[i].gsn <= archive_erased_) gone.push_back((*purges)[i].record);
    }
    if (!gone.empty()) (void)book.answered(archive_copy, gone, wall_ms());
  };
  writer_.submit({0, work, [](const std::optional<Error>&) {}});
}

asio::awaitable<void> Server::watch() {
  uint64_t told = writer_.durable_gsn(), archived = 0;
  for (int looks = 1; !stopping_; ++looks) {
    watch_.expires_after(look_every);
    boost::system::error_code woken;
    co_await watch_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (stopping_) co_return;
    if (const uint64_t now = writer_.durable_gsn(); now != told) {
      told = now;
      const auto all = sessions_;
      for (const auto& session : all) session->grown();
    }
    const bool erased = archived != archive_erased_;
    if (looks % scrub_again == 0 && scrub_failed_.exchange(false)) scrub_owed_ = true;
    if (looks % orders_every == 0 && (reader_.orders_wait() || scrub_owed_ || erased)) {
      archived = archive_erased_;
      carry_out();
    }
  }
}

void Server::start_session(asio::ip::tcp::socket socket) {
  if (sessions_.size() >= options_.most_sessions + refused_at_most) return;
  const bool busy = sessions_.size() >= options_.most_sessions;
  const auto session = std::make_shared<Session>(TlsStream(std::move(socket), tls_), ++last_session_, services_);
  sessions_.insert(session);
  asio::co_spawn(
      context_, [session, busy] { return session->run(busy); },
      [this, session](const std::exception_ptr&) {
        sessions_.erase(session);
        if (stopping_ && sessions_.empty()) patience_.cancel();
      });
}

}  // namespace beatbook::server
