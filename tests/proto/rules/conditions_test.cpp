#include "rules/conditions.h"

#include <set>

#include "condition_example.h"
#include "rules/fields.h"

namespace beatbook::rules {

namespace {

// Every message with a field that names a condition, with the names.
std::map<const google::protobuf::Descriptor*, std::set<std::string>> holders() {
  std::map<const google::protobuf::Descriptor*, std::set<std::string>> found;
  std::set<const google::protobuf::Descriptor*> seen;
  std::vector<const google::protobuf::Descriptor*> open;
  for (const auto& type : schema::record_types()) open.push_back(type.descriptor);
  while (!open.empty()) {
    const auto* message = open.back();
    open.pop_back();
    if (!seen.insert(message).second) continue;
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& field = *message->field(i);
      for (const auto& name : {schema::meaning(field).required_when(), schema::meaning(field).asked_when()}) {
        if (!name.empty()) found[message].insert(name);
      }
      if (field.message_type()) open.push_back(field.message_type());
    }
  }
  return found;
}

const json no_people = {{"envelope", {{"subjects", nullptr}}}};

std::vector<Example> people_examples() {
  const json not_stated = {{"self_defined_ethnicity", "NS"}}, stated = {{"self_defined_ethnicity", "W1"}};
  const json ns_reason = {{"self_defined_ethnicity", "NS"}, {"ethnicity_not_stated_reason", "N4"}};
  return {
      {"age_only_believed", "official_warning", "age_basis", {{"age_check", "18_OR_OVER_BELIEVED"}}, none},
      {"ethnicity_not_stated", "stop_and_search", "ethnicity_not_stated_reason", not_stated, stated},
      {"ethnicity_not_stated", "person", "ethnicity_not_stated_reason", not_stated, none},
      {"officer_defined_ethnicity_needed", "stop_and_search", "officer_defined_ethnicity", ns_reason, stated},
      {"force_asks_ethnicity", "stop_check_person", "self_defined_ethnicity", none, none,
       with([](auto& s) { s.settings.ask_ethnicity_on_stop = true; }), true},
      {"given_names_entered",
       "person",
       "family_name",
       {{"family_name", nullptr}, {"given_names", "Ana"}},
       {{"family_name", nullptr}}},
      {"no_date_of_birth",
       "person",
       "age_range",
       {{"age_range", nullptr}},
       {{"age_range", nullptr}, {"date_of_birth", "01/02/1990"}}},
      {"no_person_or_vehicle_linked", "sighting", "description", no_people, none},
      {"no_person_or_vehicle_linked",
       "sighting",
       "description",
       no_people,
       {{"envelope", {{"subjects", nullptr}}}, {"vehicle_id", vehicle_id}}},
      {"no_subject_linked", "stop_check_vehicle", "person_description", no_people, none},
      {"previously_known_checked",
       "person",
       "previously_known_checked_on",
       {{"previously_known", "NOT_KNOWN"}},
       {{"previously_known", "NOT_CHECKED"}}},
      {"match_ground_needs_words", "person_match", "ground_text", {{"ground", "RECOGNISED"}}, none},
      {"keeper_named", "vehicle", "keeper_source", {{"keeper_name", "Plover Ltd"}}, none},
      {"registration_fully_seen", "vehicle", "vrm", {{"vrm", nullptr}}, {{"vrm", nullptr}, {"partial_vrm", "AA1"}}},
      {"registration_partly_seen", "vehicle", "partial_vrm", {{"vrm_state", "PARTIAL"}}, none},
  };
}

std::vector<Example> entry_examples() {
  const auto place = [](json location) -> json { return {{"envelope", {{"location", location}}}}; };
  const auto video = [](const char* state) -> json {
    return {{"envelope", {{"bwv", {{"state", state}, {"reference", nullptr}}}}}};
  };
  return {
      {"bwv_recorded", "sighting", "envelope.bwv.reference", video("RECORDED"), video("NOT_FITTED")},
      {"bwv_not_recorded", "sighting", "envelope.bwv.not_recorded_reason", video("NOT_RECORDED"), video("OFF_AT_REQUEST")},
      {"latitude_entered", "sighting", "envelope.location.longitude_e6", place({{"latitude_e6", 51500000}}), none},
      {"longitude_entered", "sighting", "envelope.location.latitude_e6", place({{"longitude_e6", -120000}}), none},
      {"no_grid_or_gps", "sighting", "envelope.location.street", place({{"street", nullptr}}),
       place({{"street", nullptr}, {"os_grid", "SK 589 041"}})},
      {"recorded_late",
       "sighting",
       "envelope.late_reason",
       {{"envelope", {{"event_at", "2026-11-21 22:09"}}}},
       {{"envelope", {{"event_at", "2026-11-21 22:10"}}}}},
      {"second_officer_named",
       "sighting",
       "envelope.second_officer_role",
       {{"envelope", {{"second_officer", "PC 5678"}}}},
       none},
      {"time_is_between",
       "sighting",
       "envelope.event_end",
       {{"envelope", {{"event_time_precision", "BETWEEN"}}}},
       {{"envelope", {{"event_time_precision", "ABOUT"}}}}},
      {"decision_needs_comment", "review", "comment", {{"decision", "RETURN"}}, none, as("SUP")},
      {"shift_ended", "shift", "actual_end", none, none, with([](auto& s) { s.closing = true; }), true},
      {"numbers_missing", "shift", "missing_account", none, none, with([](auto& s) {
         s.closing = true;
         s.missing_numbers = {14};
       }),
       true},
      {"single_crewed",
       "shift",
       "pairs[0].single_crew_reason",
       {{"pairs", {{{"officers", {"PC 1234"}}, {"mode", "FOOT"}}}}},
       none},
      {"tier_differs_from_schedule", "shift", "tier_reason", {{"tier", "3"}}, {{"tier", "1"}}, with([](auto& s) {
         s.settings.scheduled_tier = "1";
       })},
      {"tier_differs_from_schedule", "shift", "tier_reason", none, none, with([](auto& s) { s.settings.scheduled_tier = "1"; }),
       true},
  };
}

std::vector<Example> enforcement_examples() {
  const json confirmed = {
      {"ladder_confirmed", true}, {"ladder_confirmed_by", "CTL 9"}, {"ladder_confirmed_at", "2026-11-21 23:01"}};
  auto half_confirmed = [&](const char* without) { return json(confirmed).patch({{{"op", "remove"}, {"path", without}}}); };
  return {
      {"force_gives_stop_receipts", "stop_check_vehicle", "receipt_offered", none, none,
       with([](auto& s) { s.settings.stop_receipts = true; }), true},
      {"gowisely_incomplete", "stop_and_search", "gowisely.unticked_reason", {{"gowisely", {{"station", false}}}}, none},
      {"in_plain_clothes",
       "stop_and_search",
       "gowisely.warrant_card",
       {{"gowisely", {{"warrant_card", nullptr}}}},
       {{"gowisely", {{"warrant_card", nullptr}}}},
       as("OFC", false),
       true},
      {"ladder_confirmed_by_control", "official_warning", "ladder_confirmed_by", half_confirmed("/ladder_confirmed_by"), none},
      {"ladder_confirmed_by_control",
       "official_warning",
       "ladder_confirmed_at",
       half_confirmed("/ladder_confirmed_at"),
       {{"ladder_confirmed", false}}},
      {"more_than_outer_clothing_removed",
       "stop_and_search",
       "removal_place",
       {{"more_than_outer_clothing_removed", true}, {"removal_officer", "PC 5678"}},
       none},
      {"offline_over_30_minutes", "official_warning", "ladder_confirmed", none, none,
       with([](auto& s) { s.last_sync_ms = s.now_ms - 30 * 60'000 - 1; }), true},
      {"offline_over_30_minutes", "official_warning", "ladder_confirmed", none, none,
       with([](auto& s) { s.last_sync_ms = std::nullopt; }), true},
      {"operation_has_area_rules", "official_warning", "rules_breached", none, none,
       with([](auto& s) { s.settings.area_rules = true; }), true},
      {"power_is_section_60",
       "stop_and_search",
       "section_60_authority",
       {{"search_power", "CJPOA94-60"}, {"object_of_search", "OFFENSIVE_WEAPONS"}},
       none},
      {"purpose_leaflet_or_contacts_missing", "official_warning", "not_given_reason", {{"leaflet_given", false}}, none},
      {"purpose_leaflet_or_contacts_missing", "official_warning", "not_given_reason", {{"purpose_explained", false}}, none},
      {"purpose_leaflet_or_contacts_missing", "official_warning", "not_given_reason", {{"contacts_given", false}}, none},
      {"stop_power_needs_uniform", "stop_check_vehicle", "uniformed_officer", none, none, as("OFC", false), true},
      {"stop_power_needs_uniform",
       "stop_check_vehicle",
       "uniformed_officer",
       none,
       {{"stop_power", "POLICE_STATIONARY_TALK"}},
       as("OFC", false)},
      {"two_officers_must_witness",
       "official_warning",
       "second_officer_confirms",
       {{"second_officer_confirms", nullptr}},
       none},
      {"warning_closes", "official_warning", "referral_state", none, none, with([](auto& s) { s.closing = true; }), true},
      {"warning_not_understood", "official_warning", "understanding_barrier", {{"understood", false}}, none},
      {"welfare_check_not_possible",
       "official_warning",
       "welfare_not_possible_reason",
       {{"welfare_check", "NOT_POSSIBLE"}},
       none},
  };
}

std::vector<Example> safeguarding_examples() {
  const json crime = {{"crime_disclosed", true}};
  const json told_in_full = {{"crime_disclosed", true}, {"report_wish", "NUM_FULL"}};
  const json anonymously = {{"crime_disclosed", true}, {"report_wish", "NUM_ANON_TO_POLICE"}};
  return {
      {"assessed_as_suspected_false",
       "intelligence",
       "suspected_false_reason",
       {{"information_assessment", "E"}},
       {{"information_assessment", "D"}}},
      {"crime_was_disclosed", "welfare_contact", "report_wish", crime, none},
      {"handling_has_conditions", "intelligence", "handling_conditions", {{"handling", "C"}}, none},
      {"handling_has_conditions",
       "intelligence",
       "handling_conditions",
       {{"handling", "C"}, {"handling_actions", {"A1", "OTHER"}}},
       {{"handling", "C"}, {"handling_actions", {"A1"}}}},
      {"immediate_danger_or_need", "welfare_contact", "immediate_action", {{"immediate_need", true}}, none},
      {"information_is_shared", "welfare_contact", "consents", told_in_full, anonymously},
      {"submission_referenced", "intelligence", "submitted_at", {{"submission_reference", "INT/7"}}, none},
      {"submitted_to_intelligence_unit", "intelligence", "submission_reference", {{"submitted_at", "2026-11-21 23:05"}}, none},
      {"no_subject_linked", "welfare_contact", "anonymous", no_people, none},
  };
}

std::vector<Example> examples() {
  std::vector<Example> all;
  for (const auto& part : {people_examples(), entry_examples(), enforcement_examples(), safeguarding_examples(),
                           arrest_examples(), caution_examples(), conduct_examples(), partner_examples()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

// An error of that field, and what the annotation says where it says something.
bool refused(const Lines& errors, const Example& example) {
  const auto* field = schema::find_field(type_of(example.type), example.field);
  REQUIRE(field);
  CHECK(schema::meaning(*field).required_when() == example.condition);
  const auto& message = schema::meaning(*field).message();
  return std::any_of(errors.begin(), errors.end(), [&](const std::string& line) {
    return message.empty() ? line.starts_with(example.field + std::string(": ")) : line == example.field + (": " + message);
  });
}

}  // namespace

TEST_CASE("every condition a record names is there, and no other") {
  std::set<std::string> named, known;
  for (const auto& [holder, names] : holders()) named.insert(names.begin(), names.end());
  for (const auto& [name, condition] : conditions()) known.emplace(name);
  CHECK(known == named);
  CHECK(named.size() > 90);
}

TEST_CASE("every condition reads only fields its holders have") {
  const auto situation = on_patrol();
  const auto envelope_only = record("sighting");
  for (const auto& [holder, names] : holders()) {
    const std::unique_ptr<google::protobuf::Message> empty(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(holder)->New());
    const auto* type = schema::find_type(holder);
    const Context context{type ? *type : type_of("sighting"), type ? *empty : *envelope_only, situation, {}, {},
                          schema::CodeLists::built_in()};
    for (const auto& name : names) {
      INFO(holder->full_name() << " " << name);
      CHECK_NOTHROW(conditions().at(name)(*empty, context));
    }
  }
}

TEST_CASE("what opens a field is a field beside it, and nothing opens it while that is empty") {
  const auto situation = on_patrol();
  for (const auto& [holder, names] : holders()) {
    const std::unique_ptr<google::protobuf::Message> empty(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(holder)->New());
    const auto* type = schema::find_type(holder);
    const Context context{type ? *type : type_of("sighting"), *empty, situation, {}, {}, schema::CodeLists::built_in()};
    for (const auto& name : names) {
      const auto& condition = conditions().at(name);
      if (condition.opened_by.empty()) continue;
      INFO(holder->full_name() << " " << name);
      CHECK(holder->FindFieldByName(std::string(condition.opened_by)));
      CHECK_FALSE(condition(*empty, context));
    }
  }
}

TEST_CASE("what is asked for is told also of fields that are filled in and of blocks not begun") {
  const auto asked = [](const std::string& type, const json& patch) {
    const auto message = record(type, patch);
    return asked_for(type_of(type), *message, on_patrol(), {});
  };
  const auto searched = asked("stop_and_search",
                              {{"gowisely", nullptr}, {"self_defined_ethnicity", "NS"}, {"ethnicity_not_stated_reason", "N4"}});
  CHECK(searched.contains("gowisely.unticked_reason"));
  CHECK(searched.contains("ethnicity_not_stated_reason"));
  CHECK_FALSE(searched.contains("section_60_authority"));
  CHECK(asked("shift", {{"pairs", {{{"officers", {"PC 1234"}}}, {{"officers", {"PC 1", "PC 2"}}}}}}) ==
        AskedFor{{"pairs[0].single_crew_reason"}, {}});
  CHECK(asked("sighting", {{"envelope", {{"origin", "IMPORTED"}}}}) == AskedFor{});
}

TEST_CASE("a field is asked for when its condition holds, and only then") {
  for (const auto& example : examples()) {
    INFO(example.condition << " on " << example.type << "." << example.field << " holds: " << example.holds.dump());
    CHECK(refused(errors_of(example.type, example.holds, example.situation), example));
    const auto& otherwise = example.situation_decides ? on_patrol() : example.situation;
    CHECK_FALSE(refused(errors_of(example.type, example.does_not, otherwise), example));
  }
}

// Domain B: REC-00 asks a place and body-worn video of every record; REC-12, REC-25 and REC-26 name the place or the video they
// need, and what is written at a desk of something dealt with elsewhere names neither.
TEST_CASE("an entry needs the place and the video that its kind names, and is not asked for what it leaves out") {
  enum Need { needed, offered, left_out };
  struct Kind {
    const char* type;
    Need place, video;
  };
  const Kind table[] = {
      {"stop_check_person", needed, needed},
      {"stop_check_vehicle", needed, needed},
      {"stop_and_search", needed, needed},
      {"official_warning", needed, needed},
      {"welfare_contact", needed, needed},
      {"arrest", needed, needed},
      {"vehicle_seizure", needed, needed},
      {"community_protection", needed, needed},
      {"observation", needed, needed},
      {"warrant_execution", offered, needed},
      {"sighting", needed, needed},
      {"other_offence", needed, needed},
      {"phone_call", needed, left_out},
      {"community_contact", needed, left_out},
      {"intelligence", offered, left_out},
      {"keeper_letter", offered, left_out},
      {"premises_closure", left_out, offered},
      {"conditional_caution", left_out, left_out},
      {"referral", left_out, left_out},
      {"person_match", left_out, left_out},
      {"engagement_support_order", left_out, left_out},
  };
  std::set<std::string> told;
  for (const auto& row : table) {
    INFO(row.type);
    told.insert(row.type);
    const json nothing = {{"envelope", {{"location", nullptr}, {"bwv", nullptr}}}};
    const auto message = record(row.type, nothing);
    const auto asked = asked_for(type_of(row.type), *message, on_patrol(), {});
    const auto errors = errors_of(row.type, nothing);
    const auto refused = [&](const std::string& line) { return std::find(errors.begin(), errors.end(), line) != errors.end(); };
    CHECK(asked.needed.contains("envelope.location") == (row.place == needed));
    CHECK(asked.offered.contains("envelope.location") == (row.place != left_out));
    CHECK(asked.needed.contains("envelope.bwv") == (row.video == needed));
    CHECK(asked.offered.contains("envelope.bwv") == (row.video != left_out));
    CHECK(refused("envelope.location: Add a location: use GPS, a grid reference, or a street.") == (row.place == needed));
    CHECK(refused("envelope.bwv: Add body-worn video.") == (row.video == needed));
  }
  for (const auto& type : schema::record_types()) {
    INFO(type.name);
    CHECK((told.contains(std::string(type.name)) || !type.descriptor->FindFieldByName("envelope")));
  }
}

TEST_CASE("every condition but the purchaser's has an example that holds and one that does not") {
  // The kind of entry decides, what the save holds besides, and the operation's map: shown by tests of their own.
  std::set<std::string_view> shown{"entry_needs_place",  "entry_needs_video", "entry_takes_place",
                                   "entry_takes_video",  "entry_takes_facts", "entry_takes_opinion",
                                   "entry_takes_people", "vehicle_was_there", "place_is_not_as_drawn"};
  for (const auto& example : examples()) shown.insert(example.condition);
  for (const auto& [name, condition] : conditions()) {
    INFO(name);
    CHECK((shown.contains(name) || name == "identified_as_purchaser"));
  }
}

TEST_CASE("a card asks where a purchaser lives once a linked record names this person as one") {
  const auto self = *RecordId::parse(avocet_id);
  const auto stop_with = [](const char* person, const char* role) {
    return record("stop_check_person", {{"envelope", {{"subjects", {subject(person, role)}}}}});
  };
  const Lines asked{"residence_class: Select where they live.", "previously_known: Select whether previously known to police."};
  const auto errors = [&](const google::protobuf::Message& stop, const RecordId& id) {
    return errors_of("person", none, on_patrol(), {{&type_of("stop_check_person"), &stop, {}}}, id);
  };
  CHECK(errors(*stop_with(avocet_id, "EXR-PUR"), self) == asked);
  CHECK(errors(*stop_with(avocet_id, "EXD-SW"), self).empty());
  CHECK(errors(*stop_with(other_id, "EXR-PUR"), self).empty());
  CHECK(errors(*stop_with(avocet_id, "EXR-PUR"), {}).empty());
}

TEST_CASE("a decision needs words: remarks do for a return, a void always says why") {
  const json remark = {{"comments", {{{"field", "conduct"}, {"text", "Which one?"}}}}};
  const auto with_remark = [&](const char* decision) {
    json patch = remark;
    patch["decision"] = decision;
    return errors_of("review", patch, [] {
      auto s = as("SUP");
      s.officer.collar_number = "PS 100";
      return s;
    }());
  };
  CHECK(with_remark("RETURN").empty());
  CHECK(with_remark("ANNOTATE").empty());
  CHECK(with_remark("VOID") == Lines{"comment: Enter comment."});
}

TEST_CASE("\"None seen\" stands alone in a list") {
  CHECK(errors_of("welfare_contact", {{"exploitation_indicators", {"SAME_MINDER", "NONE"}}}) ==
        Lines{"exploitation_indicators: Choose \"None seen\" alone, or leave it out."});
  CHECK(errors_of("welfare_contact", {{"exploitation_indicators", {"SAME_MINDER", "NO_DOCUMENTS"}}}).empty());
}

TEST_CASE("a condition nobody wrote is a bug that shows at once") {
  CHECK_THROWS_AS(text(*record("sighting"), "no_such_field"), std::logic_error);
  CHECK(conditions().find("no_such_condition") == conditions().end());
}

}  // namespace beatbook::rules
