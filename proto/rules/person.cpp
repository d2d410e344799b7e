// REC-02: the card of a person.
#include "rules/age.h"
#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

void check(const v1::Person& person, const Context& context, Findings& findings) {
  if (in_future_date(person.previously_known_checked_on(), context.situation)) {
    findings.add("previously_known_checked_on", "This date is in the future. Enter when it was checked.");
  }
}

// BR-08: the child route starts from the card.
void note(const v1::Person& person, const Context& context, Notices& out) {
  if (!card_says_child(person, context.packs, context.situation.now_ms)) return;
  out.push_back({person.has_date_of_birth() ? "date_of_birth" : "age_range", std::string(child_at_risk)});
}

}  // namespace beatbook::rules
