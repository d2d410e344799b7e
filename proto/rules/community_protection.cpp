// REC-16: community protection warning and notice. Support first, the warning before the notice, and time in between (BR-15).
#include <fmt/format.h>

#include <algorithm>

#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

void check_support_first(const v1::CommunityProtection& notice, const Context& context, Findings& findings) {
  const auto& attempts = notice.outreach_attempts();
  const int least = context.situation.settings.outreach_attempts_first;
  const auto logged =
      std::count_if(attempts.begin(), attempts.end(), [](const auto& attempt) { return attempt.has_made_on(); });
  // One that is begun is not one that was made.
  if ((attempts.empty() || logged > 0) && logged < least) {
    findings.add("outreach_attempts", fmt::format("Log at least {} outreach attempts first. {} found.", least, logged));
  }
  for (int i = 0; i < attempts.size(); ++i) {
    refuse_future(fmt::format("outreach_attempts[{}].made_on", i), attempts[i].made_on(),
                  "This date is in the future. Enter when it was tried.", context, findings);
  }
  if (says_no(notice, "liaison_consulted")) {
    findings.add("liaison_consulted", "Ask the sex work liaison first. Then tick this.");
  }
}

// The notice follows its own warning, to the same person, and not before the time it gave is over.
void check_warning(const v1::CommunityProtection& notice, const Context& context, Findings& findings) {
  if (notice.kind() != "NOTICE" || !notice.has_warning_id()) return;
  for (const auto& linked : context.linked) {
    if (linked.type->descriptor != v1::CommunityProtection::descriptor() || linked.id.bytes() != notice.warning_id()) continue;
    const auto& warning = static_cast<const v1::CommunityProtection&>(*linked.message);
    if (warning.kind() != "WARNING") return findings.add("warning_id");
    if (!name_one_person(warning.envelope(), notice.envelope(), context)) {
      return findings.add("warning_id", "That warning was given to somebody else. Choose this person's warning.");
    }
    const auto over =
        date::sys_days(schema::london_day(warning.envelope().event_at().utc_ms())) + date::days(warning.days_allowed());
    if (notice.envelope().has_event_at() &&
        schema::london_day(notice.envelope().event_at().utc_ms()) < date::year_month_day(over)) {
      findings.add("warning_id", fmt::format("The warning gave time until {}. Wait until it is over.",
                                             schema::for_people(date::year_month_day(over))));
    }
  }
}

bool may_issue(const Context& context) {
  const auto& officer = context.situation.officer;
  return officer.role != "PCSO" || contains(context.situation.settings.designated_to_pcso, "CPW");
}

}  // namespace

void check(const v1::CommunityProtection& notice, const Context& context, Findings& findings) {
  if (notice.envelope().subjects_size() != 1) {
    findings.add("envelope.subjects", "Link the one person this is about. Make one record for each person.");
  }
  if (says_no(notice, "recipient_16_or_over")) findings.add("recipient_16_or_over");
  check_support_first(notice, context, findings);
  check_warning(notice, context, findings);
  for (const char* test : {"persistent", "unreasonable", "detrimental"}) {
    if (says_no(notice, test)) {
      findings.add(test, "The conduct must be persistent, unreasonable and harm the quality of life of those nearby.");
    }
  }
  if (says_no(notice, "support_not_barred")) {
    findings.add("support_not_barred", "Take out requirements that bar support services or outreach. Then tick this.");
  }
  if (!may_issue(context)) {
    findings.add("issuer", "A PCSO needs a designation for this power. Ask a constable to record it.");
  }
  check_grounds("conduct_text", notice.conduct_text(), {}, context, findings);
}

void note(const v1::CommunityProtection& notice, const Context& context, Notices& out) {
  if (notice.kind() != "NOTICE") return;
  const bool held = std::any_of(context.linked.begin(), context.linked.end(),
                                [&](const Linked& linked) { return linked.id.bytes() == notice.warning_id(); });
  if (notice.has_warning_id() && !held) {
    out.push_back({"warning_id", "That warning is not on this tablet. Check that it was given to this person."});
  }
  if (!notice.envelope().has_event_at()) return;
  const auto served = date::sys_days(schema::london_day(notice.envelope().event_at().utc_ms()));
  const auto last = served + date::days(limit(context.packs, "notice_appeal_days"));
  out.push_back({"kind", fmt::format("An appeal can be made until {}.", schema::for_people(date::year_month_day(last)))});
}

}  // namespace beatbook::rules
