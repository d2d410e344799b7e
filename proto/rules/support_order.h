#pragma once
// REC-14: engagement and support orders. How many are live on a day is a stock (SN-62): those made by then and not ended by
// then.
#include <date/date.h>

#include <span>

#include "beatbook/v1/records/engagement_support_order.pb.h"

namespace beatbook::rules {

bool live_on(const v1::EngagementSupportOrder& order, date::year_month_day day);
size_t live_orders(std::span<const v1::EngagementSupportOrder* const> orders, date::year_month_day day);

}  // namespace beatbook::rules
