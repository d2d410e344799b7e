#pragma once
// A bad line between tablets and a server: a TCP relay on loopback that delays, throttles, loses, goes away and cuts. What is
// lost on the way comes later, as TCP sends it again; order and bytes are never changed.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace beatbook::test {

struct LineConditions {
  std::chrono::milliseconds delay{0};         // each way
  size_t bytes_per_second = 0;                // each way; 0 = as fast as it goes
  double loss = 0;                            // share of packets that come a second later, with all behind them
  std::chrono::milliseconds up{0}, every{0};  // there for `up` in each `every`; 0 = always
  size_t cut_after = 0;                       // bytes to the server, of one connection; 0 = never
  size_t cuts = SIZE_MAX;                     // so many connections are cut; then it holds
};

class PoorLine {
 public:
  // Relays what comes to port() to `server_port` of this machine.
  explicit PoorLine(const std::string& server_port) : server_port_(static_cast<uint16_t>(std::stoi(server_port))) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (listener_ < 0 || bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("no port for the line");
    }
    port_ = std::to_string(ntohs(address.sin_port));
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~PoorLine() {
    thread_.request_stop();
    thread_.join();
    for (auto& connection : connections_) close_both(connection);
    close(listener_);
  }
  PoorLine(const PoorLine&) = delete;
  PoorLine& operator=(const PoorLine&) = delete;

  // Good until told otherwise. The windows of `every` begin now, and `cuts` are counted from now.
  void become(const LineConditions& conditions) {
    std::lock_guard lock(mutex_);
    wanted_ = conditions;
    changed_ = true;
  }

  const std::string& port() const { return port_; }
  uint64_t bytes_up() const { return bytes_up_; }  // to the server, of all connections
  uint64_t connections() const { return count_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr size_t packet = 1400;

  struct Packet {
    Clock::time_point due;
    std::string bytes;
  };
  // One direction of a connection.
  struct Way {
    std::deque<Packet> packets;
    Clock::time_point free_at{}, last_due{};
    bool ended = false;
  };
  struct Connection {
    int tablet = -1, server = -1;
    Way up, down;
    size_t sent_up = 0;
    bool dead = false;
  };

  static sockaddr_in loopback(uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  static void close_both(Connection& connection) {
    // Gone, not ended: neither side hears a farewell.
    const linger hard{1, 0};
    for (const int end : {connection.tablet, connection.server}) {
      if (end < 0) continue;
      setsockopt(end, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
      close(end);
    }
    connection.dead = true;
  }

  bool is_up(Clock::time_point now) const {
    return conditions_.every.count() == 0 || (now - began_) % conditions_.every < conditions_.up;
  }

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      heed();
      std::vector<pollfd> ends{{listener_, POLLIN, 0}};
      for (const auto& c : connections_) {
        ends.push_back({c.up.ended ? -1 : c.tablet, POLLIN, 0});
        ends.push_back({c.down.ended ? -1 : c.server, POLLIN, 0});
      }
      poll(ends.data(), ends.size(), 5);
      const auto now = Clock::now();
      size_t at = 1;
      for (auto& c : connections_) {
        if (ends[at++].revents != 0) take(c, c.tablet, c.up, now);
        if (ends[at++].revents != 0 && !c.dead) take(c, c.server, c.down, now);
      }
      if (ends[0].revents != 0) welcome(now);
      for (auto& c : connections_) {
        if (!c.dead && !is_up(now)) close_both(c);
        if (!c.dead) pass(c, now);
      }
      connections_.remove_if([](const Connection& c) { return c.dead; });
    }
  }

  void heed() {
    std::lock_guard lock(mutex_);
    if (!std::exchange(changed_, false)) return;
    conditions_ = wanted_;
    cuts_left_ = wanted_.cuts;
    began_ = Clock::now();
  }

  void welcome(Clock::time_point now) {
    Connection made;
    made.tablet = accept(listener_, nullptr, nullptr);
    if (made.tablet < 0) return;
    const auto address = loopback(server_port_);
    made.server = is_up(now) ? socket(AF_INET, SOCK_STREAM, 0) : -1;
    if (made.server < 0 || connect(made.server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      return close_both(made);
    }
    const int yes = 1;
    for (const int end : {made.tablet, made.server}) setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ++count_;
    connections_.push_back(std::move(made));
  }

  void take(Connection& c, int from, Way& way, Clock::time_point now) {
    char bytes[packet];
    const auto size = recv(from, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size < 0) return close_both(c);
    if (size == 0) way.ended = true;
    auto due = std::max(now, way.free_at) + conditions_.delay;
    if (conditions_.bytes_per_second > 0) {
      const auto takes = std::chrono::microseconds(static_cast<size_t>(size) * 1'000'000 / conditions_.bytes_per_second);
      way.free_at = std::max(now, way.free_at) + takes;
      due += takes;
    }
    if (conditions_.loss > 0 && std::uniform_real_distribution<>(0, 1)(random_) < conditions_.loss)
      due += std::chrono::seconds(1);
    way.last_due = std::max(way.last_due, due);
    way.packets.push_back({way.last_due, std::string(bytes, static_cast<size_t>(size))});
  }

  // An empty packet is the end of its way.
  void pass(Connection& c, Clock::time_point now) {
    for (auto [way, to] : {std::pair(&c.up, c.server), {&c.down, c.tablet}}) {
      while (!c.dead && !way->packets.empty() && way->packets.front().due <= now) {
        auto bytes = std::move(way->packets.front().bytes);
        way->packets.pop_front();
        if (bytes.empty()) {
          shutdown(to, SHUT_WR);
          continue;
        }
        const bool up = way == &c.up;
        if (up && conditions_.cut_after > 0 && cuts_left_ > 0 && c.sent_up + bytes.size() >= conditions_.cut_after) {
          bytes.resize(conditions_.cut_after - c.sent_up);
          send_all(to, bytes);
          bytes_up_ += bytes.size();
          --cuts_left_;
          close_both(c);
          return;
        }
        if (!send_all(to, bytes)) return close_both(c);
        if (up) {
          c.sent_up += bytes.size();
          bytes_up_ += bytes.size();
        }
      }
    }
    if (c.up.ended && c.down.ended && c.up.packets.empty() && c.down.packets.empty()) close_both(c);
  }

  static bool send_all(int to, const std::string& bytes) {
    for (size_t sent = 0; sent < bytes.size();) {
      const auto size = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (size <= 0) return false;
      sent += static_cast<size_t>(size);
    }
    return true;
  }

  uint16_t server_port_;
  std::mutex mutex_;  // of what is wanted
  LineConditions wanted_;
  bool changed_ = false;
  LineConditions conditions_;
  std::string port_;
  int listener_ = -1;
  size_t cuts_left_ = 0;
  Clock::time_point began_ = Clock::now();
  std::mt19937 random_{1};  // the same losses each time
  std::list<Connection> connections_;
  std::atomic<uint64_t> bytes_up_ = 0, count_ = 0;
  std::jthread thread_;
};

}  // namespace beatbook::test
