#include "records.h"

namespace beatbook::rules {

namespace {

json entry(json patch) { return {{"envelope", std::move(patch)}}; }

template <class Change>
Situation with(Change change) {
  auto situation = on_patrol();
  change(situation);
  return situation;
}

const char* future = "envelope.event_at: Event time is in the future. Enter when it happened.";

}  // namespace

TEST_CASE("every sound record passes both checks") {
  for (const char* type : {"stop_check_person", "stop_check_vehicle", "stop_and_search", "official_warning", "welfare_contact",
                           "sighting", "intelligence", "person", "vehicle", "shift"}) {
    INFO(type);
    CHECK(all_errors_of(type) == Lines{});
    CHECK(notices_of(type) == Lines{});
  }
}

TEST_CASE("times are held against the clock, the shift and each other", "[BR-28]") {
  const auto unmeasured = with([](auto& s) { s.clock_measured = false; });
  require_rows("sighting",
               {{"two minutes ahead is a clock's business", entry({{"event_at", "2026-11-21 23:12"}}), {}},
                {"three minutes ahead is the future", entry({{"event_at", "2026-11-21 23:13"}}), {future}},
                {"the end of a span may not be the future either",
                 entry({{"event_time_precision", "BETWEEN"}, {"event_end", "2026-11-21 23:40"}}),
                 {"envelope.event_end: Event time is in the future. Enter when it happened."}},
                {"without a measured clock a reason is asked",
                 entry({{"event_at", "2026-11-21 23:30"}}),
                 {"envelope.clock_reason: Event time is in the future and this device's clock was not checked. Enter when it "
                  "happened, or "
                  "give the clock as the reason."},
                 unmeasured},
                {"and with it the time stands",
                 entry({{"event_at", "2026-11-21 23:30"}, {"clock_reason", "DEVICE_CLOCK"}}),
                 {},
                 unmeasured},
                {"the reason does not excuse a measured clock",
                 entry({{"event_at", "2026-11-21 23:30"}, {"clock_reason", "DEVICE_CLOCK"}}),
                 {future}},
                {"sixty minutes is in time", entry({{"event_at", "2026-11-21 22:10"}}), {}},
                {"sixty-one is late",
                 entry({{"event_at", "2026-11-21 22:09"}}),
                 {"envelope.late_reason: Recorded over an hour after the event. Choose a reason."}},
                {"a reason mends it", entry({{"event_at", "2026-11-21 22:09"}, {"late_reason", "CUSTODY"}}), {}},
                {"before the shift is said as such",
                 entry({{"event_at", "2026-11-21 18:59"}}),
                 {"envelope.late_reason: This happened before your shift. Choose why it is recorded late."}},
                {"before a shift that has just begun, though not an hour ago",
                 entry({{"event_at", "2026-11-21 22:55"}}),
                 {"envelope.late_reason: This happened before your shift. Choose why it is recorded late."},
                 with([](auto& s) { s.shift_start_ms = ms("2026-11-21 23:00"); })},
                {"without an open shift nothing is before it", entry({{"event_at", "2026-11-21 22:55"}}), {}, with([](auto& s) {
                   s.shift_open = false;
                   s.shift_start_ms = ms("2026-11-21 23:00");
                 })},
                {"an end before the start",
                 entry({{"event_time_precision", "BETWEEN"}, {"event_end", "2026-11-21 22:59"}}),
                 {"envelope.event_end: End time must be after start time."}},
                {"an end at the start",
                 entry({{"event_time_precision", "BETWEEN"}, {"event_end", "2026-11-21 23:00"}}),
                 {"envelope.event_end: End time must be after start time."}}});
}

TEST_CASE("lateness is counted from when the entry was made, so an amendment is not late", "[BR-28]") {
  const auto next_day = with([](auto& s) {
    s.now_ms = ms("2026-11-22 20:00");
    s.shift_open = false;
  });
  CHECK(errors_of("sighting", json::object(), next_day).empty());
  CHECK(errors_of("sighting", entry({{"made_at", nullptr}}), next_day) ==
        Lines{"envelope.late_reason: Recorded over an hour after the event. Choose a reason."});
}

TEST_CASE("the second officer is another one, however the number is typed") {
  for (const char* same : {"PC 1234", "pc1234", " PC  1234 "}) {
    INFO(same);
    CHECK(
        errors_of("sighting", entry({{"second_officer", same}, {"second_officer_role", "OFC"}})) ==
        Lines{"envelope.second_officer: The second officer can't be the author. Enter the other officer, or leave it empty."});
  }
  const auto typed = with([](auto& s) { s.officer.collar_number = "pc1234"; });
  CHECK(
      errors_of("sighting", entry({{"author", nullptr}, {"second_officer", "PC 1234"}, {"second_officer_role", "OFC"}}), typed)
          .size() == 1);
  CHECK(errors_of("sighting", entry({{"second_officer", "PC 12345"}, {"second_officer_role", "OFC"}})).empty());
}

TEST_CASE("a person is linked once") {
  CHECK(errors_of("sighting", entry({{"subjects", {subject(), subject(other_id), subject()}}})) ==
        Lines{"envelope.subjects[2].person_id: This person is linked twice. Link them once, with all roles."});
}

TEST_CASE("only a supervisor lowers a marking") {
  const auto lowered = entry({{"marking", "OFFICIAL"}});
  CHECK(errors_of("sighting", lowered) ==
        Lines{"envelope.marking: Only a supervisor can lower the marking. Choose OFFICIAL-SENSITIVE."});
  CHECK(errors_of("sighting", lowered, as("SUP")).empty());
}

TEST_CASE("a role that may not make a record is told so before anything else") {
  const auto errors = errors_of("stop_and_search", json::object(), as("PCSO"));
  REQUIRE_FALSE(errors.empty());
  CHECK(errors.front() == ": A PCSO can't make this record. Ask a constable to record it.");
  CHECK(errors_of("sighting", json::object(), as("")) ==
        Lines{": Your role can't record a sighting. Ask an officer of the team."});
  CHECK(errors_of("welfare_contact", json::object(), as("PCSO")).empty());
}

TEST_CASE("a role records only the classes it may write") {
  const json vulnerable = {{"vulnerabilities", {"TRAUMA"}}};
  CHECK(errors_of("person", vulnerable).empty());
  CHECK(errors_of("person", json::object(), as("CTL")).empty());
  CHECK(errors_of("person", vulnerable, as("CTL")) ==
        Lines{"vulnerabilities: Your role can't record this. Leave it out, or ask an officer of the team."});
}

TEST_CASE("stops and warnings need a constable on the shift, welfare does not") {
  const auto pcsos = with([](auto& s) { s.on_shift = {{"PCSO 77", "PCSO", true}}; });
  for (const char* type : {"stop_check_person", "stop_check_vehicle", "stop_and_search", "official_warning"}) {
    INFO(type);
    CHECK(errors_of(type, json::object(), pcsos) ==
          Lines{"envelope.shift_id: Add a constable before recording stops or warnings."});
  }
  CHECK(errors_of("welfare_contact", json::object(), pcsos).empty());
}

TEST_CASE("imported history is not held to the rules of capture") {
  const json old = entry({{"origin", "IMPORTED"}, {"event_at", "2019-12-01 13:38"}, {"bwv", {{"reference", nullptr}}}});
  CHECK_FALSE(
      errors_of("stop_and_search", entry({{"event_at", "2019-12-01 13:38"}, {"bwv", {{"reference", nullptr}}}})).empty());
  CHECK(errors_of("stop_and_search", old, as("PCSO")).empty());
  CHECK(notices_of("stop_and_search", old).empty());
  CHECK_FALSE(errors_of("stop_and_search", entry({{"origin", "PAPER"}, {"event_at", "2026-11-21 13:38"}})).empty());
}

TEST_CASE("an inexact position, a late entry and a kind of place of another operation are said, never refused", "[BR-28]") {
  const auto inexact = entry({{"location", {{"accuracy_m", 101}}}});
  CHECK(notices_of("sighting", inexact) ==
        Lines{"envelope.location.accuracy_m: GPS is only accurate to 101 m. Check the street."});
  CHECK(errors_of("sighting", inexact).empty());
  CHECK(notices_of("sighting", entry({{"location", {{"accuracy_m", 100}}}})).empty());
  CHECK(notices_of("sighting", entry({{"event_at", "2026-11-20 23:09"}})) ==
        Lines{"envelope.event_at: Recorded over 24 hours after the event. Your supervisor is told."});
  CHECK(notices_of("sighting", entry({{"location", {{"location_class", "MA_IN"}}}})) ==
        Lines{"envelope.location.location_class: No designated area is in force. Choose residential or not residential."});
  CHECK(notices_of("sighting", entry({{"location", {{"location_class", "MA_IN"}}}}),
                   with([](auto& s) { s.settings.area_rules = true; }))
            .empty());
}

TEST_CASE("errors come in the order of the proto file, a field once") {
  const auto& type = type_of("sighting");
  const schema::FieldErrors shape{{"information_source", "a"}, {"envelope.subjects[10].roles", "b"}};
  const schema::FieldErrors rules{
      {"envelope.subjects[2].roles", "c"}, {"information_source", "d"}, {"", "e"}, {"envelope.location.street", "f"}};
  CHECK(lines(together(type, shape, rules)) == Lines{": e", "envelope.location.street: f", "envelope.subjects[2].roles: c",
                                                     "envelope.subjects[10].roles: b", "information_source: a"});
}

}  // namespace beatbook::rules
