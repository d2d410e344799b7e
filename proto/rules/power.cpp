#include "rules/power.h"

#include <fmt/format.h>

#include "rules/fields.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

std::string london_day(const v1::LocalTime& when) { return schema::iso(schema::london(when.utc_ms())).substr(0, 10); }

std::vector<std::string> who(const schema::Code& power) { return power.entry.value("who", std::vector<std::string>{}); }

std::string use_refusal(const schema::Code& power, std::string_view role) {
  if (role != "PCSO") return "Only a constable can use this power. Choose another, or ask a constable to record it.";
  if (contains(who(power), "PCSO_DESIGNATED")) {
    return "A PCSO needs a designation for this power. Choose another basis, or ask a constable to record it.";
  }
  return "A PCSO can't make this record. Ask a constable to record it.";
}

}  // namespace

bool needs_uniform(const schema::Code& power) { return power.entry.value("uniform_required", false); }

bool may_use(const schema::Code& power, const Situation& situation, const schema::CodeLists& packs) {
  const auto allowed = who(power);
  if (allowed.empty()) return true;
  if (contains(allowed, "CONSTABLE") && is_constable(packs, situation.officer.role)) return true;
  return contains(allowed, "PCSO_DESIGNATED") && situation.officer.role == "PCSO" &&
         contains(situation.settings.designated_to_pcso, power.code);
}

bool in_force(const schema::Code& power, const v1::LocalTime& when) {
  return power.entry.value("valid_from", "") <= london_day(when);
}

const schema::Code* check_power(const std::string& field, std::string_view list, const std::string& code,
                                const Context& context, Findings& findings) {
  const auto* power = context.packs.find(list, code);
  if (!power) return nullptr;
  const auto* envelope = envelope_of(context.message);
  if (envelope && envelope->has_event_at() && !in_force(*power, envelope->event_at())) {
    findings.add(field, "This power was not in force on the day. Check the time, or choose another power.");
  }
  if (!may_use(*power, context.situation, context.packs))
    findings.add(field, use_refusal(*power, context.situation.officer.role));
  return power;
}

void check_uniformed_officer(const std::string& field, const std::string& collar_number, const Context& context,
                             Findings& findings) {
  if (collar_number.empty()) return;
  const auto& author = context.situation.officer;
  const Officer* named =
      same_officer(collar_number, author.collar_number) ? &author : on_shift(context.situation, collar_number);
  if (!named && context.situation.on_shift.empty()) return;
  if (!named || !named->uniform || !is_constable(context.packs, named->role)) findings.add(field);
}

const nlohmann::json* section_60_at(const schema::CodeLists& packs, const v1::LocalTime& when) {
  const nlohmann::json* last = nullptr;
  const auto day = london_day(when);
  for (const auto& pack : packs.packs()) {
    if (!pack.document.contains("section_60")) continue;
    for (const auto& terms : pack.document.at("section_60")) {
      const auto from = terms.at("valid_from").get<std::string>();
      if (from <= day && (!last || last->at("valid_from").get<std::string>() <= from)) last = &terms;
    }
  }
  return last;
}

}  // namespace beatbook::rules
