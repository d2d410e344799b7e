#pragma once
// One connection: bytes in, frames, the conversation of the kernel, its actions obeyed, bytes out. A session that breaks ends
// alone.
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

#include "kernel/frame.h"
#include "kernel/server_conversation.h"
#include "sync-server/activity.h"
#include "sync-server/log.h"
#include "sync-server/reader.h"
#include "sync-server/server_options.h"
#include "sync-server/tls.h"
#include "sync-server/writer.h"

namespace beatbook::server {

// What all sessions share. Outlives them.
struct Services {
  StoreReader& reader;
  Writer& writer;
  const Certificates& certificates;
  const Key& sealing_key;
  std::filesystem::path folder;   // of the server
  std::atomic<bool>& scrub_owed;  // something was purged and is not off the disk yet
  Log& log;
  Activity& activity;
  SessionLimits limits{};
};

// The one sentence for every failure of the store: what it is, the log of the force's server says.
inline Error not_stored() {
  return {Fault::storage, "The server could not store this now. Your entries are safe on the tablet; try again later."};
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(TlsStream stream, uint64_t number, Services& services);

  // From handshake to close; never throws. `busy`: say so and close.
  asio::awaitable<void> run(bool busy);
  // Reads nothing more, answers what is being stored, then closes.
  void stop();
  // The log has grown: a session that stays reads on.
  void grown();

 private:
  asio::awaitable<void> talk(bool busy);
  asio::awaitable<void> read_frames();
  asio::awaitable<bool> ready_for_more();
  asio::awaitable<void> send_loop();
  asio::awaitable<void> say_goodbye();
  asio::awaitable<void> watch();

  void on_frame(const Bytes& payload);
  void identify();
  void remember_unknown(const Bytes& certificate);
  void enrol(const v1::EnrolRequest& request);
  void perform(server::Actions actions);
  server::Actions obey(server::Send&& action);
  server::Actions obey(server::LoadSession&& action);
  server::Actions obey(server::StorePush&& action);
  server::Actions obey(server::ReadPage&& action);
  server::Actions obey(server::KeepErased&& action);
  server::Actions obey(server::StoreAttachment&& action);
  server::Actions obey(server::ReadAttachment&& action);
  server::Actions obey(server::Close&& action);
  void refuse(v1::Refusal::Code code, const std::string& message);
  size_t send(const v1::ServerFrame& frame);  // its size on the wire
  void close_soon();
  void guarded(const std::function<void()>& work);
  // A job's outcome comes back to this session's thread.
  void submit(size_t bytes, std::function<void(SqliteStore&)> work, std::function<void(const std::optional<Error>&)> then);
  void count_alive(bool whole_frame);

  TlsStream stream_;
  const uint64_t number_;
  Services& services_;
  FrameCodec codec_;
  ServerConversation conversation_;
  std::optional<CertificateHolder> holder_;
  Bytes exported_;           // of this TLS session
  Bytes out_;                // encoded frames not yet given to the socket
  size_t jobs_waiting_ = 0;  // submitted, outcome not back yet
  bool talking_ = false;     // the handshake is done
  bool closing_ = false;     // nothing more is read; what is in out_ still goes
  bool broken_ = false;      // the socket failed
  bool sent_all_ = false;
  asio::steady_timer deadline_, read_wake_, send_wake_;
  std::chrono::steady_clock::time_point last_frame_;
  asio::cancellation_signal stop_reading_;
  uint64_t frames_ = 0, stored_ = 0;
  int refused_ = 0;  // v1.Refusal.Code
};

}  // namespace beatbook::server
