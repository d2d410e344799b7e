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

std::vector<GivenWarning> warnings_given(const std::vector<Given>& all) {
  std::vector<GivenWarning> out;
  for (const auto& one : all) {
    const auto number = out.size();
    out.push_back({make_record_id(number, Bytes(10, static_cast<char>('a' + number))), ms(one.when), ms(one.when), one.told,
                   one.understood});
  }
  return out;
}

Ladder ladder(const std::vector<Given>& all, const char* at = "2026-11-21 23:10") {
  return ladder_of(warnings_given(all), ms(at), schema::CodeLists::built_in());
}

std::string standing(const std::vector<Given>& all, const char* at = "2026-11-21 23:10") {
  return std::string(name(ladder(all, at).standing));
}

}  // namespace

TEST_CASE("a warning is live to the day before its day of the month comes again, three months on", "[BR-04][SN-47]") {
  const std::vector<std::pair<const char*, const char*>> days = {
      {"15/01/2026", "14/04/2026"}, {"31/01/2026", "30/04/2026"}, {"30/11/2025", "28/02/2026"}, {"30/11/2023", "29/02/2024"},
      {"28/02/2026", "27/05/2026"}, {"29/02/2024", "28/05/2024"}, {"01/03/2026", "31/05/2026"}, {"31/08/2026", "30/11/2026"}};
  for (const auto& [given, last] : days) {
    INFO(given);
    CHECK(schema::for_people(last_live_day(*schema::read_date(given), 3)) == last);
  }
  CHECK(standing({{"2026-08-22 23:50"}}, "2026-11-21 23:59") == "some");
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

TEST_CASE("two live warnings stand only when the person was told that one was final", "[BR-01][BR-06][SN-47]") {
  CHECK(standing({}) == "none");
  CHECK(standing({{"2026-11-01 23:00"}}) == "some");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00", "1"}}) == "mismatch");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00", "2"}}) == "enough");
  CHECK(standing({{"2026-11-01 23:00"}, {"2026-11-10 23:00"}, {"2026-11-12 23:00", "2"}}) == "enough");
  CHECK(standing({{"2026-08-01 23:00", "2"}, {"2026-11-10 23:00"}}) == "some");
}

TEST_CASE("what was not understood, and what is yet to come, is no rung") {
  CHECK(standing({{"2026-11-01 23:00", "1", false}}) == "none");
  CHECK(standing({{"2026-11-01 23:00", "1", false}, {"2026-11-10 23:00"}}) == "some");
  CHECK(standing({{"2026-11-22 00:10"}}) == "none");
}

TEST_CASE("two warnings of one night, or of one hour, are one rung", "[BR-05][BR-07]") {
  CHECK(standing({{"2026-11-20 22:00"}, {"2026-11-21 05:00", "2"}}) == "some");
  CHECK(standing({{"2026-11-20 06:30"}, {"2026-11-20 07:20"}}) == "some");
  CHECK(standing({{"2026-11-20 06:30"}, {"2026-11-20 07:40"}}) == "mismatch");
}

TEST_CASE("the rung shown is what a warning given now would be, by how many come before an arrest", "[BR-02][SN-47]") {
  const auto& packs = schema::CodeLists::built_in();
  const auto shown = [&](const std::vector<Given>& all, int warnings) {
    return rung_shown(ladder_of(warnings_given(all), ms("2026-11-21 23:10"), packs, {}, {0, 0, warnings}), packs);
  };
  const char *first = "2026-11-01 23:00", *second = "2026-11-10 23:00", *third = "2026-11-15 23:00";
  CHECK(shown({}, 1) == "1_OF_1");
  CHECK(shown({}, 2) == "1");
  CHECK(shown({}, 3) == "1");
  CHECK(shown({{"2026-08-01 23:00"}}, 2) == "1");
  CHECK(shown({{first, "1_OF_1"}}, 1) == "ELIGIBLE");
  CHECK(shown({{first, "1"}}, 1) == "1_OF_1");
  CHECK(shown({{first}}, 2) == "2");
  CHECK(shown({{first}}, 3) == "2_OF_3");
  CHECK(shown({{first}, {second}}, 2) == "2");
  CHECK(shown({{first}, {second, "2"}}, 2) == "ELIGIBLE");
  CHECK(shown({{first}, {second, "2_OF_3"}}, 3) == "3_OF_3");
  CHECK(shown({{first}, {second, "2_OF_3"}, {third, "2_OF_3"}}, 3) == "3_OF_3");
  CHECK(shown({{first}, {second, "2_OF_3"}, {third, "3_OF_3"}}, 3) == "ELIGIBLE");
}

TEST_CASE("an operation's number of warnings decides when they are enough, and the law pack where it says nothing", "[BR-03]") {
  const auto& packs = schema::CodeLists::built_in();
  const auto standing_with = [&](const std::vector<Given>& all, int warnings) {
    return std::string(name(ladder_of(warnings_given(all), ms("2026-11-21 23:10"), packs, {}, {0, 0, warnings}).standing));
  };
  const char *first = "2026-11-01 23:00", *second = "2026-11-10 23:00", *third = "2026-11-15 23:00";
  CHECK(standing_with({{first, "1_OF_1"}}, 1) == "enough");
  CHECK(standing_with({{first, "1"}}, 1) == "mismatch");
  CHECK(standing_with({{first}, {second, "2"}}, 0) == "enough");
  CHECK(standing_with({{first}, {second, "2"}}, 3) == "some");
  CHECK(standing_with({{first}, {second, "2_OF_3"}, {third, "2_OF_3"}}, 3) == "mismatch");
  CHECK(standing_with({{first}, {second, "2_OF_3"}, {third, "3_OF_3"}}, 3) == "enough");
  // What they were told stays a fact when the operation changes its number.
  CHECK(standing_with({{first}, {second, "2"}, {third, "2_OF_3"}}, 3) == "enough");
}

TEST_CASE("every rung of every number of warnings has its words, and only the last is final") {
  const auto& packs = schema::CodeLists::built_in();
  for (int of = 1; of <= 3; ++of) {
    for (int rung = 1; rung <= of; ++rung) {
      INFO(rung << " of " << of);
      const auto code = code_of_rung(rung, of, packs);
      REQUIRE_FALSE(code.empty());
      CHECK(told_final(code, packs) == (rung == of));
      CHECK(packs.find("rung_shown", code));
    }
    CHECK(code_of_rung(of + 1, of, packs).empty());
  }
}

TEST_CASE("devices that hold the same warnings say the same, in whatever order they came", "[BR-01]") {
  CHECK(rc::check("the order of the warnings changes nothing", [] {
    auto all = warnings_given({{"2026-10-01 23:00"}, {"2026-10-01 23:00", "2"}, {"2026-11-10 23:00"}, {"2026-11-11 06:00"}});
    const auto at = ms("2026-11-21 23:10");
    const auto once = ladder_of(all, at, schema::CodeLists::built_in());
    const auto order = *rc::gen::container<std::vector<uint32_t>>(all.size(), rc::gen::arbitrary<uint32_t>());
    for (size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[order[i - 1] % i]);
    const auto again = ladder_of(all, at, schema::CodeLists::built_in());
    RC_ASSERT(again.rungs == once.rungs);
    RC_ASSERT(again.standing == once.standing);
  }));
}

TEST_CASE("two within an hour are one occasion only within 300 m, and unknown places are near", "[BR-05]") {
  const auto pair = [](double metres, const char* later) {
    auto two = warnings_given({{"2026-11-20 06:30"}, {later}});
    two[0].place = schema::GridPoint{458'900, 304'100};
    two[1].place = schema::GridPoint{458'900 + metres, 304'100};
    return two;
  };
  CHECK(may_be_one_occasion(pair(300, "2026-11-20 07:30")[0], pair(300, "2026-11-20 07:30")[1]));
  CHECK_FALSE(may_be_one_occasion(pair(301, "2026-11-20 07:30")[0], pair(301, "2026-11-20 07:30")[1]));
  CHECK_FALSE(may_be_one_occasion(pair(0, "2026-11-20 07:31")[0], pair(0, "2026-11-20 07:31")[1]));
  auto unknown = pair(5'000, "2026-11-20 07:30");
  unknown[1].place.reset();
  CHECK(may_be_one_occasion(unknown[0], unknown[1]));
}

TEST_CASE("two by the same pair of one shift are one occasion wherever and whenever in it", "[BR-05]") {
  auto two = warnings_given({{"2026-11-20 05:00"}, {"2026-11-20 08:00", "2"}});
  two[0].place = schema::GridPoint{458'900, 304'100};
  two[1].place = schema::GridPoint{462'900, 304'100};
  const auto at = ms("2026-11-21 23:10");
  CHECK(ladder_of(two, at, schema::CodeLists::built_in()).standing == Standing::enough);
  two[0].pair = two[1].pair = "shift PC 1234|PC 5678";
  const auto one = ladder_of(two, at, schema::CodeLists::built_in());
  CHECK(one.standing == Standing::some);
  REQUIRE(one.one_occasion.size() == 1);
  CHECK(one.one_occasion[0] == std::pair(two[0].id, two[1].id));
  two[1].pair = "shift PC 1234|PC 9999";
  CHECK(ladder_of(two, at, schema::CodeLists::built_in()).one_occasion.empty());
}

TEST_CASE("what a supervisor said of the occasion holds, and one operational day has one rung all the same", "[BR-05][BR-07]") {
  const auto at = ms("2026-11-21 23:10");
  const auto& packs = schema::CodeLists::built_in();
  // On both sides of 07:00, within the hour.
  auto two = warnings_given({{"2026-11-20 06:30"}, {"2026-11-20 07:20", "2"}});
  CHECK(ladder_of(two, at, packs).rungs.size() == 1);
  CHECK(ladder_of(two, at, packs).one_occasion.size() == 1);
  two[1].own_occasion = true;
  CHECK(ladder_of(two, at, packs).rungs.size() == 2);
  CHECK(ladder_of(two, at, packs).one_occasion.empty());
  two[1].own_occasion = false;
  CHECK(ladder_of(two, at, packs).rungs.size() == 1);
  CHECK(ladder_of(two, at, packs).one_occasion.empty());
  // It was said of another entry, which is void now: it joins no warning of days before.
  auto apart = warnings_given({{"2026-11-18 22:00"}, {"2026-11-20 22:00", "2"}});
  apart[1].own_occasion = false;
  CHECK(ladder_of(apart, at, packs).rungs.size() == 2);
  auto one_night = warnings_given({{"2026-11-20 21:00"}, {"2026-11-20 23:30", "2"}});
  one_night[1].own_occasion = true;
  CHECK(ladder_of(one_night, at, packs).rungs.size() == 1);
}

TEST_CASE("a child stands on no ladder, and what was given before 18 is named to be disregarded", "[BR-08]") {
  const auto all = warnings_given({{"2026-10-01 23:00"}, {"2026-11-10 23:00", "2"}});
  const auto at = ms("2026-11-21 23:10");
  const auto born = [&](const char* day) {
    LadderSubject subject;
    subject.born = *schema::read_date(day);
    return ladder_of(all, at, schema::CodeLists::built_in(), subject);
  };
  CHECK(born("01/10/2008").standing == Standing::enough);
  const auto one = born("02/10/2008");
  CHECK(one.standing == Standing::some);
  CHECK(one.given_to_child == std::vector{all[0].id});
  CHECK(born("01/01/2009").standing == Standing::none);
  LadderSubject child;
  child.child = true;
  child.review = true;
  CHECK(ladder_of(all, at, schema::CodeLists::built_in(), child).standing == Standing::child);
  CHECK(rung_shown(ladder_of(all, at, schema::CodeLists::built_in(), child), schema::CodeLists::built_in()).empty());
  child.child = false;
  CHECK(ladder_of(all, at, schema::CodeLists::built_in(), child).standing == Standing::review);
}

TEST_CASE("a mismatch ends when a supervisor recorded that the person was told, from then on", "[BR-06]") {
  auto given = warnings_given({{"2026-11-01 22:00"}, {"2026-11-08 22:00"}});
  const auto standing_at = [&](const char* at) {
    return name(ladder_of(given, ms(at), schema::CodeLists::built_in()).standing);
  };
  CHECK(standing_at("2026-11-10 12:00") == "mismatch");
  given[1].told_final_ms = ms("2026-11-09 15:00");
  CHECK(standing_at("2026-11-09 14:59") == "mismatch");
  CHECK(standing_at("2026-11-09 15:00") == "enough");
  given[0].told_final_ms = ms("2026-11-09 15:00");
  given.pop_back();
  CHECK(standing_at("2026-11-10 12:00") == "some");
}

}  // namespace beatbook::rules
