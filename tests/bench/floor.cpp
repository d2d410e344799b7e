#include "bench/floor.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zstd.h>

#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "kernel/limits.h"
#include "sqlite/database.h"

namespace beatbook::bench {

namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Database open_plain(const std::filesystem::path& file) {
  auto database = Database::open(file, std::nullopt, Database::Mode::create);
  if (!database) throw std::runtime_error(database.error().message);
  database->run(
      "CREATE TABLE entry(id BLOB PRIMARY KEY, bytes BLOB) WITHOUT ROWID; CREATE TABLE log(n INTEGER PRIMARY KEY, bytes BLOB)");
  return std::move(*database);
}

// Rows as [16 bytes id][u32 size][bytes], cut into frames.
std::vector<Bytes> frames(const std::vector<Entry>& entries) {
  std::vector<Bytes> out;
  Bytes plain;
  const auto close = [&] {
    Bytes packed(ZSTD_compressBound(plain.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
    out.push_back(std::move(packed));
    plain.clear();
  };
  for (const auto& entry : entries) {
    plain += entry.id.bytes();
    put_u32(plain, static_cast<uint32_t>(entry.partial.size()));
    plain += entry.partial;
    if (plain.size() > limits::batch) close();
  }
  if (!plain.empty()) close();
  return out;
}

void write_all(int socket, const char* data, size_t size) {
  for (size_t done = 0; done < size;) {
    const auto sent = ::send(socket, data + done, size - done, MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("send");
    done += static_cast<size_t>(sent);
  }
}

bool read_all(int socket, char* data, size_t size) {
  for (size_t done = 0; done < size;) {
    const auto got = ::recv(socket, data + done, size - done, 0);
    if (got <= 0) return false;
    done += static_cast<size_t>(got);
  }
  return true;
}

struct Listener {
  Listener() : socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(socket, 64) != 0 ||
        getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("listen");
    }
    port = ntohs(address.sin_port);
  }
  ~Listener() { close(socket); }
  int socket;
  uint16_t port = 0;
};

// Sends all frames and waits for the acknowledgement.
uint64_t send_frames(uint16_t port, const std::vector<Entry>& entries) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("connect");
  uint64_t bytes = 0;
  for (const auto& frame : frames(entries)) {
    const auto size = static_cast<uint32_t>(frame.size());
    write_all(socket, reinterpret_cast<const char*>(&size), sizeof size);
    write_all(socket, frame.data(), frame.size());
    bytes += frame.size() + sizeof size;
  }
  const uint32_t end = 0;
  write_all(socket, reinterpret_cast<const char*>(&end), sizeof end);
  char acknowledged = 0;
  if (!read_all(socket, &acknowledged, 1)) throw std::runtime_error("no acknowledgement");
  close(socket);
  return bytes + sizeof end + 1;
}

// Takes one sender's frames into the table in one durable commit, then acknowledges.
void take_frames(int socket, Database& database, std::mutex& turn, bool with_log) {
  std::vector<Bytes> received;
  for (uint32_t size = 0; read_all(socket, reinterpret_cast<char*>(&size), sizeof size) && size > 0;) {
    Bytes frame(size, '\0');
    if (!read_all(socket, frame.data(), size)) throw std::runtime_error("cut");
    Bytes plain(ZSTD_getFrameContentSize(frame.data(), frame.size()), '\0');
    ZSTD_decompress(plain.data(), plain.size(), frame.data(), frame.size());
    received.push_back(std::move(plain));
  }
  const std::lock_guard lock(turn);
  auto insert = database.prepare("INSERT INTO entry(id, bytes) VALUES(?, ?)");
  auto log = database.prepare("INSERT INTO log(bytes) VALUES(?)");
  Transaction transaction(database);
  for (const auto& plain : received) {
    BytesView rest = plain;
    while (!rest.empty()) {
      uint32_t size = 0;
      for (size_t i = 0; i < 4; ++i) size |= static_cast<uint32_t>(static_cast<unsigned char>(rest[16 + i])) << (8 * i);
      insert.run(Blob(rest.substr(0, 16)), Blob(rest.substr(20, size)));
      if (with_log) log.run(Blob(rest.substr(20, size)));
      rest.remove_prefix(20 + size);
    }
  }
  if (!transaction.commit()) throw std::runtime_error("commit");
  write_all(socket, "k", 1);
}

}  // namespace

double floor_save(const std::filesystem::path& directory, const std::vector<Entry>& entries) {
  auto database = open_plain(directory / "floor-save.db");
  auto insert = database.prepare("INSERT INTO entry(id, bytes) VALUES(?, ?)");
  const auto start = Clock::now();
  for (const auto& entry : entries) insert.run(Blob(entry.id), Blob(entry.partial));
  return since(start) / static_cast<double>(entries.size());
}

FloorTransfer floor_transfer(const std::filesystem::path& directory, const std::vector<Entry>& entries) {
  auto database = open_plain(directory / "floor-transfer.db");
  std::mutex turn;
  Listener listener;
  std::thread server([&] {
    const int socket = accept(listener.socket, nullptr, nullptr);
    take_frames(socket, database, turn, false);
    close(socket);
  });
  const auto start = Clock::now();
  const auto bytes = send_frames(listener.port, entries);
  const double seconds = since(start);
  server.join();
  return {seconds, bytes};
}

double floor_ingest(const std::filesystem::path& directory, const std::vector<std::vector<Entry>>& senders) {
  auto database = open_plain(directory / "floor-ingest.db");
  std::mutex turn;
  Listener listener;
  std::vector<std::thread> threads;
  const auto start = Clock::now();
  for (const auto& entries : senders) threads.emplace_back([&] { send_frames(listener.port, entries); });
  std::vector<std::thread> takers;
  for (size_t i = 0; i < senders.size(); ++i) {
    const int socket = accept(listener.socket, nullptr, nullptr);
    takers.emplace_back([&, socket] {
      take_frames(socket, database, turn, true);
      close(socket);
    });
  }
  for (auto& thread : threads) thread.join();
  const double seconds = since(start);
  for (auto& taker : takers) taker.join();
  return seconds;
}

uint64_t zstd_bytes(const std::vector<Entry>& entries) {
  uint64_t total = 0;
  Bytes plain;
  const auto close = [&] {
    Bytes packed(ZSTD_compressBound(plain.size()), '\0');
    total += ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3);
    plain.clear();
  };
  for (const auto& entry : entries) {
    plain += entry.partial;
    if (plain.size() > limits::batch) close();
  }
  if (!plain.empty()) close();
  return total;
}

}  // namespace beatbook::bench
