#pragma once
// What a server is told when it starts.
#include <chrono>
#include <filesystem>
#include <string>

#include "kernel/limits.h"

namespace beatbook::server {

struct SessionLimits {
  std::chrono::milliseconds idle{limits::idle_ms};  // without a frame, or without any byte while a slow frame is on its way
  size_t pushes_waiting = 8;                        // stored soon; while there are so many nothing more is read
  size_t unsent_bytes = 512 * 1024;                 // waiting for a client that does not read; nothing more is read meanwhile
};

struct ServerOptions {
  std::string address = "0.0.0.0";
  uint16_t port = 7443;           // 0: any free one
  size_t most_sessions = 500;     // more are told BUSY
  std::filesystem::path archive;  // a folder; empty = none
  SessionLimits limits{};
};

}  // namespace beatbook::server
