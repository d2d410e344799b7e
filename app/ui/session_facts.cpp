#include "app/ui/session_facts.h"

#include <algorithm>

#include "app/ui/words.h"
#include "rules/access.h"
#include "schema/code_lists.h"
#include "schema/published.h"

namespace beatbook::app {

namespace {

// Begun most often, and so first on the screen; the others follow in the order of their numbers.
constexpr std::string_view first_kinds[] = {"stop_check_person", "sighting", "stop_check_vehicle", "welfare_contact"};

// What an officer may begin alone: a shift and a review have their own pages, what ADM writes comes from the server.
bool is_begun_by_itself(const schema::RecordType& type) {
  const auto& roles = type.meaning->author_roles();
  const bool by_people = std::any_of(roles.begin(), roles.end(), [](const auto& role) { return role != "ADM"; });
  return by_people && type.name != "shift" && type.name != "review";
}

RecordKind kind_of(const v1::TabletFacts& facts, const schema::RecordType& type) {
  const auto role = role_for(facts, type);
  const bool allowed = rules::may_author(role, type);
  return {q(type.name), q(schema::short_label(type)), allowed, allowed ? QString() : q(rules::author_refusal(role, type))};
}

std::vector<RecordKind> kinds_of(const v1::TabletFacts& facts) {
  std::vector<RecordKind> out;
  for (const auto name : first_kinds) {
    if (const auto* type = schema::find_type(name)) out.push_back(kind_of(facts, *type));
  }
  for (const auto& type : schema::record_types()) {
    const bool told = std::find(std::begin(first_kinds), std::end(first_kinds), type.name) != std::end(first_kinds);
    if (!told && is_begun_by_itself(type)) out.push_back(kind_of(facts, type));
  }
  return out;
}

}  // namespace

SessionFacts session_facts(Bench& bench, int64_t now_ms) {
  auto& tablet = bench.tablet();
  const auto& facts = tablet.log().facts();
  SessionFacts out;
  out.officer = q(facts.collar_number().empty() ? tablet.grant().collar_number : facts.collar_number());
  out.server = q(tablet.grant().server);
  for (const auto& role : facts.roles()) out.roles.push_back(q(schema::CodeLists::in_force().label("officer_role", role)));
  for (const auto& operation : facts.operations()) out.operations.push_back(q(operation));
  for (const auto& area : tablet.settings().areas) out.areas.push_back(q(area.name));
  out.can_review = has_role_that(facts, [](const std::string& role) { return rules::may_review(role); });
  out.clock_offset_ms = facts.clock_offset_ms();
  out.kinds = kinds_of(facts);
  out.shift = shift_facts(bench, now_ms);
  const auto open = tablet.notebook().open_shift();
  out.operation = open ? q(open->operation) : out.operations.size() == 1 ? out.operations.front() : QString();
  const auto profile = schema::profile_id(s(out.operation));
  if (!out.operation.isEmpty() && read_stored(tablet.log(), profile)) out.profile = q(profile);
  return out;
}

}  // namespace beatbook::app
