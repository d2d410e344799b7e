#include "app/vault/attempts.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "beatbook/v1/vault.pb.h"

using namespace beatbook;
using namespace beatbook::app;

TEST_CASE("however the clock is set back, the time waited is at least the wait") {
  REQUIRE(rc::check([] {
    v1::Attempts attempts;
    uint64_t now = 1'000'000'000;
    for (uint32_t i = 0; i < 6; ++i) count_wrong(attempts, now);
    const uint64_t wait = attempts.wait_ms();
    uint64_t waited = 0;
    // Real time passes in steps; before each look at the clock somebody may set it back.
    auto steps = *rc::gen::container<std::vector<std::pair<uint64_t, uint64_t>>>(
        rc::gen::pair(rc::gen::inRange<uint64_t>(0, 20'000), rc::gen::inRange<uint64_t>(0, 100'000)));
    for (auto [passes, set_back] : steps) {
      waited += passes;
      now = now + passes - set_back;
      follow_clock_set_back(attempts, now);
      if (remaining_wait(attempts, now) == 0) RC_ASSERT(waited >= wait);
      RC_ASSERT(remaining_wait(attempts, now) <= wait);
    }
  }));
}

TEST_CASE("a wait ends when its time has passed") {
  v1::Attempts attempts;
  for (uint32_t wrong = 1; wrong <= most_tries; ++wrong) {
    count_wrong(attempts, 5'000'000);
    uint64_t wait = wait_after(wrong);
    CHECK(remaining_wait(attempts, 5'000'000) == wait);
    if (wait) CHECK(remaining_wait(attempts, 5'000'000 + wait - 1) == 1);
    CHECK(remaining_wait(attempts, 5'000'000 + wait) == 0);
    CHECK(remaining_wait(attempts, 5'000'000 - 1) == wait);
    CHECK(remaining_wait(attempts, 0) == wait);
    CHECK(needs_recovery_code(attempts) == (wrong == 10));
  }
}
