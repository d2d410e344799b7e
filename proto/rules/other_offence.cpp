// REC-24: another offence, a weapon, somebody harmed.
#include <fmt/format.h>

#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

bool is_victim(const v1::SubjectLink& link) {
  for (const auto& category : link.categories()) {
    if (category == "VICTIM") return true;
  }
  return false;
}

}  // namespace

void check(const v1::OtherOffence& offence, const Context&, Findings& findings) {
  for (int i = 0; i < offence.envelope().subjects_size(); ++i) {
    if (!is_victim(offence.envelope().subjects(i))) continue;
    findings.add(fmt::format("envelope.subjects[{}].categories", i),
                 "The whole team would read this. Add the person under \"Victims\" instead.");
  }
  for (int i = 0; i < offence.victims_size(); ++i) {
    if (offence.victims(i).categories_size() > 0 && !is_victim(offence.victims(i))) {
      findings.add(fmt::format("victims[{}].categories", i), "Say how this person relates to the record.");
    }
  }
}

void note(const v1::OtherOffence& offence, const Context&, Notices& out) {
  if (offence.victims_size() > 0) {
    out.push_back(
        {"victims", "Whoever reports a sexual offence stays anonymous for life. Write no name outside of this list."});
  }
}

}  // namespace beatbook::rules
