#include "rules/conditions.h"

#include <algorithm>

#include "rules/areas.h"
#include "rules/condition_maps.h"
#include "rules/fields.h"
#include "rules/power.h"
#include "rules/referral.h"

namespace beatbook::rules {

namespace {

using schema::meaning;

// What the envelope of this type asks, and what it needs (REC-00 and the table of the type in domain B).
bool takes(const Context& context, std::string_view field) {
  const auto& left_out = context.type.meaning->leaves_out();
  return std::find(left_out.begin(), left_out.end(), field) == left_out.end();
}
bool needs(const Context& context, std::string_view field) {
  const auto& may_lack = context.type.meaning->may_lack();
  return takes(context, field) && std::find(may_lack.begin(), may_lack.end(), field) == may_lack.end();
}

// A vehicle is part of the record: named by it, always its subject, or how the person travelled.
bool has_vehicle(const Message& record) {
  const auto* vehicle = record.GetDescriptor()->FindFieldByName("vehicle_id");
  if (vehicle && (meaning(*vehicle).required() || has(record, "vehicle_id"))) return true;
  return record.GetDescriptor()->FindFieldByName("travelling") && text(record, "travelling") == "VEHICLE";
}
bool vehicle_was_there(const Context& context) {
  return has_vehicle(context.message) || std::any_of(context.linked.begin(), context.linked.end(),
                                                     [](const Linked& other) { return has_vehicle(*other.message); });
}

bool no_subject_linked(const Context& context) {
  const auto* envelope = envelope_of(context.message);
  return !envelope || envelope->subjects_size() == 0;
}

// BR-28, and what happened before the shift.
bool recorded_late(const Message& envelope_message, const Situation& situation) {
  const auto& envelope = static_cast<const v1::Envelope&>(envelope_message);
  if (!envelope.has_event_at()) return false;
  const int64_t made = envelope.has_made_at() ? envelope.made_at().utc_ms() : situation.now_ms;
  const int64_t happened = envelope.event_at().utc_ms();
  const bool before_shift = situation.shift_open && happened < situation.shift_start_ms;
  return before_shift || elapsed_ms(happened, made) > situation.settings.late_after_min * int64_t{60'000};
}

// The role belongs to the link, so the card is a purchaser's when a linked record names this person as one.
bool identified_as_purchaser(const Context& context) {
  if (context.self.empty()) return false;
  const auto buys = [&](const std::string& role) {
    const auto* code = context.packs.find("person_role", role);
    return code && code->entry.value("count_as", "") == "PURCHASER";
  };
  for (const auto& linked : context.linked) {
    const auto* envelope = envelope_of(*linked.message);
    if (!envelope) continue;
    for (const auto& subject : envelope->subjects()) {
      if (subject.person_id() != context.self.bytes()) continue;
      if (std::any_of(subject.roles().begin(), subject.roles().end(), buys)) return true;
    }
  }
  return false;
}

// A decision without a word helps nobody: a return says what to mend, a void why (REC-29). Remarks on fields are such words,
// but a void always has its own reason.
bool decision_needs_comment(const Message& review, const Context& context) {
  const auto decision = text(review, "decision");
  if (marked(review, "decision", "review_decision", "says_why", context)) return true;
  return (decision == "RETURN" || decision == "ANNOTATE") && !has(review, "comments");
}

// Warrant card apart: it has a condition of its own.
bool gowisely_incomplete(const Message& said) {
  for (const char* part : {"grounds", "object", "identity", "station", "entitlement", "legal_power", "you_are_detained"}) {
    if (!says_yes(said, part)) return true;
  }
  return false;
}

// A registration is there in whole or in part (REC-03).
bool registration_fully_seen(const Message& vehicle) {
  return text(vehicle, "vrm_state") != "PARTIAL" && !has(vehicle, "partial_vrm");
}

bool needs_authority(const Message& search, const Context& context) {
  const auto* power = context.packs.find("search_power", text(search, "search_power"));
  return power && power->entry.value("authority_required", false);
}

bool conditions_are_not_listed(const Message& intelligence) {
  const auto actions = texts(intelligence, "handling_actions");
  return text(intelligence, "handling") == "C" && (actions.empty() || contains(actions, "OTHER"));
}

// LD-08.
bool place_is_not_as_drawn(const Message& place, const Context& context) {
  const auto& location = static_cast<const v1::Location&>(place);
  const auto drawn = location.has_location_class() ? class_as_drawn(location, context.situation.settings) : std::string();
  return !drawn.empty() && drawn != location.location_class();
}

using M = const Message&;
using C = const Context&;

std::map<std::string_view, Condition> people_conditions() {
  return {
      {"age_only_believed", {[](M m, C) { return text(m, "age_check") == "18_OR_OVER_BELIEVED"; }, "age_check"}},
      {"ethnicity_not_stated", {[](M m, C) { return text(m, "self_defined_ethnicity") == "NS"; }, "self_defined_ethnicity"}},
      {"force_asks_ethnicity", {[](M, C c) { return c.situation.settings.ask_ethnicity_on_stop; }}},
      {"given_names_entered", {[](M m, C) { return has(m, "given_names"); }, "given_names"}},
      {"identified_as_purchaser", {[](M, C c) { return identified_as_purchaser(c); }}},
      {"no_date_of_birth", {[](M m, C) { return !has(m, "date_of_birth"); }}},
      {"no_person_or_vehicle_linked", {[](M m, C c) { return no_subject_linked(c) && !has(m, "vehicle_id"); }}},
      {"no_subject_linked", {[](M, C c) { return no_subject_linked(c); }}},
      // Code A: required when nothing was stated. That the officer sees it otherwise is known only once it is entered.
      {"officer_defined_ethnicity_needed",
       {[](M m, C) { return text(m, "self_defined_ethnicity") == "NS"; }, "self_defined_ethnicity"}},
      {"previously_known_checked",
       {[](M m, C) { return has(m, "previously_known") && text(m, "previously_known") != "NOT_CHECKED"; }, "previously_known"}},
      {"keeper_named", {[](M m, C) { return has(m, "keeper_name"); }, "keeper_name"}},
      {"match_ground_needs_words", {[](M m, C c) { return marked(m, "ground", "match_ground", "needs_words", c); }, "ground"}},
      {"registration_fully_seen", {[](M m, C) { return registration_fully_seen(m); }}},
      {"registration_partly_seen", {[](M m, C) { return text(m, "vrm_state") == "PARTIAL"; }, "vrm_state"}},
  };
}

std::map<std::string_view, Condition> entry_conditions() {
  return {
      {"bwv_not_recorded", {[](M m, C) { return text(m, "state") == "NOT_RECORDED"; }, "state"}},
      {"bwv_recorded", {[](M m, C) { return text(m, "state") == "RECORDED"; }, "state"}},
      {"entry_needs_place", {[](M, C c) { return needs(c, "location"); }}},
      {"entry_needs_video", {[](M, C c) { return needs(c, "bwv"); }}},
      {"entry_takes_facts", {[](M, C c) { return takes(c, "factual_text"); }}},
      {"entry_takes_opinion", {[](M, C c) { return takes(c, "opinion_text"); }}},
      {"entry_takes_people", {[](M, C c) { return takes(c, "subjects"); }}},
      {"entry_takes_place", {[](M, C c) { return takes(c, "location"); }}},
      {"entry_takes_video", {[](M, C c) { return takes(c, "bwv"); }}},
      {"latitude_entered", {[](M m, C) { return has(m, "latitude_e6"); }, "latitude_e6"}},
      {"longitude_entered", {[](M m, C) { return has(m, "longitude_e6"); }, "longitude_e6"}},
      {"no_grid_or_gps", {[](M m, C) { return !has(m, "os_grid") && !has(m, "latitude_e6") && !has(m, "longitude_e6"); }}},
      {"place_is_not_as_drawn", {[](M m, C c) { return place_is_not_as_drawn(m, c); }, "location_class"}},
      {"recorded_late", {[](M m, C c) { return recorded_late(m, c.situation); }, "event_at"}},
      {"second_officer_named", {[](M m, C) { return has(m, "second_officer"); }, "second_officer"}},
      {"vehicle_was_there", {[](M, C c) { return vehicle_was_there(c); }}},
      {"time_is_between", {[](M m, C) { return text(m, "event_time_precision") == "BETWEEN"; }, "event_time_precision"}},
      {"decision_needs_comment", {[](M m, C c) { return decision_needs_comment(m, c); }, "decision"}},
      {"shift_ended", {[](M, C c) { return c.situation.closing; }}},
      {"numbers_missing", {[](M, C c) { return c.situation.closing && !c.situation.missing_numbers.empty(); }}},
      {"single_crewed", {[](M m, C) { return texts(m, "officers").size() == 1; }, "officers"}},
      {"tier_differs_from_schedule",
       {[](M m, C c) {
          const auto& scheduled = c.situation.settings.scheduled_tier;
          return !scheduled.empty() && has(m, "tier") && text(m, "tier") != scheduled;
        },
        "tier"}},
  };
}

std::map<std::string_view, Condition> enforcement_conditions() {
  return {
      {"force_gives_stop_receipts", {[](M, C c) { return c.situation.settings.stop_receipts; }}},
      {"gowisely_incomplete", {[](M m, C) { return gowisely_incomplete(m); }}},
      {"in_plain_clothes", {[](M, C c) { return !c.situation.officer.uniform; }}},
      {"ladder_confirmed_by_control", {[](M m, C) { return says_yes(m, "ladder_confirmed"); }, "ladder_confirmed"}},
      {"more_than_outer_clothing_removed",
       {[](M m, C) { return says_yes(m, "more_than_outer_clothing_removed"); }, "more_than_outer_clothing_removed"}},
      {"offline_over_30_minutes", {[](M, C c) { return offline_too_long(c.situation); }}},
      {"operation_has_area_rules", {[](M, C c) { return c.situation.settings.area_rules; }}},
      {"power_is_section_60", {[](M m, C c) { return needs_authority(m, c); }, "search_power"}},
      {"purpose_leaflet_or_contacts_missing",
       {[](M m, C) { return says_no(m, "purpose_explained") || says_no(m, "leaflet_given") || says_no(m, "contacts_given"); },
        "contacts_given"}},
      {"stop_power_needs_uniform",
       {[](M m, C c) { return needs_uniformed_officer(m, "stop_power", "stop_power", c); }, "stop_power"}},
      {"two_officers_must_witness", {[](M, C c) { return c.situation.settings.two_officers_must_witness; }}},
      {"warning_closes", {[](M, C c) { return c.situation.closing && !referral_linked(c); }}},
      {"warning_not_understood", {[](M m, C) { return says_no(m, "understood"); }, "understood"}},
      {"welfare_check_not_possible", {[](M m, C) { return text(m, "welfare_check") == "NOT_POSSIBLE"; }, "welfare_check"}},
  };
}

std::map<std::string_view, Condition> safeguarding_conditions() {
  return {
      {"assessed_as_suspected_false",
       {[](M m, C) { return text(m, "information_assessment") == "E"; }, "information_assessment"}},
      {"crime_was_disclosed", {[](M m, C) { return says_yes(m, "crime_disclosed"); }, "crime_disclosed"}},
      {"handling_has_conditions", {[](M m, C) { return conditions_are_not_listed(m); }, "handling"}},
      {"immediate_danger_or_need", {[](M m, C) { return says_yes(m, "immediate_need"); }, "immediate_need"}},
      {"information_is_shared", {[](M m, C) { return shares_by_name(m); }, "report_wish"}},
      {"submission_referenced", {[](M m, C) { return has(m, "submission_reference"); }, "submission_reference"}},
      {"submitted_to_intelligence_unit", {[](M m, C) { return has(m, "submitted_at"); }, "submitted_at"}},
  };
}

}  // namespace

bool is(const Message& message, std::string_view field, std::string_view code) { return text(message, field) == code; }

bool has_code(const Message& message, std::string_view field, std::string_view code) {
  return contains(texts(message, field), code);
}

bool shares_by_name(const Message& contact) {
  return contains({"REPORT_TO_POLICE", "NUM_FULL", "THIRD_PARTY_OTHER"}, text(contact, "report_wish"));
}

bool marked(const Message& message, std::string_view field, std::string_view list, const char* flag, const Context& context) {
  const auto* code = context.packs.find(list, text(message, field));
  return code && code->entry.value(flag, false);
}

bool offline_too_long(const Situation& situation) {
  const int64_t longest = situation.settings.confirm_ladder_after_min * int64_t{60'000};
  return !situation.last_sync_ms || elapsed_ms(*situation.last_sync_ms, situation.now_ms) > longest;
}

bool needs_uniformed_officer(const Message& message, std::string_view field, std::string_view list, const Context& context) {
  const auto* power = context.packs.find(list, text(message, field));
  const auto& author = context.situation.officer;
  return power && needs_uniform(*power) && !(author.uniform && is_constable(context.packs, author.role));
}

const std::map<std::string_view, Condition>& conditions() {
  static const auto all = [] {
    auto collected = people_conditions();
    collected.merge(entry_conditions());
    collected.merge(enforcement_conditions());
    collected.merge(safeguarding_conditions());
    collected.merge(enforcement_case_conditions());
    collected.merge(partner_case_conditions());
    return collected;
  }();
  return all;
}

}  // namespace beatbook::rules
