#pragma once
// Who works on this tablet, by what clock and on which shift: what rules and saves need of the officer.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/shift_book.h"
#include "rules/situation.h"
#include "schema/catalogue.h"

namespace beatbook::app {

// The tablet's wall clock corrected by the offset the server measured.
struct Clock {
  int64_t now_ms = 0;
  bool measured = false;  // in the last 24 h
};
Clock corrected(const v1::TabletFacts& facts, uint64_t wall_ms);

// In its normal form.
std::string collar_number(const v1::TabletFacts& facts);
// The first of the officer's roles that `may`; else the first; empty when there is none.
std::string role_that(const v1::TabletFacts& facts, const std::function<bool(const std::string&)>& may);
// The role in which the officer makes records of this type.
std::string role_for(const v1::TabletFacts& facts, const schema::RecordType& type);
bool has_role_that(const v1::TabletFacts& facts, const std::function<bool(const std::string&)>& may);
bool works_for(const v1::TabletFacts& facts, std::string_view operation);

rules::Situation situation_of(const v1::TabletFacts& facts, const Clock& clock, std::string role, const v1::Shift* shift,
                              const rules::Settings& settings);

}  // namespace beatbook::app
