// REC-21: premises, the warrant executed there, and the closure.
#include <fmt/format.h>

#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

int rank_level(const Context& context, std::string_view rank) {
  const auto* code = context.packs.find("police_rank", rank);
  return code ? code->entry.value("level", 0) : 0;
}

// Three months by default: a later date is a slip, or a warrant of another kind.
void check_term(const std::string& issued_field, const std::string& issued_on, const std::string& expires_field,
                const std::string& expires_on, const Context& context, Findings& findings) {
  refuse_future(issued_field, issued_on, "This date is in the future. Enter when the warrant was issued.", context, findings);
  const auto issued = day_of(issued_on), expires = day_of(expires_on);
  if (!issued || !expires) return;
  const int months = limit(context.packs, "warrant_months");
  if (*expires < *issued || *expires > months_after(*issued, months)) {
    findings.add(expires_field, fmt::format("A warrant lasts at most {} months. Check the dates.", months));
  }
}

void refuse_expired(const std::string& field, std::optional<date::year_month_day> used, const std::string& expires_on,
                    Findings& findings) {
  const auto expires = day_of(expires_on);
  if (used && expires && *used > *expires) {
    findings.add(field, fmt::format("Warrant expired on {}.", schema::for_people(*expires)));
  }
}

void check_closure_order(const v1::PremisesClosure& closure, const Context& context, Findings& findings) {
  if (!closure.envelope().has_event_at()) return;
  const auto& notice = closure.envelope().event_at();
  const int hours = limit(context.packs, "closure_court_hours");
  if (closure.has_court_at() && (before(closure.court_at(), notice) ||
                                 elapsed_ms(notice.utc_ms(), closure.court_at().utc_ms()) > hours * int64_t{3'600'000})) {
    findings.add("court_at", fmt::format("The court must hear it within {} hours of the notice. Check the times.", hours));
  }
  const auto from = schema::london_day(closure.has_court_at() ? closure.court_at().utc_ms() : notice.utc_ms());
  const auto term = [&](const char* field, const std::string& until, const char* name) {
    const int months = limit(context.packs, name);
    const auto day = day_of(until);
    if (day && (*day < from || *day > months_after(from, months))) {
      findings.add(field, fmt::format("It lasts at most {} months from the order. Check the dates.", months));
    }
  };
  term("order_ends_on", closure.order_ends_on(), "closure_months");
  term("extended_to", closure.extended_to(), "closure_months_in_all");
  refuse_before("extended_to", closure.extended_to(), closure.order_ends_on(),
                "An extension ends after the order. Check the dates.", findings);
}

}  // namespace

void check(const v1::Premises& premises, const Context& context, Findings& findings) {
  check_term("warrant_issued_on", premises.warrant_issued_on(), "warrant_expires_on", premises.warrant_expires_on(), context,
             findings);
  refuse_expired("planned_for", day_of(premises.planned_for()), premises.warrant_expires_on(), findings);
}

void check(const v1::WarrantExecution& warrant, const Context& context, Findings& findings) {
  check_term("issued_on", warrant.issued_on(), "expires_on", warrant.expires_on(), context, findings);
  const auto used = warrant.envelope().has_event_at()
                        ? std::optional(schema::london_day(warrant.envelope().event_at().utc_ms()))
                        : std::nullopt;
  refuse_expired("expires_on", used, warrant.expires_on(), findings);
}

void check(const v1::PremisesClosure& closure, const Context& context, Findings& findings) {
  const auto* power = context.packs.find("closure_power", closure.closure_power());
  const auto least = power ? power->entry.value("minimum_rank", "") : "";
  if (!least.empty() && closure.has_authority_rank() &&
      rank_level(context, closure.authority_rank()) < rank_level(context, least)) {
    findings.add("authority_rank", fmt::format("This power needs the rank of {} or above. Check the rank.",
                                               schema::in_sentence(context.packs.label("police_rank", least))));
  }
  if (says_no(closure, "council_consulted")) findings.add("council_consulted", "Consult the council first. Then tick this.");
  if (closure.single_buyer()) {
    findings.add("single_buyer",
                 "This power does not cover premises where one person bought everything. Choose another power.");
  }
  check_closure_order(closure, context, findings);
}

void note(const v1::PremisesClosure& closure, const Context& context, Notices& out) {
  if (closure.has_court_at() || !closure.envelope().has_event_at()) return;
  const int64_t hours = limit(context.packs, "closure_court_hours");
  const auto last = schema::london(closure.envelope().event_at().utc_ms() + hours * 3'600'000);
  out.push_back({"court_at", fmt::format("The court must hear it by {}.", schema::for_people(last))});
}

}  // namespace beatbook::rules
