#include "rules/relied_on.h"

#include "records.h"
#include "rules/arrest_gate.h"

namespace beatbook::rules {

namespace {

Ladder standing_at(size_t rungs, int needed) {
  Ladder out;
  out.needed = needed;
  for (size_t at = 0; at < rungs; ++at) out.rungs.push_back(make_record_id(at, Bytes(10, 'a')));
  return out;
}

}  // namespace

TEST_CASE("a warning went by more than holds when fewer rungs lie before it than it was shown", "[D.1]") {
  struct Shown {
    const char* shown;
    int needed;
    size_t least;  // rungs that make it right
  };
  const auto& packs = schema::CodeLists::built_in();
  for (const auto& [shown, needed, least] :
       {Shown{"1", 2, 0}, Shown{"2", 2, 1}, Shown{"ELIGIBLE", 2, 2}, Shown{"1_OF_1", 1, 0}, Shown{"ELIGIBLE", 1, 1},
        Shown{"1", 3, 0}, Shown{"2_OF_3", 3, 1}, Shown{"3_OF_3", 3, 2}, Shown{"ELIGIBLE", 3, 3}, Shown{"OF_A_NEWER_APP", 2, 0},
        Shown{"", 2, 0}}) {
    for (size_t rungs = 0; rungs < 5; ++rungs) {
      INFO(shown << " of " << needed << ", " << rungs << " before it");
      CHECK(went_by_more(shown, standing_at(rungs, needed), packs) == (rungs < least));
    }
  }
}

TEST_CASE("an arrest went by more than holds when the ladder was open and is not", "[D.1]") {
  for (const auto now : {Standing::none, Standing::some, Standing::mismatch, Standing::enough, Standing::lapsed,
                         Standing::child, Standing::review}) {
    INFO(name(now));
    auto ladder = standing_at(1, 2);
    ladder.standing = now;
    CHECK(went_by_more("ELIGIBLE", ladder) == (now != Standing::enough));
    for (const char* shown : {"NONE", "ONE_LIVE", "TWO_LIVE_NOTICE_MISMATCH", "BLOCKED_REVIEW", ""}) {
      INFO(shown);
      CHECK(!went_by_more(shown, ladder));
    }
  }
}

}  // namespace beatbook::rules
