#include <catch2/catch.hpp>

#include "app/forms/envelope.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "schema/partials.h"
#include "team.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

std::string number(Tablet& tablet, const RecordId& id) { return envelope_of(tablet.stored(id).message())->local_ref(); }

// As a fault of a disk or of a program would leave it: no way through the notebook does.
void save_numbered(Tablet& tablet, const std::string& local_ref) {
  const auto entry = tablet.stored(tablet.record("vehicle", vehicle()));
  v1::StopCheckPerson stop;
  stop.mutable_envelope()->set_local_ref(local_ref);
  stop.mutable_envelope()->set_shift_id(tablet.notebook->open_shift()->id.str());
  const auto& type = *schema::find_type(v1::StopCheckPerson::descriptor());
  std::vector<Change> changes;
  for (const auto& [visibility, partial] : schema::split_by_class(stop, type)) {
    changes.push_back(
        {make_record_id(tablet.now_ms, counted_bytes(10)), type.number, v1::Change::CREATE, visibility, partial, {}, {}});
  }
  v1::Header header;
  header.set_operation(entry.record.operation);
  REQUIRE(tablet.log->save(header, changes, tablet.now_ms, counted_bytes(16)));
}

}  // namespace

TEST_CASE("entry numbers are gapless over restarts, refusals and other saves, and start anew with each shift", "[BR-29]") {
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

TEST_CASE("a number that no entry of the shift carries is accounted for before the shift is signed off", "[BR-29]") {
  Tablet wren("PC 1234", "OFC");
  const auto shift = wren.start_shift();
  wren.record("stop_check_person", stop_check_person());
  CHECK(wren.notebook->situation(*schema::find_type("shift")).missing_numbers.empty());
  // What a fault of a disk or of a program would leave: an entry that names 004 after 001.
  save_numbered(wren, "T7-004");
  wren.reopen();
  CHECK(wren.notebook->situation(*schema::find_type("shift")).missing_numbers == std::vector<uint32_t>{2, 3});
  const auto refused = wren.notebook->end_shift();
  REQUIRE_FALSE(refused);
  CHECK(message_at(refused, "missing_account") ==
        "Entries 2, 3 are missing from this shift. They must be accounted for before you sign off.");
  CHECK(wren.notebook->open_shift());
  wren.must(wren.notebook->end_shift({{"missing_account", "The tablet froze while I wrote them; 4 says the same."}}));
  CHECK(wren.shown(shift)["missing_numbers"] == json{2, 3});
  CHECK_FALSE(wren.shown(shift)["missing_account"].empty());
}

TEST_CASE("the number of an entry that was purged is not missing, and is not given again", "[BR-29]") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  std::vector<RecordId> entries;
  for (int entry = 1; entry <= 5; ++entry) entries.push_back(wren.record("stop_check_person", stop_check_person()));
  const auto missing = [&] { return wren.notebook->situation(*schema::find_type("shift")).missing_numbers; };
  wren.purge(entries[1]);
  wren.purge(entries[4]);
  CHECK(missing().empty());
  wren.reopen();
  CHECK(missing().empty());
  CHECK_FALSE(wren.log->record(entries[1]));
  CHECK(number(wren, wren.record("stop_check_person", stop_check_person())) == "T7-006");
  // What a fault left out is still told.
  save_numbered(wren, "T7-009");
  CHECK(missing() == std::vector<uint32_t>{7, 8});
}

TEST_CASE("a number missing since a shift was joined is told, and what was written before is not", "[BR-29]") {
  Tablet wren("PC 1234", "OFC"), finch("PC 4321", "OFC");
  Station station;
  const auto shift = wren.start_shift();
  station.exchange({&wren, &finch});
  station.exchange({&wren, &finch});
  const auto missing = [&] { return finch.notebook->situation(*schema::find_type("shift")).missing_numbers; };
  finch.must(finch.notebook->join_shift(shift));
  finch.record("stop_check_person", stop_check_person());
  finch.must(finch.notebook->end_shift());
  finch.must(finch.notebook->join_shift(shift));
  finch.record("stop_check_person", stop_check_person());
  CHECK(missing().empty());
  save_numbered(finch, "T7-004");
  finch.reopen();
  CHECK(missing() == std::vector<uint32_t>{3});
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

namespace {

// Wren's shift, which names Finch, on both tablets.
struct Pair {
  Tablet wren{"PC 1234", "OFC"}, finch{"PC 4321", "OFC"};
  Station station;
  RecordId shift = wren.start_shift();

  Pair() { exchange(); }
  void exchange() {
    station.exchange({&wren, &finch});
    station.exchange({&wren, &finch});
  }
  uint32_t next_of_finch() { return number_of(number(finch, finch.record("stop_check_person", stop_check_person()))); }
};

template <class T>
std::string why(const Outcome<T>& outcome) {
  return outcome ? "" : outcome.failure().message;
}

}  // namespace

TEST_CASE("entries of whoever joins a colleague's shift belong to it, in gapless numbers of their own device", "[BR-29]") {
  Pair pair;
  auto& finch = pair.finch;
  CHECK_FALSE(finch.notebook->open_shift());
  finch.must(finch.notebook->join_shift(pair.shift));
  REQUIRE(finch.notebook->open_shift());
  CHECK(finch.notebook->open_shift()->joined);
  for (uint32_t entry = 1; entry <= 4; ++entry) {
    finch.record("vehicle", vehicle());
    CHECK(pair.next_of_finch() == entry);
    if (entry % 2 == 0) finch.reopen();
  }
  const auto id = finch.record("stop_check_person", stop_check_person());
  CHECK(envelope_of(finch.stored(id).message())->shift_id() == pair.shift.str());
  CHECK(finch.notebook->situation(*schema::find_type("stop_check_person")).on_shift.size() == 2);
  pair.wren.record("stop_check_person", stop_check_person());
  pair.exchange();
  CHECK(pair.next_of_finch() == 6);
  const auto of_wren = pair.wren.record("stop_check_person", stop_check_person());
  CHECK(number_of(number(pair.wren, of_wren)) == 2);
}

TEST_CASE("whoever leaves a joined shift and joins it again goes on with its numbers, whatever was between") {
  Pair pair;
  auto& finch = pair.finch;
  finch.must(finch.notebook->join_shift(pair.shift));
  CHECK(pair.next_of_finch() == 1);
  CHECK(pair.next_of_finch() == 2);
  CHECK_FALSE(finch.notebook->start_shift(finch.shift()));
  CHECK(finch.notebook->end_shift({{"actual_end", "2025-11-22T03:00"}}).failure().code == Fault::refused);
  finch.must(finch.notebook->end_shift());
  CHECK_FALSE(finch.notebook->open_shift());
  pair.exchange();
  CHECK(pair.wren.notebook->open_shift());

  const auto own = finch.must(finch.notebook->start_shift(finch.shift()))[0];
  CHECK(finch.notebook->open_shift()->id == own);
  CHECK_FALSE(finch.notebook->join_shift(pair.shift));
  CHECK(pair.next_of_finch() == 1);
  finch.now_ms += 30 * minute;
  finch.must(finch.notebook->end_shift());
  finch.reopen();
  finch.must(finch.notebook->join_shift(pair.shift));
  CHECK(pair.next_of_finch() == 3);
  finch.reopen();
  CHECK(pair.next_of_finch() == 4);
}

TEST_CASE("a joined shift is over when its author ends it or a supervisor voids it, and another can be started") {
  Pair pair;
  auto& finch = pair.finch;
  finch.must(finch.notebook->join_shift(pair.shift));
  SECTION("ended") {
    pair.wren.now_ms += 300 * minute;
    pair.wren.must(pair.wren.notebook->end_shift());
    pair.exchange();
  }
  SECTION("voided") {
    pair.wren.must(pair.wren.notebook->void_record(pair.shift, {"TYPO", ""}));
    pair.exchange();
  }
  CHECK_FALSE(finch.notebook->open_shift());
  CHECK_FALSE(why(finch.notebook->join_shift(pair.shift)).empty());
  finch.must(finch.notebook->start_shift(finch.shift()));
  CHECK_FALSE(finch.notebook->open_shift()->joined);
  CHECK(pair.next_of_finch() == 1);
}

TEST_CASE("only an officer the shift names, of its operation and in a role of a patrol, joins it") {
  Pair pair;
  Tablet stranger("PC 9999", "OFC"), elsewhere("PC 4321", "OFC", "OP HERON"), unit("PC 4321", "INT");
  for (auto* tablet : {&stranger, &elsewhere, &unit}) {
    pair.station.give(*tablet);
    CHECK_FALSE(why(tablet->notebook->join_shift(pair.shift)).empty());
    CHECK_FALSE(tablet->notebook->open_shift());
  }
  CHECK(why(stranger.notebook->join_shift(pair.shift)).find("You, PC 9999, are not among the officers") != std::string::npos);
  const auto entry = pair.wren.record("stop_check_person", stop_check_person());
  pair.exchange();
  CHECK_FALSE(pair.finch.notebook->join_shift(entry));
  CHECK_FALSE(pair.finch.notebook->join_shift(*RecordId::from_bytes(Bytes(16, 'x'))));
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
