#include "app/forms/field_options.h"

#include <algorithm>

#include "app/forms/field_path.h"
#include "app/forms/form_page.h"
#include "rules/access.h"
#include "rules/ladder.h"
#include "schema/code_lists.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

std::string text_in(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

// Who may be chosen as an officer of these roles (none = of any), or as another than the author: everybody on the shift, else
// whoever the form itself names.
OptionList officers(const FormState& state, const v1::FieldMeaning& said) {
  Options out;
  const auto add = [&](const std::string& collar, const std::string& role) {
    const auto& roles = said.officer_roles();
    if (said.others() && collar == state.situation.officer.collar_number) return;
    if (collar.empty() || (!roles.empty() && std::find(roles.begin(), roles.end(), role) == roles.end())) return;
    const bool known = std::any_of(out.begin(), out.end(), [&](const Option& o) { return o.code == collar; });
    if (!known) out.push_back({collar, collar, false, {}});
  };
  for (const auto& officer : state.situation.on_shift) add(officer.collar_number, officer.role);
  if (!state.situation.on_shift.empty()) return OptionList(std::move(out));
  add(state.situation.officer.collar_number, state.situation.officer.role);
  const auto* listed = value_at(state.parts.front().values, "officers");
  for (const auto& officer : listed && listed->is_array() ? *listed : json::array()) {
    if (officer.is_object()) add(text_in(officer, "officer"), text_in(officer, "role"));
  }
  return OptionList(std::move(out));
}

// Empty where they are not known, and then they are typed.
OptionList beats(const rules::Settings& settings) {
  Options out;
  for (const auto& beat : settings.beats) {
    out.push_back({beat.code, beat.name.empty() ? beat.code : beat.code + " " + beat.name, false, {}});
  }
  return OptionList(std::move(out));
}

// BR-13. The same of areas.
OptionList letter_areas(const rules::Settings& settings) {
  Options out;
  for (const auto& area : settings.letter_areas) out.push_back({area, area, false, {}});
  return OptionList(std::move(out));
}

// BR-13: chosen, never typed. The same where there is none.
OptionList one_text(const std::string& text) { return OptionList(text.empty() ? Options() : Options{{text, text, false, {}}}); }

// LD-42: the operation's directory, as far as kind and pathway are chosen already; another service is typed.
OptionList services(const rules::Settings& settings, const PartState& part) {
  const auto chosen = [&](const char* field) {
    const auto* value = value_at(part.values, field);
    return value && value->is_string() ? value->get<std::string>() : std::string();
  };
  const auto kind = chosen("partner_type"), pathway = chosen("pathway");
  Options out;
  for (const auto& partner : settings.partners) {
    if (!kind.empty() && !partner.kind.empty() && partner.kind != kind) continue;
    const auto& ways = partner.pathways;
    if (!pathway.empty() && !ways.empty() && std::find(ways.begin(), ways.end(), pathway) == ways.end()) continue;
    out.push_back({partner.name, partner.name, false, {}});
  }
  return OptionList(std::move(out));
}

// A supervisor's decision is taken on what another wrote, of which the rest is read only. The situation does not tell: that of
// a correction is its author's.
bool decides(const PartState& part) { return rules::may_review(part.role) && !part.read_only.empty(); }

// What the pack says of a code: which operations have it, of how many warnings a rung is one, which are reached only by an
// entry that stands already, which are a supervisor's to choose.
OptionList in_force(const FormState& state, const PartState& part, const PlannedField& field, const std::string& path) {
  const auto* recorded = part.stored.is_null() ? nullptr : value_at(part.stored, path);
  const int warnings = rules::warnings_before_arrest(state.situation.settings.ladder, schema::CodeLists::in_force());
  const auto fits = [&](const Option& option) {
    const auto* code = schema::CodeLists::in_force().find(field.said().code_list(), option.code);
    if (!code || (recorded && *recorded == json(option.code))) return true;
    const auto needs = code->entry.find("needs_designated_area");
    if (needs != code->entry.end() && needs->get<bool>() != state.situation.settings.area_rules) return false;
    if (!rules::belongs_to(*code, warnings)) return false;
    const auto& scheme = state.situation.settings.warning_scheme;
    if (field.said().code_list() == "warning_scheme" && !scheme.empty() && option.code != scheme) return false;
    if (code->entry.value("later", false) && state.purpose == FormPurpose::record) return false;
    return !code->entry.value("reviewer", false) || decides(part);
  };
  const auto& all = *field.options;
  if (std::all_of(all.begin(), all.end(), fits)) return field.options;
  Options out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), fits);
  return OptionList(std::move(out));
}

}  // namespace

OptionList options_of(const FormState& state, const PartState& part, const PlannedField& field, const std::string& path) {
  if (field.said().format() == "BEAT") return beats(state.situation.settings);
  if (field.said().format() == "AREA") return letter_areas(state.situation.settings);
  if (field.said().format() == "SERVICE") return services(state.situation.settings, part);
  if (field.said().format() == "LETTER_CONTACT") {
    const auto& settings = state.situation.settings;
    return one_text(field.name() == "query_contact" ? settings.letter_query_contact : settings.letter_support_line);
  }
  if (field.control == Control::officer || field.control == Control::officers) return officers(state, field.said());
  return in_force(state, part, field, path);
}

bool nothing_to_choose(const FormState& state, const PartState& part, const PlannedField& field, const std::string& path) {
  return !field.options->empty() && in_force(state, part, field, path)->empty();
}

OptionList names_of(const FormState& state, const json& ids) {
  Options out;
  for (const auto& id : ids) {
    if (id.is_string()) out.push_back({id.get<std::string>(), reference_words(state, id), false, {}});
  }
  return OptionList(std::move(out));
}

}  // namespace beatbook::app
