// REC-26 and REC-27: what the community says and partners count.
#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

void note(const v1::CommunityContact& contact, const Context&, Notices& out) {
  if (contact.envelope().subjects_size() > 0) {
    out.push_back(
        {"envelope.subjects", "Whoever wrote or spoke is not linked here. Their name stays with the intelligence roles."});
  }
}

void check(const v1::PartnerFigures& figures, const Context& context, Findings& findings) {
  refuse_before("period_end", figures.period_end(), figures.period_start(),
                "The last day can't be before the first. Check the dates.", findings);
  refuse_future("submitted_on", figures.submitted_on(), "This date is in the future. Enter when it was submitted.", context,
                findings);
  if (figures.has_lowest() && figures.has_highest() && figures.highest() < figures.lowest()) findings.add("highest");
  if (figures.has_value() && (figures.has_lowest() || figures.has_highest())) {
    findings.add("value", "Give either one value or a range, not both.");
  }
}

}  // namespace beatbook::rules
