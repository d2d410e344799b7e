#include "rules/age.h"

#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr date::years adult{18};

bool under_18(const std::string& date_of_birth, int64_t at_ms) {
  const auto born = schema::read_date(date_of_birth);
  const auto day = schema::read_date(schema::iso(schema::london(at_ms)).substr(0, 10));
  // Born on 29 February: an adult on 1 March.
  return born && day && *day < date::year_month_day{born->year() + adult, born->month(), born->day()};
}

}  // namespace

bool card_says_child(const v1::Person& card, const schema::CodeLists& packs, int64_t at_ms) {
  const auto* range = packs.find("age_range", card.age_range());
  return (range && range->entry.value("under_18", false)) || under_18(card.date_of_birth(), at_ms);
}

}  // namespace beatbook::rules
