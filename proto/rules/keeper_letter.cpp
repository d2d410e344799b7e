#include "rules/keeper_letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/fields.h"
#include "schema/pattern.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

const v1::Vehicle* vehicle_of(const v1::KeeperLetter& letter, const Context& context) {
  for (const auto& linked : context.linked) {
    if (linked.type->descriptor != v1::Vehicle::descriptor()) continue;
    if (linked.id.empty() || linked.id.bytes() == letter.vehicle_id()) return static_cast<const v1::Vehicle*>(linked.message);
  }
  return nullptr;
}

// The stop or sighting it follows is of another vehicle, or of none: its keeper would get a letter for nothing.
bool follows_another(const v1::KeeperLetter& letter, const Context& context) {
  for (const auto& linked : context.linked) {
    if (linked.id.empty() || linked.id.bytes() != letter.parent_id()) continue;
    const auto* field = linked.message->GetDescriptor()->FindFieldByName("vehicle_id");
    return !field || linked.message->GetReflection()->GetString(*linked.message, field) != letter.vehicle_id();
  }
  return false;
}

const schema::Code* state_of(const v1::KeeperLetter& letter, const Context& context) {
  return context.packs.find("letter_state", letter.state());
}

bool approved(const v1::KeeperLetter& letter, const Context& context) {
  const auto* state = state_of(letter, context);
  return state && state->entry.value("approved", false);
}

// On the day it was proposed, approved or printed; what was posted is past that.
bool keeper_is_old(const v1::KeeperLetter& letter, const Context& context) {
  const auto checked = day_of(letter.keeper_checked_on());
  const auto on = letter.has_state_at() ? schema::london_day(letter.state_at().utc_ms()) : today(context.situation);
  if (!checked || !contains({"PROPOSED", "APPROVED", "PRINTED"}, letter.state())) return false;
  return date::sys_days(on) - date::sys_days(*checked) > date::days(context.situation.settings.keeper_checked_days);
}

constexpr std::array risk_markers{"household_risk", "self_harm_marker", "domestic_abuse_marker", "victim_at_address"};

const char* first_marker(const v1::KeeperLetter& letter) {
  for (const char* marker : risk_markers) {
    if (says_yes(letter, marker)) return marker;
  }
  return nullptr;
}

// A way to reach somebody, and no sentence of an officer's: the operation's own where it has one, else what holds a telephone
// number, a mail address or where to write to, and little beside it.
void check_contact(const char* field, const std::string& told, const std::string& of_operation, Findings& findings) {
  static const schema::Pattern contact("[0-9](?:[ ]?[0-9]){5,14}|\\S+@\\S+\\.\\S+|PO Box [0-9]+|the address above", true);
  constexpr size_t longest_beside = 40;
  if (told.empty()) return;
  if (!of_operation.empty()) {
    if (told != of_operation) findings.add(field, fmt::format("The operation's letters say: {}. Choose that.", of_operation));
    return;
  }
  const auto found = contact.find_all(told, 1);
  if (found.empty() || told.size() - (found[0].end - found[0].begin) > longest_beside) {
    findings.add(field, "Write an office and its telephone number or mail address, and nothing else.");
  }
}

constexpr std::string_view risk_told = "There is a risk marker at this address. A supervisor must decide.";

}  // namespace

bool any_risk(const v1::KeeperLetter& letter) { return first_marker(letter) != nullptr; }

LetterBlock letter_block(const v1::KeeperLetter& letter, const v1::Vehicle* vehicle, const Context& context) {
  if (vehicle && (vehicle->vrm_state() != "FULL_VERIFIED" || vehicle->keeper_record_differs()))
    return LetterBlock::registration;
  if (vehicle && vehicle->suppressions_size() > 0) return LetterBlock::suppressed;
  if (keeper_is_old(letter, context)) return LetterBlock::keeper_old;
  if (!approved(letter, context)) return LetterBlock::not_approved;
  if (any_risk(letter) && letter.risk_decision() != "SEND") return LetterBlock::risk;
  return LetterBlock::none;
}

std::string refusal_to_print(const v1::KeeperLetter& letter, const v1::Vehicle* vehicle, const Situation& situation) {
  const auto& packs = situation.packs ? *situation.packs : schema::CodeLists::in_force();
  const Context context{*schema::find_type(v1::KeeperLetter::descriptor()), letter, situation, {}, {}, packs};
  if (!vehicle) return "The vehicle of this letter is not on this tablet. Sync, then print it.";
  // Markers are of the safeguarding class: who does not see them would print as if there were none.
  for (const char* marker : risk_markers) {
    if (!has(letter, marker))
      return "The risk check of this letter is not on this tablet. Let its author or a supervisor print it.";
  }
  switch (letter_block(letter, vehicle, context)) {
    case LetterBlock::none:
      return {};
    case LetterBlock::registration:
      return "Confirm the full registration against the keeper record before sending a letter.";
    case LetterBlock::suppressed:
      return "No letter is sent about this vehicle. Its card says why.";
    case LetterBlock::keeper_old:
      return fmt::format("The keeper must be checked within {} days. Check the record again.",
                         situation.settings.keeper_checked_days);
    case LetterBlock::risk:
      return std::string(risk_told);
    case LetterBlock::not_approved:
      return "This letter is not approved. A sergeant approves it before it is printed.";
  }
  return {};
}

std::string repeat_message(std::optional<date::year_month_day> last, date::year_month_day today, int days) {
  if (!last || date::sys_days(today) - date::sys_days(*last) > date::days(days)) return {};
  return fmt::format("A letter went to this keeper on {}.", schema::for_people(*last));
}

void check(const v1::KeeperLetter& letter, const Context& context, Findings& findings) {
  switch (letter_block(letter, vehicle_of(letter, context), context)) {
    case LetterBlock::registration:
      findings.add("vehicle_id");
      break;
    case LetterBlock::suppressed:
      findings.add("vehicle_id", "No letter is sent about this vehicle. Its card says why.");
      break;
    case LetterBlock::keeper_old:
      findings.add("keeper_checked_on", fmt::format("The keeper must be checked within {} days. Check the record again.",
                                                    context.situation.settings.keeper_checked_days));
      break;
    case LetterBlock::risk:
      findings.add(first_marker(letter), std::string(risk_told));
      break;
    case LetterBlock::none:
    case LetterBlock::not_approved:
      break;
  }
  if (follows_another(letter, context)) {
    findings.add("vehicle_id", "The stop or sighting is of another vehicle. Choose the one that was there.");
  }
  const auto& areas = context.situation.settings.letter_areas;
  if (letter.has_area_name() && !areas.empty() && !contains(areas, letter.area_name())) {
    findings.add("area_name", "Choose an area from the list.");
  }
  const auto& settings = context.situation.settings;
  check_contact("query_contact", letter.query_contact(), settings.letter_query_contact, findings);
  check_contact("support_line", letter.support_line(), settings.letter_support_line, findings);
  if (same_officer(letter.approved_by(), letter.envelope().author())) {
    findings.add("approved_by", "You can't approve your own entry.");
  }
}

void note(const v1::KeeperLetter& letter, const Context& context, Notices& out) {
  if (const char* marker = first_marker(letter); marker && letter.risk_decision() != "SEND") {
    out.push_back({marker, std::string(risk_told)});
  }
  if (letter.has_keeper_type() && letter.keeper_type() != "PRIVATE") {
    out.push_back({"keeper_type", "A supervisor approves each letter to this kind of keeper by hand."});
  }
  const auto repeat = repeat_message(day_of(letter.earlier_letter_on()), today(context.situation),
                                     context.situation.settings.letter_repeat_days);
  if (!repeat.empty()) out.push_back({"vehicle_id", repeat});
}

}  // namespace beatbook::rules
