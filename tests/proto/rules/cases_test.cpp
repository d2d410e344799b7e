// Orders, seizures, premises, finds, offences, observations, figures: their rules by example.
#include <map>

#include "records.h"
#include "rules/support_order.h"

namespace beatbook::rules {

TEST_CASE("an engagement and support order ends within six months and has at most three sessions", "[SN-37]") {
  const auto session = [](const char* day) -> json { return {{"held_on", day}, {"attended", true}, {"with_whom", "A Teal"}}; };
  require_rows(
      "engagement_support_order",
      {{"six months", {{"comply_by", "2027-05-20"}}, {}},
       {"a day more", {{"comply_by", "2027-05-21"}}, {"comply_by: The order must finish within 6 months of being made."}},
       {"before it was made",
        {{"comply_by", "2026-11-19"}},
        {"comply_by: The order must finish within 6 months of being made."}},
       {"at the end of February", {{"made_on", "2025-08-31"}, {"comply_by", "2026-02-28"}}, {}},
       {"three sessions", {{"sessions", {session("2026-11-20"), session("2026-11-20"), session("2026-11-21")}}}, {}},
       {"four",
        {{"sessions", {session("2026-11-20"), session("2026-11-20"), session("2026-11-21"), session("2026-11-21")}}},
        {"sessions: An order has 3 sessions. Take the others out."}},
       {"too early",
        {{"sessions", {session("2026-11-19")}}},
        {"sessions[0].held_on: A session can't be before the order. Check the dates."}}});
}

TEST_CASE("one live order per person, and the stock on a day is those made by then and not ended", "[SN-62][LD-37]") {
  const auto other = [](const json& patch) { return record("engagement_support_order", patch); };
  const auto errors = [](const google::protobuf::Message& order) {
    return errors_of("engagement_support_order", json::object(), on_patrol(),
                     {{&type_of("engagement_support_order"), &order, {}}});
  };
  const std::string taken = "made_on: This person already has an order. The court must revoke it first.";
  CHECK(errors(*other({{"made_on", "2026-09-01"}})) == Lines{taken});
  CHECK(errors(*other({{"made_on", "2026-09-01"}, {"status", "REVOKED"}, {"ended_on", "2026-11-20"}})).empty());
  CHECK(errors(*other({{"envelope", {{"subjects", {subject(other_id)}}}}})).empty());

  const auto a = other({{"made_on", "2026-09-01"}}), b = other({{"made_on", "2026-10-01"}, {"ended_on", "2026-10-15"}});
  const std::vector orders = {static_cast<const v1::EngagementSupportOrder*>(a.get()),
                              static_cast<const v1::EngagementSupportOrder*>(b.get())};
  const auto stock = [&](const char* day) { return live_orders(orders, *schema::read_date(day)); };
  CHECK(stock("2026-08-31") == 0);
  CHECK(stock("2026-09-01") == 1);
  CHECK(stock("2026-10-01") == 2);
  CHECK(stock("2026-10-14") == 2);
  CHECK(stock("2026-10-15") == 1);
}

TEST_CASE("a power that needs a uniform needs a constable in uniform on the record, whatever the record",
          "[BR-21][SN-39][SN-40]") {
  struct Power {
    const char *type, *field, *power;
    bool needs;
  };
  const Power rows[] = {{"stop_check_vehicle", "stop_power", "RTA88-163", true},
                        {"stop_check_vehicle", "stop_power", "POLICE_STATIONARY_TALK", false},
                        {"vehicle_seizure", "seizure_power", "RTA88-165A", true},
                        {"vehicle_seizure", "seizure_power", "PACE84-19", false}};
  for (const auto& row : rows) {
    INFO(row.type << " " << row.power);
    const json plain = {{row.field, row.power}};
    const bool refused = !errors_of(row.type, plain, as("OFC", false)).empty();
    CHECK(refused == row.needs);
    CHECK(errors_of(row.type, plain, as("SC")).empty());
    auto team = as("OFC", false);
    team.on_shift = {{"PC 1234", "OFC", false}, {"PC 5678", "OFC", true}, {"PCSO 77", "PCSO", true}, {"SC 9", "SC", true}};
    const auto named = [&](const char* officer) {
      return errors_of(row.type, {{row.field, row.power}, {"uniformed_officer", officer}}, team).empty();
    };
    CHECK(named("PC 5678"));
    CHECK(named("SC 9"));
    CHECK(named("PCSO 77") == !row.needs);
    CHECK(named("PC 1234") == !row.needs);
    CHECK(named("PC 4444") == !row.needs);
  }
  CHECK(errors_of("vehicle_seizure", json::object(), as("OFC", false)) ==
        Lines{"uniformed_officer: A constable in uniform must seize under this power."});
}

TEST_CASE("a seizure for anti-social use names the earlier warning, and everybody gets home", "[FA-14][FS-17]") {
  require_rows("vehicle_seizure",
               {{"no insurance", json::object(), {}},
                {"anti-social use",
                 {{"seizure_power", "PRA02-59"}, {"reason", "ANTI_SOCIAL_USE"}},
                 {"prior_warning_reference: Enter reference of the earlier warning."}},
                {"nobody told", {{"driver_warned", false}}, {"not_warned_reason: Enter why a warning was impracticable."}},
                {"stranded", {{"safe_onward_travel", false}}, {"onward_travel_arranged: Enter what was done for them."}},
                {"recovered first",
                 {{"recovered_at", "2026-11-21 22:59"}},
                 {"recovered_at: It can't be recovered before it was seized. Check the times."}}});
}

TEST_CASE("an expired warrant is refused with its day, and support goes in with it", "[SN-43][SN-49][SN-60][SN-69]") {
  require_rows("warrant_execution", {{"on its last day", {{"issued_on", "2026-08-21"}, {"expires_on", "2026-11-21"}}, {}},
                                     {"a day late",
                                      {{"issued_on", "2026-08-20"}, {"expires_on", "2026-11-20"}},
                                      {"expires_on: Warrant expired on 20/11/2026."}},
                                     {"too long",
                                      {{"issued_on", "2026-11-10"}, {"expires_on", "2027-02-11"}},
                                      {"expires_on: A warrant lasts at most 3 months. Check the dates."}}});
  CHECK(all_errors_of("warrant_execution", {{"occupants_plan", nullptr}}) ==
        Lines{"occupants_plan: Record the support plan for people living or working there."});
  const json planned = {{"warrant_power", "PACE84-8"},
                        {"warrant_court", "Wadeham"},
                        {"warrant_issued_on", "2026-11-10"},
                        {"warrant_expires_on", "2027-02-10"},
                        {"planned_for", "2027-02-11"}};
  CHECK(errors_of("premises", planned) == Lines{"planned_for: Warrant expired on 10/02/2027."});
}

TEST_CASE("a closure has its rank, its council, its court in 48 hours and its months", "[LD-37][SN-49]") {
  const json under_soa = {{"closure_power", "SOA03-2A"},
                          {"authority_rank", "SUPERINTENDENT"},
                          {"council_consulted", true},
                          {"single_buyer", false}};
  const auto soa = [&](const json& patch) {
    json one = under_soa;
    one.merge_patch(patch);
    return one;
  };
  require_rows(
      "premises_closure",
      {{"by an inspector", json::object(), {}},
       {"by a superintendent", under_soa, {}},
       {"by too low a rank",
        soa({{"authority_rank", "INSPECTOR"}}),
        {"authority_rank: This power needs the rank of superintendent or above. Check the rank."}},
       {"council not asked",
        soa({{"council_consulted", false}}),
        {"council_consulted: Consult the council first. Then tick this."}},
       {"one buyer",
        soa({{"single_buyer", true}}),
        {"single_buyer: This power does not cover premises where one person bought everything. Choose another power."}},
       {"in court in time", {{"court_at", "2026-11-23 23:00"}}, {}},
       {"a minute late",
        {{"court_at", "2026-11-23 23:01"}},
        {"court_at: The court must hear it within 48 hours of the notice. Check the times."}},
       {"three months", {{"court_at", "2026-11-23 10:00"}, {"order_ends_on", "2027-02-23"}, {"extended_to", "2027-05-23"}}, {}},
       {"longer",
        {{"court_at", "2026-11-23 10:00"}, {"order_ends_on", "2027-02-24"}},
        {"order_ends_on: It lasts at most 3 months from the order. Check the dates."}},
       {"longer in all",
        {{"court_at", "2026-11-23 10:00"}, {"order_ends_on", "2027-02-23"}, {"extended_to", "2027-05-24"}},
        {"extended_to: It lasts at most 6 months from the order. Check the dates."}}});
  CHECK(notices_of("premises_closure") == Lines{"court_at: The court must hear it by 23/11/2026 23:00."});
}

TEST_CASE("finds are whole numbers, a nil return is said, and nobody is named", "[LD-38][LD-39][SN-36]") {
  const json nothing = {{"condoms_used", 0}, {"condoms_unused", 0}, {"needles", 0}, {"other_items", 0}};
  json nil = nothing;
  nil["nil_return"] = true;
  require_rows("environmental_find",
               {{"some", json::object(), {}},
                {"nil", nil, {}},
                {"nothing, not said", nothing, {"nil_return: Nothing was found: say that it is a nil return."}},
                {"nil with finds", {{"nil_return", true}}, {"nil_return: A nil return has no finds. Check the numbers."}},
                {"another week",
                 {{"collected_on", "2026-11-17"}},
                 {"collected_on: This day is not in the week of the return. Check the dates."}},
                {"the next week",
                 {{"week_start", "2026-11-11"}, {"collected_on", "2026-11-18"}},
                 {"collected_on: This day is not in the week of the return. Check the dates."}}});
  for (const char* field : {"condoms_used", "condoms_unused", "needles", "other_items"}) {
    CHECK(all_errors_of("environmental_find", {{field, nullptr}}) ==
          Lines{std::string(field) + ": Enter a whole number, 0 if none."});
    CHECK(all_errors_of("environmental_find", {{field, 10000}}) ==
          Lines{std::string(field) + ": Enter a whole number, 0 if none."});
  }
}

TEST_CASE("an audit item is closed after it was seen", "[SN-15][SN-53][BX-02]") {
  CHECK(errors_of("environmental_audit_item", {{"closed_on", "2026-11-20"}}).empty());
  CHECK(errors_of("environmental_audit_item", {{"closed_on", "2026-11-19"}}) ==
        Lines{"closed_on: It can't be closed before it was seen. Check the dates."});
}

TEST_CASE("a victim is never among the people the whole team reads", "[LD-07][FA-12][FS-12]") {
  CHECK(errors_of("other_offence", {{"envelope", {{"subjects", {subject()}}}}}) ==
        Lines{"envelope.subjects[0].categories: The whole team would read this. Add the person under \"Victims\" instead."});
  const json victim = {{"victims", {subject()}}, {"report_wish", "NUM_FULL"}};
  CHECK(errors_of("other_offence", victim).empty());
  CHECK(notices_of("other_offence", victim).size() == 1);
  const auto& type = type_of("other_offence");
  for (const char* field : {"victims", "report_wish", "victim_account"}) {
    CHECK(schema::class_of(type, *schema::find_field(type, field)) == v1::VC3_SAFEGUARDING);
  }
}

TEST_CASE("a match names two cards and how it is known, in words where only somebody's word is there") {
  const char* card = "0192d4c0-0000-7000-8000-0000000000a1";
  const auto by = as("SUP");
  require_rows("person_match",
               {{"fingerprints", json::object(), {}, by},
                {"one card twice",
                 {{"other_card_id", card}},
                 {"other_card_id: Choose another card. A card is always of one person."},
                 by},
                {"own words, none", {{"ground", "OWN_WORDS"}}, {"ground_text: Enter what was compared."}, by},
                {"own words", {{"ground", "OWN_WORDS"}, {"ground_text", "She gave both names at the drop-in."}}, {}, by},
                {"an officer's", json::object(), {": Only a supervisor says that two cards are of one person. Tell yours."}}});
}

TEST_CASE("an observation answers whether it needed an authority", "[BR-17][BX-28]") {
  const json planned = {{"planned_covert_private", true}, {"openness", "COVERT"}};
  const auto with = [&](const json& patch) {
    json one = planned;
    one.merge_patch(patch);
    return one;
  };
  CHECK(all_errors_of("observation", {{"planned_covert_private", nullptr}}) ==
        Lines{"planned_covert_private: Was this planned, covert and likely to reveal private life?"});
  require_rows("observation",
               {{"not planned", json::object(), {}},
                {"planned, no basis", planned, {"authority_basis: Select basis."}},
                {"authorised, no reference",
                 with({{"authority_basis", "AUTHORISED"}}),
                 {"authority_reference: Enter the directed-surveillance authority reference."}},
                {"authorised", with({{"authority_basis", "AUTHORISED"}, {"authority_reference", "DSA/7"}}), {}},
                {"immediate, no reason",
                 with({{"authority_basis", "IMMEDIATE_RESPONSE"}}),
                 {"immediate_reason: Enter why it could not wait."}},
                {"immediate",
                 with({{"authority_basis", "IMMEDIATE_RESPONSE"}, {"immediate_reason", "She got into the car as we passed."}}),
                 {}},
                {"planned and overt",
                 {{"planned_covert_private", true}, {"authority_basis", "AUTHORISED"}, {"authority_reference", "DSA/7"}},
                 {"openness: What was planned and covert was not overt. Check both answers."}},
                {"backwards", {{"until", "2026-11-21 22:59"}}, {"until: End time must be after start time."}}});
}

TEST_CASE("there is no undercover deployment to choose, anywhere", "[BX-27]") {
  for (const auto& [name, list] : schema::CodeLists::built_in().lists()) {
    for (const auto& code : list.codes) {
      INFO(name << " " << code.code);
      CHECK(code.code.find("UNDERCOVER") == std::string::npos);
    }
  }
}

TEST_CASE("a partner gives one value or a whole range", "[LD-43][LD-44][LD-45][SN-64]") {
  const std::string range = "A range needs a lower and an upper value.";
  require_rows("partner_figures",
               {{"65 to 80", {{"value", nullptr}, {"lowest", 65}, {"highest", 80}}, {}},
                {"from 65", {{"value", nullptr}, {"lowest", 65}}, {"highest: " + range}},
                {"to 80", {{"value", nullptr}, {"highest", 80}}, {"lowest: " + range}},
                {"80 to 65", {{"value", nullptr}, {"lowest", 80}, {"highest", 65}}, {"highest: " + range}},
                {"both", {{"lowest", 65}, {"highest", 80}}, {"value: Give either one value or a range, not both."}},
                {"backwards",
                 {{"period_end", "2026-09-30"}},
                 {"period_end: The last day can't be before the first. Check the dates."}}});
}

TEST_CASE("whoever speaks for the community is known to the intelligence roles only", "[SN-67][FA-19][SN-16][SN-28][SN-68]") {
  for (const auto& [name, fields] : std::map<std::string, std::vector<const char*>>{
           {"community_contact", {"contributor_name", "contributor_contact"}}, {"phone_call", {"caller_name"}}}) {
    const auto& type = type_of(name);
    for (const char* field : fields) CHECK(schema::class_of(type, *schema::find_field(type, field)) == v1::VC4_INTELLIGENCE);
  }
  require_rows("community_contact",
               {{"a complaint without a category", {{"kind", "COMPLAINT"}}, {"category: Select what it is about."}},
                {"leaflets", {{"kind", "LEAFLET_DROP"}, {"quantity", 400}}, {}},
                {"tension", {{"kind", "TENSION"}}, {"tension_level: Enter tension level."}}});
  CHECK(all_errors_of("community_contact", {{"kind", "TENSION"}, {"tension_level", 5}}) ==
        Lines{"tension_level: Enter a number from 0 to 4."});
  CHECK(errors_of("community_contact", {{"contributor_name", "Ana"}}, as("CTL")) ==
        Lines{"contributor_name: Your role can't record this. Leave it out, or ask an officer of the team."});
}

}  // namespace beatbook::rules
