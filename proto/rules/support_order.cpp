#include "rules/support_order.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

void check_sessions(const v1::EngagementSupportOrder& order, const Context& context, Findings& findings) {
  const int most = limit(context.packs, "support_order_sessions");
  if (order.sessions_size() > most) {
    findings.add("sessions", fmt::format("An order has {} sessions. Take the others out.", most));
  }
  for (int i = 0; i < order.sessions_size(); ++i) {
    const auto path = fmt::format("sessions[{}].held_on", i);
    refuse_before(path, order.sessions(i).held_on(), order.made_on(), "A session can't be before the order. Check the dates.",
                  findings);
  }
}

}  // namespace

bool live_on(const v1::EngagementSupportOrder& order, date::year_month_day day) {
  const auto made = day_of(order.made_on()), ended = day_of(order.ended_on());
  return made && *made <= day && (!ended || *ended > day);
}

size_t live_orders(std::span<const v1::EngagementSupportOrder* const> orders, date::year_month_day day) {
  return static_cast<size_t>(std::count_if(orders.begin(), orders.end(), [&](const auto* one) { return live_on(*one, day); }));
}

void check(const v1::EngagementSupportOrder& order, const Context& context, Findings& findings) {
  if (order.envelope().subjects_size() != 1) {
    findings.add("envelope.subjects", "Link the one person this is about. Make one record for each person.");
  }
  const auto made = day_of(order.made_on()), by = day_of(order.comply_by());
  refuse_future("made_on", order.made_on(), "This date is in the future. Enter when the order was made.", context, findings);
  if (made && by && (*by < *made || *by > months_after(*made, limit(context.packs, "support_order_months")))) {
    findings.add("comply_by");
  }
  check_sessions(order, context, findings);
  refuse_before("ended_on", order.ended_on(), order.made_on(), "The order can't end before it was made. Check the dates.",
                findings);
  if (!made) return;
  for (const auto& linked : context.linked) {
    if (linked.type->descriptor != v1::EngagementSupportOrder::descriptor()) continue;
    const auto& other = static_cast<const v1::EngagementSupportOrder&>(*linked.message);
    if (name_one_person(order.envelope(), other.envelope(), context) && live_on(other, *made)) {
      findings.add("made_on", "This person already has an order. The court must revoke it first.");
    }
  }
}

}  // namespace beatbook::rules
