#pragma once
// When a tablet last asked for something. Work that can wait (analysis tables) waits for a quiet moment.
#include <atomic>
#include <chrono>

namespace beatbook::server {

class Activity {
 public:
  using Clock = std::chrono::steady_clock;

  // From any thread.
  void touch() { last_.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed); }
  bool quiet_for(Clock::duration time) const {
    return Clock::now().time_since_epoch() - Clock::duration(last_.load(std::memory_order_relaxed)) >= time;
  }

 private:
  std::atomic<Clock::rep> last_{0};
};

}  // namespace beatbook::server
