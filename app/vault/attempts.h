#pragma once
// How often a wrong secret may be tried (PR-13): 5 free tries, then a wait of 30 s that doubles up to 15 min; after 10 wrong
// ones only the recovery code helps. Nothing is ever wiped: the entries may be the only record.
#include <cstdint>

namespace beatbook::v1 {
class Attempts;
}

namespace beatbook::app {

inline constexpr uint32_t free_tries = 5;
inline constexpr uint32_t most_tries = 10;
inline constexpr uint64_t first_wait_ms = 30'000;
inline constexpr uint64_t longest_wait_ms = 15 * 60'000;

// The wait that `wrong` wrong secrets in a row cost, in ms.
uint64_t wait_after(uint32_t wrong);

// What is left of the wait, in ms. A clock set back leaves all of it; one set forward ends it, but gives no further tries.
uint64_t remaining_wait(const v1::Attempts& attempts, uint64_t now_ms);

// Starts what is left of the wait anew when the clock was set back behind its beginning, so that it neither ends early nor
// lasts until the clock has caught up. True when `attempts` changed and must be written.
bool follow_clock_set_back(v1::Attempts& attempts, uint64_t now_ms);

bool needs_recovery_code(const v1::Attempts& attempts);

// Counts a try as wrong. To be durable before the secret is tried, so that switching off does not give it back.
void count_wrong(v1::Attempts& attempts, uint64_t now_ms);

}  // namespace beatbook::app
