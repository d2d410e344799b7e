#include "rules/ladder.h"

#include <rapidcheck.h>

#include <algorithm>

#include "records.h"

namespace beatbook::rules {

namespace {

struct Given {
  const char* when;
  const char* told = "1";
  bool understood = true;
};

std::vector<GivenWarning> warnings(const std::vector<Given>& all) {
  std::vector<GivenWarning> out;
  for (const auto& one : all) {
    const auto number = out.size();
    out.push_back({make_record_id(number, Bytes(10, static_cast<char>('a' + number))), ms(one.when), ms(one.when), one.told,
                   one.understood});
  }
  return out;
}

Ladder ladder(const std::vector<Given>& all, const char* at = "2026-11-21 23:10") {
  return ladder_of(warnings(all), ms(at), schema::CodeLists::built_in());
}

std::string standing(const std::vector<Given>& all, const char* at = "2026-11-21 23:10") {
  return std::string(name(ladder(all, at).standing));
}

}  // namespace

TEST_CASE("a warning is live to the day before its day of the month comes again, three months on") {
  const std::vector<std::pair<const char*, const char*>> days = {
      {"15/01/2026", "14/04/2026"}, {"31/01/2026", "30/04/2026"}, {"30/11/2025", "28/02/2026"}, {"30/11/2023", "29/02/2024"},
      {"28/02/2026", "27/05/2026"}, {"29/02/2024", "28/05/2024"}, {"01/03/2026", "31/05/2026"}, {"31/08/2026", "30/11/2026"}};
  for (const auto& [given, last] : days) {
    INFO(given);
    CHECK(schema::for_people(last_live_day(*schema::read_date(given), 3)) == last);
  }
  CHECK(standing({{"2026-08-22 23:50"}}, "2026-11-21 23:59") == "one");
  CHECK(standing({{"2026-08-22 23:50"}}, "2026-11-22 00:00") == "lapsed");
}

TEST_CASE("all rungs are live to the last day of the oldest") {
  const auto live_to = [](const std::vector<Given>& all) {
    const auto day = ladder(all).live_to;
    return day ? schema::for_people(*day) : std::string();
  };
  CHECK(live_to({}).empty());
  CHECK(live_to({{"2026-08-01 23:00"}}).empty());
  CHECK(live_to({{"2026-11-14 22:00"}}) == "13/02/2027");
  CHECK(live_to({{"2026-08-01 23:00"}, {"2026-11-14 22:00"}, {"2026-11-19 22:00"}}) == "13/02/2027");
}

TEST_CASE("two live warnings stand only when the person was told that one was final") {
  CHECK(standing({}) == "none");
  CHECK(standing({{"2026-11-01 23:00"}}) == "one");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00", "1"}}) == "mismatch");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00", "2"}}) == "two");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00"}, {"2026-11-12 23:00", "2"}}) == "two");
  CHECK(standing({{"2026-08-01 23:00", "2"}, {"2026-11-10 23:00"}}) == "one");
}

TEST_CASE("what was not understood, and what is yet to come, is no rung") {
  CHECK(standing({{"2026-11-01 23:00", "1", false}}) == "none");
  CHECK(standing({{"2026-11-01 23:00", "1", false}, {"2026-11-10 23:00"}}) == "one");
  CHECK(standing({{"2026-11-22 00:10"}}) == "none");
}

TEST_CASE("two warnings of one night, or of one hour, are one rung") {
  CHECK(standing({{"2026-11-20 22:00"}, {"2026-11-21 05:00", "2"}}) == "one");
  CHECK(standing({{"2026-11-20 06:30"}, {"2026-11-20 07:20"}}) == "one");
  CHECK(standing({{"2026-11-20 06:30"}, {"2026-11-20 07:40"}}) == "mismatch");
}

TEST_CASE("the rung shown is what a warning given now would be") {
  CHECK(rung_shown(Standing::none) == "1");
  CHECK(rung_shown(Standing::lapsed) == "1");
  CHECK(rung_shown(Standing::one) == "2");
  CHECK(rung_shown(Standing::mismatch) == "2");
  CHECK(rung_shown(Standing::two) == "ELIGIBLE");
}

TEST_CASE("devices that hold the same warnings say the same, in whatever order they came") {
  CHECK(rc::check("the order of the warnings changes nothing", [] {
    auto all = warnings({{"2026-10-01 23:00"}, {"2026-10-01 23:00", "2"}, {"2026-11-10 23:00"}, {"2026-11-11 06:00"}});
    const auto at = ms("2026-11-21 23:10");
    const auto once = ladder_of(all, at, schema::CodeLists::built_in());
    const auto order = *rc::gen::container<std::vector<uint32_t>>(all.size(), rc::gen::arbitrary<uint32_t>());
    for (size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[order[i - 1] % i]);
    const auto again = ladder_of(all, at, schema::CodeLists::built_in());
    RC_ASSERT(again.rungs == once.rungs);
    RC_ASSERT(again.standing == once.standing);
  }));
}

}  // namespace beatbook::rules
