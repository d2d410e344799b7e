#pragma once
// What an operation decides, as its profile says it and as rules go by it.
#include <date/date.h>

#include <string_view>

#include "beatbook/v1/records/operation_profile.pb.h"
#include "rules/situation.h"

namespace beatbook::rules {

// The settings of that day by London's clock. What the profile leaves out is as the domain reference has it.
Settings settings_of(const v1::OperationProfile& profile, date::year_month_day day);

// The code of a beat this operation has, or any where its beats are not known.
bool is_beat(const Settings& settings, std::string_view code);

}  // namespace beatbook::rules
