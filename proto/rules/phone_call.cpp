// REC-12: a call to the phone line.
#include <fmt/format.h>

#include <algorithm>

#include "rules/fields.h"
#include "rules/record_rules.h"
#include "rules/working_days.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int64_t historic_ms = 60 * 60'000;

void check_order(const v1::PhoneCall& call, Findings& findings) {
  const auto& received = call.envelope().event_at();
  if (call.has_deployed_at() && received.has_utc_ms() && before(call.deployed_at(), received)) {
    findings.add("deployed_at", "Officers can't be deployed before the call. Check the times.");
  }
  const auto& from = call.has_deployed_at() ? call.deployed_at() : received;
  if (call.has_arrived_at() && from.has_utc_ms() && before(call.arrived_at(), from)) findings.add("arrived_at");
  if (call.has_closed_at() && received.has_utc_ms() && before(call.closed_at(), received)) {
    findings.add("closed_at", "A call can't be closed before it came in. Check the times.");
  }
  if (call.has_reported_event_at() && received.has_utc_ms() && before(received, call.reported_event_at())) {
    findings.add("reported_event_at", "What was reported can't be after the call. Check the times.");
  }
}

// LD-18: a bank holiday is one of England and Wales.
void check_bank_holiday(const v1::PhoneCall& call, const Context& context, Findings& findings) {
  if (call.no_response_reason() != "BANK_HOL" || !call.envelope().has_event_at()) return;
  const WorkingDays days(context.packs);
  const auto day = schema::london_day(call.envelope().event_at().utc_ms());
  if (day > days.known_until() || days.is_bank_holiday(day)) return;
  findings.add("no_response_reason", fmt::format("{} is not a bank holiday. Choose another reason.", schema::for_people(day)));
}

int64_t reported_before_ms(const v1::PhoneCall& call) {
  const auto& received = call.envelope().event_at();
  if (!call.has_reported_event_at() || !received.has_utc_ms()) return 0;
  return elapsed_ms(call.reported_event_at().utc_ms(), received.utc_ms());
}

}  // namespace

void check(const v1::PhoneCall& call, const Context& context, Findings& findings) {
  check_order(call, findings);
  check_bank_holiday(call, context, findings);
  const auto& ending = call.caller_number_ending();
  if (!std::all_of(ending.begin(), ending.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    findings.add("caller_number_ending");
  }
  if (call.outcome() == "HISTORIC" && call.has_reported_event_at() && reported_before_ms(call) <= 0) {
    findings.add("outcome", "This was reported as it happened. Choose another outcome, or check the times.");
  }
  if (call.outcome() == "SW_IDENT")
    check_linked_outcome("sub_outcome", "call_sub_outcome", call.sub_outcome(), context, findings);
}

void note(const v1::PhoneCall& call, const Context&, Notices& out) {
  if (call.outcome() != "HISTORIC" && reported_before_ms(call) > historic_ms) {
    out.push_back({"reported_event_at", "This was reported over an hour after it happened. Is it something from earlier?"});
  }
}

}  // namespace beatbook::rules
