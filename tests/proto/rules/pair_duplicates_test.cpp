#include "rules/pair_duplicates.h"

#include <rapidcheck.h>

#include <algorithm>

#include "records.h"

namespace beatbook::rules {

namespace {

RecordId id(char letter) { return make_record_id(1, Bytes(10, letter)); }

Account account(char letter, const char* author, const char* when = "2026-11-21 23:00") {
  return {id(letter), author, "shift", "A1", ms(when), ms(when) + letter, {id('p')}, {id('v')}};
}

}  // namespace

TEST_CASE("two officers, one vehicle or person, 15 minutes, one beat, one shift: proposed as one encounter", "[BR-25]") {
  const auto a = account('a', "PC 1234");
  CHECK(may_be_same_encounter(a, account('b', "PC 5678", "2026-11-21 23:15")));
  CHECK(may_be_same_encounter(account('b', "PC 5678", "2026-11-21 23:15"), a));
  CHECK_FALSE(may_be_same_encounter(a, account('b', "PC 5678", "2026-11-21 23:16")));
  CHECK_FALSE(may_be_same_encounter(a, account('b', "pc1234")));
  const auto bent = [&](auto change) {
    auto b = account('b', "PC 5678");
    change(b);
    return may_be_same_encounter(a, b);
  };
  CHECK_FALSE(bent([](auto& b) { b.beat = "B2"; }));
  CHECK_FALSE(bent([](auto& b) { b.beat.clear(); }));
  CHECK_FALSE(bent([](auto& b) { b.shift = "another"; }));
  CHECK(bent([](auto& b) { b.vehicles.clear(); }));
  CHECK(bent([](auto& b) { b.persons.clear(); }));
  CHECK_FALSE(bent([](auto& b) { b.persons = b.vehicles = {id('x')}; }));
}

TEST_CASE("every device proposes the same pairs, the one made first in front, in whatever order the accounts came",
          "[BR-25][SN-54]") {
  CHECK(rc::check("any order", [] {
    std::vector<Account> all;
    const auto count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) {
      all.push_back(account(static_cast<char>('a' + i), *rc::gen::element("PC 1", "PC 2", "PC 3")));
      all.back().made_ms = *rc::gen::inRange(0, 3);
      all.back().event_ms += *rc::gen::inRange(0, 40) * 60'000;
    }
    const auto pairs = proposed_pairs(all);
    const auto order = *rc::gen::container<std::vector<uint32_t>>(all.size(), rc::gen::arbitrary<uint32_t>());
    for (size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[order[i - 1] % i]);
    RC_ASSERT(proposed_pairs(all) == pairs);
  }));
}

}  // namespace beatbook::rules
