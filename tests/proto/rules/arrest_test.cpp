#include <set>

#include "records.h"
#include "rules/arrest_gate.h"

namespace beatbook::rules {

namespace {

json s1(const json& patch = json::object()) {
  json arrest = {{"arrest_offences", {"SOA59-1"}},
                 {"support_order_sought", true},
                 {"court_told", true},
                 {"ladder_standing", "ELIGIBLE"},
                 {"ladder_as_of", "2026-11-21 23:00"}};
  arrest.merge_patch(patch);
  return arrest;
}

Situation offline() {
  auto situation = on_patrol();
  situation.last_sync_ms = situation.now_ms - 31 * 60'000;
  return situation;
}

Situation limited() {
  auto situation = on_patrol();
  situation.settings.limit_sw_arrest = true;
  return situation;
}

}  // namespace

TEST_CASE("an arrest for s1 passes its gates in every combination of facts as the rules say", "[BR-03][BR-16][BR-08][SN-47]") {
  for (const auto standing : {Standing::none, Standing::some, Standing::mismatch, Standing::enough, Standing::lapsed,
                              Standing::child, Standing::review}) {
    for (unsigned bits = 0; bits < 32; ++bits) {
      const S1Arrest arrest{standing, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0};
      const bool known = arrest.ladder_fresh || arrest.ladder_confirmed;
      const bool limit_met = !arrest.limited || arrest.identity_missing;
      const bool may =
          standing != Standing::child && (arrest.overridden || (standing == Standing::enough && known && limit_met));
      INFO(name(standing) << " " << bits);
      CHECK((gate_of(arrest) == Gate::open) == may);
    }
  }
}

TEST_CASE("the gate says what is missing, first what weighs most", "[BR-03][BR-16]") {
  CHECK(gate_of({Standing::child, true, true, false, false, true}) == Gate::child_route);
  CHECK(gate_of({Standing::review, true}) == Gate::review);
  CHECK(gate_of({Standing::mismatch, true}) == Gate::warnings);
  CHECK(gate_of({Standing::enough, false, false}) == Gate::not_confirmed);
  CHECK(gate_of({Standing::enough, true, false, true, false}) == Gate::no_trace);
}

TEST_CASE("a ladder's standing is stored by its code and read back", "[BR-01]") {
  std::set<std::string_view> codes;
  for (const auto& code : schema::CodeLists::built_in().find("ladder_standing")->codes) codes.insert(code.code);
  const auto stands = [&](Standing standing, int needed, size_t rungs) {
    Ladder ladder;
    ladder.standing = standing;
    ladder.needed = needed;
    ladder.rungs.resize(rungs);
    INFO(name(standing) << ", " << rungs << " of " << needed);
    CHECK(codes.erase(ladder_code(ladder)) == 1);
    CHECK(standing_of(ladder_code(ladder)) == standing);
  };
  for (const auto standing : {Standing::none, Standing::lapsed, Standing::child, Standing::review}) stands(standing, 2, 0);
  stands(Standing::some, 2, 1);
  stands(Standing::some, 3, 2);
  stands(Standing::mismatch, 2, 2);
  stands(Standing::mismatch, 3, 3);
  stands(Standing::enough, 2, 2);
  CHECK(codes.empty());
  CHECK(standing_of("") == Standing::review);
}

TEST_CASE("an arrest for s1 is refused in the words of the domain until the ladder allows it",
          "[BR-03][BR-16][SN-47][SN-61][BX-14]") {
  const std::string not_two = "ladder_standing: Two live warnings are not on record. See the ladder before arrest.";
  const std::string unconfirmed = "ladder_confirmed: Ladder not confirmed. Ask control, or give a second warning.";
  const json confirmed = {
      {"ladder_confirmed", true}, {"ladder_confirmed_by", "CTL 9"}, {"ladder_confirmed_at", "2026-11-21 23:01"}};
  const json overridden = {{"gate_override_by", "PS 100"}, {"gate_override_reason", "Her life is in danger at that address."}};
  require_rows("arrest",
               {{"eligible", s1(), {}},
                {"one live", s1({{"ladder_standing", "ONE_LIVE"}}), {not_two}},
                {"told twice that it was the first", s1({{"ladder_standing", "TWO_LIVE_NOTICE_MISMATCH"}}), {not_two}},
                {"a newer code",
                 s1({{"ladder_standing", "SOMETHING_NEW"}}),
                 {"ladder_standing: A supervisor must look at this ladder before an arrest."}},
                {"another offence too", s1({{"arrest_offences", {"SOA59-1", "CJA88-139"}}, {"ladder_standing", "NONE"}}), {}},
                {"offline", s1({{"ladder_confirmed", false}}), {unconfirmed}, offline()},
                {"offline and asked", s1(confirmed), {}, offline()},
                {"the operation limits it",
                 s1(),
                 {"identity_missing: This operation limits arrests of people selling sex. Choose what could not be "
                  "established, or ask a "
                  "supervisor."},
                 limited()},
                {"no trace", s1({{"identity_missing", {"NAME", "BIOMETRICS"}}}), {}, limited()}});
  json allowed = s1({{"ladder_standing", "NONE"}});
  allowed.merge_patch(overridden);
  CHECK(errors_of("arrest", allowed) == Lines{});
  allowed["gate_override_by"] = "PC 1234";
  CHECK(errors_of("arrest", allowed) ==
        Lines{"gate_override_by: Another officer, a supervisor, must allow it. Enter their collar number."});
  CHECK(errors_of("arrest", {{"arrest_offences", {"CJA88-139"}}}, limited()).empty());
}

TEST_CASE("nobody under 18 is arrested for s1, whoever allows it", "[BR-08]") {
  const auto child = record("person", {{"age_range", "COULD_BE_UNDER_18"}});
  const std::vector<Linked> card = {{&type_of("person"), child.get(), *RecordId::parse(avocet_id)}};
  const std::string refused =
      "arrest_offences: Nobody under 18 is dealt with for this offence. This may be a child at risk. Start the safeguarding "
      "record.";
  CHECK(errors_of("arrest", s1(), on_patrol(), card) == Lines{refused});
  CHECK(errors_of("arrest", s1({{"gate_override_by", "PS 100"}, {"gate_override_reason", "Safer there."}}), on_patrol(),
                  card) == Lines{refused});
  CHECK(errors_of("arrest", json::object(), on_patrol(), card).empty());
}

TEST_CASE("an arrest for s1 is not closed without its referral, nor without saying why no order was sought",
          "[BR-09][BR-11][SN-50][SN-11]") {
  const json closed = s1({{"outcome_state", "FINAL"}, {"outcome_on", "2026-11-21"}});
  const std::string missing = "referral_id: Add the support referral before you close this arrest.";
  CHECK(errors_of("arrest", closed) == Lines{missing});
  const auto made = record("referral"), offered = record("referral", {{"state", "OFFERED"}});
  const auto with = [&](const google::protobuf::Message& referral) {
    return errors_of("arrest", closed, on_patrol(), {{&type_of("referral"), &referral, {}}});
  };
  CHECK(with(*made).empty());
  CHECK(with(*offered) == Lines{missing});
  json no_order = closed;
  no_order["support_order_sought"] = false;
  no_order.erase("court_told");
  CHECK(errors_of("arrest", no_order, on_patrol(), {{&type_of("referral"), made.get(), {}}}) ==
        Lines{"order_not_sought_reason: Enter why no order was sought."});
}

TEST_CASE("arrests, reports and interviews say what they must",
          "[FA-02][FS-08][FA-03][FA-13][FS-13][FS-14][FS-15][FS-16][LD-25][LD-26][BX-29][BX-31][SN-56][SN-63]") {
  const json interview = {{"place", "Wadeham station"},
                          {"at", "2026-11-24 14:00"},
                          {"told_not_under_arrest", true},
                          {"told_free_to_leave", true},
                          {"told_free_legal_advice", true}};
  json silent = interview;
  silent["told_free_to_leave"] = false;
  require_rows(
      "arrest",
      {{"recall needs no offence, and its licence",
        {{"arrest_type", "WANTED_RECALL"},
         {"arrest_offences", nullptr},
         {"necessity", nullptr},
         {"court_or_licence_reference", "L 77"}},
        {}},
       {"no offence",
        {{"arrest_offences", nullptr}},
        {"arrest_offences: Add at least one offence, or choose recall to prison."}},
       {"no necessity", {{"necessity", nullptr}}, {"necessity: Say why arrest was necessary."}},
       {"two people",
        {{"envelope", {{"subjects", {subject(), subject(other_id)}}}}},
        {"envelope.subjects: Link the one person this is about. Make one record for each person."}},
       {"kerb-crawling by car and drink driving, charged with one",
        {{"arrest_offences", {"SOA03-51A", "RTA88-5"}}, {"charge_offences", {"RTA88-5"}}, {"travelling", "VEHICLE"}},
        {}},
       {"a right not told",
        {{"arrest_type", "VOLUNTARY_INTERVIEW"}, {"necessity", nullptr}, {"interview", silent}},
        {"interview.told_free_to_leave: Confirm the three rights were given."}},
       {"an interview", {{"arrest_type", "VOLUNTARY_INTERVIEW"}, {"necessity", nullptr}, {"interview", interview}}, {}},
       {"left before arriving",
        {{"custody_arrived_at", "2026-11-21 23:09"}, {"custody_released_at", "2026-11-21 23:08"}},
        {"custody_released_at: End time must be after start time."}}});
  auto leeds = on_patrol();
  leeds.settings.area_rules = true;
  const json purchaser = {{"envelope", {{"subjects", {subject(avocet_id, "EXR-PUR")}}}},
                          {"first_cjs_contact", "NO"},
                          {"map_and_rules_offered", false},
                          {"map_and_rules_taken", true}};
  CHECK(errors_of("arrest", purchaser, leeds) == Lines{"map_and_rules_taken: Map can't be taken if it wasn't offered."});
}

TEST_CASE("an interview inside the core patrol hours is said, by London's clock and over midnight", "[BX-31]") {
  const auto said = [](const char* at, int start_h, int end_h) {
    auto situation = on_patrol();
    situation.settings.core_start_min = start_h * 60;
    situation.settings.core_end_min = end_h * 60;
    return !notices_of("arrest", {{"interview", {{"at", at}}}}, situation).empty();
  };
  CHECK(said("2026-11-24 22:00", 21, 3));
  CHECK(said("2026-11-24 02:59", 21, 3));
  CHECK_FALSE(said("2026-11-24 03:00", 21, 3));
  CHECK_FALSE(said("2026-11-24 14:00", 21, 3));
  CHECK(said("2026-07-24 09:00", 9, 17));
  CHECK_FALSE(said("2026-07-24 08:59", 9, 17));
  CHECK_FALSE(said("2026-07-24 09:00", 9, 9));
}

TEST_CASE("nobody under 18 is reported or interviewed for s1 either, and for another offence they may be", "[BR-08]") {
  const auto child = record("person", {{"age_range", "COULD_BE_UNDER_18"}});
  const std::vector<Linked> card = {{&type_of("person"), child.get(), *RecordId::parse(avocet_id)}};
  for (const char* type : {"ARREST", "REPORTED", "VOLUNTARY_INTERVIEW", "DETAINED_NO_ARREST"}) {
    INFO(type);
    const auto refuses = [&](const char* offence) {
      const auto errors = errors_of("arrest", s1({{"arrest_type", type}, {"arrest_offences", {offence}}}), on_patrol(), card);
      return std::any_of(errors.begin(), errors.end(),
                         [](const auto& line) { return line.starts_with("arrest_offences: Nobody under 18"); });
    };
    CHECK(refuses("SOA59-1"));
    CHECK_FALSE(refuses("CJA88-139"));
  }
}

TEST_CASE("who allows an arrest before enough warnings is no constable of the shift", "[BR-03]") {
  auto situation = on_patrol();
  situation.on_shift = {{"PC 1234", "OFC"}, {"PC 2345", "OFC"}, {"PS 100", "SUP"}};
  const auto allowed_by = [&](const char* who) {
    return errors_of("arrest", s1({{"gate_override_by", who}, {"gate_override_reason", "Safer there."}}), situation);
  };
  CHECK(allowed_by("PC 2345") ==
        Lines{"gate_override_by: Only a supervisor can allow it. Enter a supervisor's collar number."});
  CHECK(allowed_by("PS 100").empty());
  CHECK(allowed_by("PS 900").empty());  // not on the shift: a supervisor is asked about it
}

TEST_CASE("an arrest for s1 is of a person selling sex; on recall it names the licence", "[BR-03]") {
  const auto purchaser = json{{"subjects", json::array({subject(avocet_id, "EXR-PUR")})}};
  const auto refuses = [](const Lines& lines) {
    return std::count(lines.begin(), lines.end(),
                      "envelope.subjects[0].roles: This offence is of a person selling sex. Check the role, or the offence.") ==
           1;
  };
  CHECK(refuses(errors_of("arrest", s1({{"envelope", purchaser}}))));
  CHECK_FALSE(refuses(errors_of("arrest", s1())));
  CHECK_FALSE(refuses(errors_of("arrest", {{"envelope", purchaser}, {"arrest_offences", {"CJA88-139"}}})));
  const auto recalled = errors_of("arrest", {{"arrest_type", "WANTED_RECALL"}, {"arrest_offences", nullptr}});
  CHECK(std::any_of(recalled.begin(), recalled.end(),
                    [](const auto& line) { return line.find("reference") != std::string::npos; }));
}

}  // namespace beatbook::rules
