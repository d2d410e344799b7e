#include "app/vault/attempts.h"

#include <algorithm>

#include "beatbook/v1/vault.pb.h"

namespace beatbook::app {

uint64_t wait_after(uint32_t wrong) {
  if (wrong < free_tries) return 0;
  uint32_t doublings = std::min(wrong - free_tries, 20u);
  return std::min(first_wait_ms << doublings, longest_wait_ms);
}

uint64_t remaining_wait(const v1::Attempts& attempts, uint64_t now_ms) {
  uint64_t passed = now_ms > attempts.since_ms() ? now_ms - attempts.since_ms() : 0;
  return attempts.wait_ms() > passed ? attempts.wait_ms() - passed : 0;
}

bool follow_clock_set_back(v1::Attempts& attempts, uint64_t now_ms) {
  if (attempts.wait_ms() == 0 || now_ms >= attempts.since_ms()) return false;
  attempts.set_since_ms(now_ms);
  return true;
}

bool needs_recovery_code(const v1::Attempts& attempts) { return attempts.wrong() >= most_tries; }

void count_wrong(v1::Attempts& attempts, uint64_t now_ms) {
  attempts.set_wrong(attempts.wrong() + 1);
  attempts.set_since_ms(now_ms);
  attempts.set_wait_ms(wait_after(attempts.wrong()));
}

}  // namespace beatbook::app
