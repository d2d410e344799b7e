#include <catch2/catch.hpp>

#include "app/forms/envelope.h"
#include "team.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

std::string number(Tablet& tablet, const RecordId& id) { return envelope_of(tablet.stored(id).message())->local_ref(); }

}  // namespace

TEST_CASE("entry numbers are gapless over restarts, refusals and other saves, and start anew with each shift") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  for (int entry = 1; entry <= 12; ++entry) {
    auto wrong = stop_check_person();
    wrong.erase("reason");
    REQUIRE_FALSE(wren.notebook->record("stop_check_person", wrong));
    wren.record("vehicle", vehicle());
    if (entry % 3 == 0) wren.reopen();
    const auto id = wren.record("stop_check_person", stop_check_person());
    CHECK(number_of(number(wren, id)) == static_cast<uint32_t>(entry));
    if (entry == 5) wren.must(wren.notebook->void_record(id, {"TYPO", ""}));
    if (entry == 6) wren.must(wren.notebook->amend(id, {{"person_description", "Short"}}, {"TYPO", ""}));
  }
  wren.must(wren.notebook->end_shift());
  wren.now_ms += 10 * minute;
  wren.start_shift();
  CHECK(number(wren, wren.record("stop_check_person", stop_check_person())) == "T7-001");
}

TEST_CASE("one shift at a time, and none after its end") {
  Tablet wren("PC 1234", "OFC");
  CHECK_FALSE(wren.notebook->open_shift());
  CHECK_FALSE(wren.notebook->end_shift());
  const auto id = wren.start_shift();
  CHECK_FALSE(wren.notebook->start_shift(wren.shift()));
  wren.reopen();
  REQUIRE(wren.notebook->open_shift());
  CHECK(wren.notebook->open_shift()->id == id);
  CHECK(wren.shown(id)["op_day"] == "2025-11-21");
  wren.now_ms += 300 * minute;
  wren.must(wren.notebook->end_shift());
  CHECK(wren.shown(id)["actual_end"] == "2025-11-22T04:00:00+00:00");
  CHECK_FALSE(wren.notebook->open_shift());
  wren.reopen();
  CHECK_FALSE(wren.notebook->open_shift());
}

TEST_CASE("a shift names its own officer, and its automatic fields are not claimed") {
  Tablet wren("PC 1234", "OFC");
  auto shift = wren.shift();
  shift["officers"] = {{{"officer", "PC 4321"}, {"role", "OFC"}}};
  shift["pairs"] = {{{"officers", {"PC 4321"}}, {"mode", "FOOT"}, {"single_crew_reason", "Partner at court"}}};
  shift["op_day"] = "2025-11-20";
  const auto outcome = wren.notebook->start_shift(shift);
  REQUIRE_FALSE(outcome);
  CHECK(message_at(outcome, "officers") == "Add yourself, PC 1234, to the officers.");
  CHECK_FALSE(message_at(outcome, "op_day").empty());
  CHECK(wren.log->head_seq() == 0);
}

TEST_CASE("an end before the start is refused and the shift stays open") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto outcome = wren.notebook->end_shift({{"actual_end", "2025-11-21T20:00"}});
  REQUIRE_FALSE(outcome);
  CHECK_FALSE(message_at(outcome, "actual_end").empty());
  CHECK(wren.notebook->open_shift());
}

TEST_CASE("a supervisor who voids the shift closes it") {
  Tablet wren("PC 1234", "OFC"), heron("PS 77", "SUP");
  Station station;
  const auto id = wren.start_shift();
  station.exchange({&wren, &heron});
  heron.must(heron.notebook->void_record(id, {"LEGAL", ""}));
  station.exchange({&heron, &wren});
  CHECK_FALSE(wren.notebook->open_shift());
}
