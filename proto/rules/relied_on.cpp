#include "rules/relied_on.h"

#include "rules/arrest_gate.h"

namespace beatbook::rules {

bool went_by_more(std::string_view rung_shown, const Ladder& before, const schema::CodeLists& packs) {
  const auto holds = static_cast<int>(before.rungs.size());
  if (rung_shown == "ELIGIBLE") return holds < before.needed;
  const auto* code = packs.find("rung_told", rung_shown);
  return code && holds < code->entry.value("rung", 1) - 1;
}

bool went_by_more(std::string_view ladder_standing, const Ladder& at_arrest) {
  return standing_of(ladder_standing) == Standing::enough && at_arrest.standing != Standing::enough;
}

}  // namespace beatbook::rules
