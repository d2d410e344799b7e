#include "records.h"

namespace beatbook::rules {

namespace {

const json notice = {{"kind", "NOTICE"},
                     {"days_allowed", nullptr},
                     {"warning_id", other_id},
                     {"breach_evidence", "Heard again on 20/11/2026 from the same door."},
                     {"requirements", {"Not to shout in Heron Lane between 22:00 and 06:00"}},
                     {"support_not_barred", true},
                     {"bodies_informed", {"COUNCIL_ASB"}}};

Lines notice_after(const json& warning, const json& patch = json::object()) {
  const auto given = record("community_protection", warning);
  json bent = notice;
  bent.merge_patch(patch);
  return errors_of("community_protection", bent, on_patrol(),
                   {{&type_of("community_protection"), given.get(), *RecordId::parse(other_id)}});
}

json given_on(const char* when, int days) { return {{"envelope", {{"event_at", when}}}, {"days_allowed", days}}; }

}  // namespace

TEST_CASE("a warning comes after three outreach attempts and the liaison", "[BR-15][BX-16][BX-13]") {
  const json two = {{{"made_on", "2026-11-01"}, {"made_by", "Lantern"}}, {{"made_on", "2026-11-08"}, {"made_by", "Lantern"}}};
  require_rows(
      "community_protection",
      {{"whole", json::object(), {}},
       {"two attempts", {{"outreach_attempts", two}}, {"outreach_attempts: Log at least 3 outreach attempts first. 2 found."}},
       {"liaison not asked",
        {{"liaison_consulted", false}},
        {"liaison_consulted: Ask the sex work liaison first. Then tick this."}},
       {"a child",
        {{"recipient_16_or_over", false}},
        {"recipient_16_or_over: A notice can only be given to someone aged 16 or over."}},
       {"reasonable",
        {{"unreasonable", false}},
        {"unreasonable: The conduct must be persistent, unreasonable and harm the quality of life of those nearby."}},
       {"a PCSO",
        json::object(),
        {"issuer: A PCSO needs a designation for this power. Ask a constable to record it."},
        as("PCSO")}});
  auto designated = as("PCSO");
  designated.settings.designated_to_pcso = {"CPW"};
  CHECK(errors_of("community_protection", json::object(), designated).empty());
  auto five = on_patrol();
  five.settings.outreach_attempts_first = 5;
  CHECK(errors_of("community_protection", json::object(), five) ==
        Lines{"outreach_attempts: Log at least 5 outreach attempts first. 3 found."});
}

TEST_CASE("a notice follows its warning, once the time that gave is over", "[BR-15][BX-16]") {
  CHECK(notice_after(given_on("2026-11-14 22:00", 7)).empty());
  CHECK(notice_after(given_on("2026-11-14 22:00", 8)) ==
        Lines{"warning_id: The warning gave time until 22/11/2026. Wait until it is over."});
  CHECK(notice_after(notice) == Lines{"warning_id: Give a written warning before a notice."});
  CHECK(notice_after(given_on("2026-11-14 22:00", 7), {{"warning_id", nullptr}}) ==
        Lines{"warning_id: Give a written warning before a notice."});
  CHECK(notice_after(given_on("2026-11-14 22:00", 7), {{"support_not_barred", false}}) ==
        Lines{"support_not_barred: Take out requirements that bar support services or outreach. Then tick this."});
  const auto said = notices_of("community_protection", notice);
  CHECK(std::count(said.begin(), said.end(), "kind: An appeal can be made until 12/12/2026.") == 1);
}

TEST_CASE("a notice follows a warning to the same person, on whichever card", "[BR-15]") {
  json to_other = given_on("2026-11-14 22:00", 7);
  to_other["envelope"]["subjects"] = json::array({subject(vehicle_id)});
  CHECK(notice_after(to_other) == Lines{"warning_id: That warning was given to somebody else. Choose this person's warning."});
  const auto given = record("community_protection", to_other);
  const auto card = record("person");
  const std::vector<Linked> matched = {
      {&type_of("community_protection"), given.get(), *RecordId::parse(other_id)},
      {&type_of("person"), card.get(), *RecordId::parse(avocet_id), *RecordId::parse(vehicle_id)}};
  CHECK(errors_of("community_protection", notice, on_patrol(), matched).empty());
}

TEST_CASE("a warning that is not on this tablet is pointed out", "[BR-15]") {
  const auto lines = notices_of("community_protection", notice);
  CHECK(std::count(lines.begin(), lines.end(),
                   "warning_id: That warning is not on this tablet. Check that it was given to this person.") == 1);
}

}  // namespace beatbook::rules
