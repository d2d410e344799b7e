// The dry run says what the save says, and stores nothing.
#include <catch2/catch.hpp>
#include <chrono>

#include "app/forms/envelope.h"
#include "filled.h"
#include "kernel/limits.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

using Lines = std::vector<std::string>;

Lines lines(const Check& check) {
  Lines out;
  if (check.refused && check.refused->fields.empty()) return {check.refused->message};
  if (check.refused) {
    for (const auto& error : check.refused->fields) out.push_back(error.field + ": " + error.message);
    return out;
  }
  for (const auto& error : check.reason) out.push_back(error.field + ": " + error.message);
  for (const auto& record : check.records) {
    for (const auto& error : under(record.prefix, record.errors)) out.push_back(error.field + ": " + error.message);
  }
  return out;
}

template <class T>
Lines lines(const Outcome<T>& outcome) {
  if (outcome) return {};
  Lines out;
  for (const auto& error : outcome.failure().fields) out.push_back(error.field + ": " + error.message);
  if (out.empty()) out.push_back(outcome.failure().message);
  return out;
}

json broken(json object, const char* path, json value) {
  put_at(object, path, std::move(value));
  return object;
}

}  // namespace

TEST_CASE("a check says word for word what recording says") {
  Tablet wren("PC 1234", "OFC");
  const auto compare = [&](std::string_view type, const json& input) {
    INFO(type << " " << input.dump());
    const auto head = wren.log->head_seq();
    const auto checked = wren.notebook->check(type, input);
    CHECK(wren.log->head_seq() == head);
    const auto recorded = wren.notebook->record(type, input);
    CHECK(lines(checked) == lines(recorded));
    CHECK(checked.passes() == static_cast<bool>(recorded));
  };
  compare("stop_check_person", stop_check_person());
  wren.start_shift();
  compare("stop_check_person", stop_check_person());
  for (const char* path : {"reason", "envelope.location.street", "envelope.bwv.reference", "behaviours"}) {
    compare("stop_check_person", broken(stop_check_person(), path, nullptr));
  }
  compare("stop_check_person", broken(stop_check_person(), "reason", "Known prostitute, young male"));
  compare("stop_check_person", broken(stop_check_person(), "outcome", "WARNING"));
  compare("official_warning", warning("@nobody"));
  compare("otter", json::object());
  compare("encounter", {{"stop_check_vehicle", stop_check_vehicle("@car")},
                        {"vehicle", broken(vehicle(), "@label", "car")},
                        {"person", {broken(person(), "family_name", "7"), person()}}});
  compare("welfare_contact", welfare_contact());
}

TEST_CASE("a check takes no number and no shift") {
  Tablet wren("PC 1234", "OFC");
  CHECK(wren.notebook->check_shift_start(wren.shift()).passes());
  CHECK_FALSE(wren.notebook->open_shift());
  wren.start_shift();
  for (int i = 0; i < 3; ++i) CHECK(wren.notebook->check("stop_check_person", stop_check_person()).passes());
  const auto stored = wren.stored(wren.record("stop_check_person", stop_check_person()));
  CHECK(envelope_of(stored.message())->local_ref() == "T7-001");
  CHECK(wren.notebook->check_shift_end().passes());
  CHECK(wren.notebook->open_shift());
  CHECK(lines(wren.notebook->check_shift_start(wren.shift())) ==
        Lines{"Your shift of 21/11/2025 22:00 is still open. End it before you start another."});
}

TEST_CASE("a check of a correction says what the correction says") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  const auto compare = [&](const json& patch, const Reason& reason) {
    INFO(patch.dump());
    const auto checked = wren.notebook->check_amendment(id, patch, reason);
    const auto done = wren.notebook->amend(id, patch, reason);
    CHECK(lines(checked) == lines(done));
    CHECK(checked.passes() == static_cast<bool>(done));
  };
  compare({{"reason", "Short"}}, {});
  compare({{"reason", "Short"}}, {"TYPO", {}});
  compare({{"colour", "BLUE"}}, {"TYPO", {}});
  compare({{"envelope", {{"local_ref", "T7-009"}}}}, {"TYPO", {}});
  compare(json::object(), {"TYPO", {}});
  compare({{"travelling", "VEHICLE"}}, {"TYPO", {}});
  wren.must(wren.notebook->void_record(id, {"TYPO", {}}));
  compare({{"travelling", "FOOT"}}, {"TYPO", {}});
}

TEST_CASE("everything wrong with a correction comes back at once, the missing reason too") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  const auto refused = wren.notebook->amend(id, {{"travelling", "SLEDGE"}, {"reason", "Short"}}, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().message == "A submitted entry can't be changed. Add a correction; the first version stays visible.");
  CHECK_FALSE(message_at(refused, "travelling").empty());
  CHECK(refused.failure().fields.size() == 3);
}

TEST_CASE("the size of a check is that of the change-set the save makes") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto checked = wren.notebook->check("stop_check_person", stop_check_person());
  wren.record("stop_check_person", stop_check_person());
  const auto at = wren.log->position();
  const auto stored = wren.log->change_set({at.branch, at.head_seq})->change_set.size();
  CHECK(checked.bytes <= stored);
  CHECK(stored - checked.bytes <= 16);  // the stamp of the save
  auto long_one = stop_check_person();
  long_one["envelope"]["factual_text"] = std::string(60'000, 'x');
  const auto too_large = wren.notebook->check("stop_check_person", long_one);
  CHECK(too_large.bytes > limits::change_set);
  CHECK_FALSE(too_large.passes());
}

TEST_CASE("work in a save is done within its transaction, and a save that fails does none") {
  Tablet wren("PC 1234", "OFC");
  int done = 0;
  CHECK_FALSE(wren.notebook->record("person", json::object(), {}, [&] { ++done; }));
  CHECK(done == 0);
  wren.must(wren.notebook->record("person", person(), {}, [&] { ++done; }));
  CHECK(done == 1);
  const auto head = wren.log->head_seq();
  CHECK_THROWS_AS(wren.notebook->record("person", person(), {}, [] { throw std::runtime_error("disk"); }), std::runtime_error);
  CHECK(wren.log->head_seq() == head);
  CHECK_FALSE(wren.store.own(head + 1));
}
