// Two cards of one person (domain D.1): said by a supervisor, never by the program.
#include "rules/record_rules.h"

namespace beatbook::rules {

void check(const v1::PersonMatch& match, const Context&, Findings& findings) {
  if (match.has_card_id() && match.card_id() == match.other_card_id()) findings.add("other_card_id");
}

}  // namespace beatbook::rules
