#include "rules/shift.h"

#include "records.h"

namespace beatbook::rules {

namespace {

json team(json officers, json pairs) { return {{"officers", std::move(officers)}, {"pairs", std::move(pairs)}}; }
json officer(const char* number, const char* role) { return {{"officer", number}, {"role", role}}; }
json pair(std::vector<std::string> officers, const char* mode) { return {{"officers", officers}, {"mode", mode}}; }

}  // namespace

TEST_CASE("a shift has a constable, unless it only watches cameras") {
  const char* none = "officers: Add a constable before recording stops or warnings.";
  const auto of = [](const char* role, const char* mode) {
    return team({officer("1", role), officer("2", role)}, {pair({"1", "2"}, mode)});
  };
  require_rows("shift", {{"constables", of("OFC", "FOOT"), {}},
                         {"special constables", of("SC", "FOOT"), {}},
                         {"PCSOs", of("PCSO", "FOOT"), {none}},
                         {"liaison", of("SWL", "FOOT"), {none}},
                         {"controllers at the cameras", of("CTL", "CCTV_CONTROL"), {}}});
}

TEST_CASE("an officer is on the shift once and in one pair", "[SN-13]") {
  const json two = {officer("PC 1", "OFC"), officer("PC 2", "OFC")};
  require_rows("shift", {{"sound", team(two, {pair({"PC 1", "PC 2"}, "FOOT")}), {}},
                         {"twice on the shift",
                          team({officer("PC 1", "OFC"), officer("pc1", "OFC")}, {pair({"PC 1", "PC 2"}, "FOOT")}),
                          {"officers[1].officer: This officer is on the shift twice. Remove one.",
                           "pairs[0].officers[1]: This officer is not on the shift. Add them, or check the number."}},
                         {"paired with himself",
                          team(two, {pair({"PC 1", "PC 1"}, "FOOT")}),
                          {"pairs[0].officers[1]: This officer is in a pair already. Remove one."}},
                         {"in two pairs",
                          team(two, {pair({"PC 1", "PC 2"}, "FOOT"), pair({"PC 2", "PC 1"}, "CYCLE")}),
                          {"pairs[1].officers[0]: This officer is in a pair already. Remove one.",
                           "pairs[1].officers[1]: This officer is in a pair already. Remove one."}}});
}

TEST_CASE("a single-crewed pair says why") {
  auto alone = pair({"PC 1234"}, "FOOT");
  CHECK(errors_of("shift", {{"pairs", {alone}}}) == Lines{"pairs[0].single_crew_reason: Enter why single-crewed."});
  alone["single_crew_reason"] = "Partner called to custody";
  CHECK(errors_of("shift", {{"pairs", {alone}}}).empty());
}

TEST_CASE("a shift ends after it starts and crosses midnight freely") {
  require_rows(
      "shift",
      {{"planned backwards", {{"planned_end", "2026-11-21 18:00"}}, {"planned_end: End time must be after start time."}},
       {"ended before it began", {{"actual_end", "2026-11-21 19:00"}}, {"actual_end: End time must be after start time."}},
       {"begins tomorrow",
        {{"actual_start", "2026-11-22 19:00"}},
        {"actual_start: The start is in the future. Enter when the shift started."}}});
}

TEST_CASE("longer than sixteen hours is asked about, not refused") {
  const char* message = ": Shift is longer than 16 hours. Check the times.";
  CHECK(notices_of("shift", {{"planned_end", "2026-11-22 11:00"}}).empty());
  CHECK(notices_of("shift", {{"planned_end", "2026-11-22 11:01"}}) == Lines{std::string("planned_end") + message});
  CHECK(notices_of("shift", {{"actual_end", "2026-11-22 11:03"}}) == Lines{std::string("actual_end") + message});
  CHECK(errors_of("shift", {{"planned_end", "2026-11-22 11:01"}}).empty());
}

TEST_CASE("tonight's outreach windows have been read") {
  CHECK(errors_of("shift", {{"outreach_windows_read", false}}) ==
        Lines{"outreach_windows_read: Confirm you have read tonight's outreach windows."});
  CHECK(errors_of("shift", {{"briefing_read", false}}).empty());
}

TEST_CASE("a shift with missing entry numbers is not signed off before they are accounted for", "[BR-29]") {
  const auto ended = [](std::vector<uint32_t> missing, bool closing = true) {
    auto situation = on_patrol();
    situation.closing = closing;
    situation.missing_numbers = std::move(missing);
    return situation;
  };
  const json end = {{"actual_end", "2026-11-21T23:30"}};
  auto told = end;
  told["missing_account"] = "The tablet was put back to Thursday; I wrote the stop again as 15.";
  const char* one = "missing_account: Entry 14 is missing from this shift. It must be accounted for before you sign off.";
  const char* more =
      "missing_account: Entries 3, 14 are missing from this shift. They must be accounted for before you sign off.";
  require_rows("shift", {{"none missing", end, {}, ended({})},
                         {"one missing", end, {one}, ended({14})},
                         {"one accounted for", told, {}, ended({14})},
                         {"two missing", end, {more}, ended({3, 14})},
                         {"while the shift goes on", json::object(), {}, ended({14}, false)}});
}

TEST_CASE("a partner or an admin starts no shift") {
  for (const char* role : {"PTN", "ADM", "ANA", "RMU", "INT"}) {
    CHECK(errors_of("shift", json::object(), as(role)) ==
          Lines{": Your role can't start a shift. Ask an officer of the team."});
  }
}

TEST_CASE("who is in uniform follows from the mode of the pair", "[BR-21][BX-17][SN-39]") {
  const auto& packs = schema::CodeLists::built_in();
  for (const auto& mode : packs.find("operating_mode")->codes) {
    INFO(mode.code);
    const auto message = record("shift", team({officer("PC 1", "OFC"), officer("PC 2", "SC"), officer("PC 3", "OFC")},
                                              {pair({"pc1", "PC 2"}, mode.code.c_str())}));
    const auto officers = officers_of(static_cast<const v1::Shift&>(*message), packs);
    REQUIRE(officers.size() == 3);
    const bool uniform = mode.code != "PLAIN_UNMARKED" && mode.code != "CCTV_CONTROL";
    CHECK(officers[0].uniform == uniform);
    CHECK(officers[1].uniform == uniform);
    CHECK_FALSE(officers[2].uniform);
    CHECK(officers[1].role == "SC");
  }
}

TEST_CASE("three officers are no pair") {
  json officers = json::array();
  for (const char* one : {"PC 1234", "PC 2345", "PC 3456"}) officers.push_back({{"officer", one}, {"role", "OFC"}});
  CHECK(errors_of("shift",
                  {{"officers", officers}, {"pairs", {{{"officers", {"PC 1234", "PC 2345", "PC 3456"}}, {"mode", "FOOT"}}}}}) ==
        Lines{"pairs[0].officers: A pair has two officers. Put the others into a pair of their own."});
}

}  // namespace beatbook::rules
