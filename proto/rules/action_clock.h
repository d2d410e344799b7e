#pragma once
// BR-24: when the next meeting is, and which actions are overdue (SN-21, SN-22).
#include <date/date.h>

#include <string_view>

#include "beatbook/v1/records/action.pb.h"
#include "kernel/result.h"
#include "schema/code_lists.h"

namespace beatbook::rules {

// By the kind of meeting: 14 days, or a month, after the last, moved on when it falls on a bank holiday or a weekend. Fails
// with Fault::bad_input for a kind that has no interval, and when the bank holiday list ends before.
Result<date::year_month_day> next_meeting(date::year_month_day last, std::string_view kind, const schema::CodeLists& packs);

// Due before today and not done. A deferred action is overdue too: deferring moves its date.
bool overdue(const v1::Action& action, date::year_month_day today);

}  // namespace beatbook::rules
