#include "rules/identified.h"

#include "records.h"

namespace beatbook::rules {

TEST_CASE("where somebody lived and whether they were known stays as of the day they were identified", "[BX-24][BX-25]") {
  struct Case {
    const char *was, *is, *reason;
    size_t errors;
  };
  const std::vector<Case> cases = {{"", "OUTSIDE_REGION", "NEW_INFO", 0},
                                   {"UNKNOWN", "OUTSIDE_REGION", "NEW_INFO", 0},
                                   {"NEIGHBOURING", "NEIGHBOURING", "NEW_INFO", 0},
                                   {"NEIGHBOURING", "OUTSIDE_REGION", "NEW_INFO", 1},
                                   {"NEIGHBOURING", "", "NEW_INFO", 1},
                                   {"NEIGHBOURING", "OUTSIDE_REGION", "", 1},
                                   {"NEIGHBOURING", "OUTSIDE_REGION", "TYPO", 0},
                                   {"NEIGHBOURING", "OUTSIDE_REGION", "WRONG_PERSON", 0}};
  for (const auto& one : cases) {
    CAPTURE(one.was, one.is, one.reason);
    v1::Person before, after;
    before.set_residence_class(one.was);
    after.set_residence_class(one.is);
    CHECK(changed_since_identified(before, after, one.reason).size() == one.errors);
  }
  v1::Person before, after;
  before.set_previously_known("NOT_CHECKED");
  after.set_previously_known("KNOWN");
  CHECK(changed_since_identified(before, after, "NEW_INFO").empty());
  CHECK(changed_since_identified(after, before, "NEW_INFO").size() == 1);
}

}  // namespace beatbook::rules
