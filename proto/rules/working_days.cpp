#include "rules/working_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "schema/time.h"

namespace beatbook::rules {

namespace {

date::year_month_day day(const nlohmann::json& iso) {
  const auto read = schema::read_date(iso.get<std::string>());
  if (!read) throw std::logic_error("a bank holiday pack has a date that is none");
  return *read;
}

date::year_month_day next(date::year_month_day day) { return date::sys_days(day) + date::days(1); }

}  // namespace

WorkingDays::WorkingDays(const schema::CodeLists& packs, std::string_view division) {
  for (const auto& pack : packs.packs()) {
    if (pack.document.value("division", "") != division) continue;
    for (const auto& date : pack.document.at("dates")) holidays_.push_back(day(date));
    std::sort(holidays_.begin(), holidays_.end());
    until_ = day(pack.document.at("covers_until"));
    return;
  }
  throw std::logic_error("no pack has the bank holidays of " + std::string(division));
}

bool WorkingDays::is_bank_holiday(date::year_month_day day) const {
  return std::binary_search(holidays_.begin(), holidays_.end(), day);
}

bool WorkingDays::is_working_day(date::year_month_day day) const {
  const date::weekday weekday{date::sys_days(day)};
  return weekday != date::Saturday && weekday != date::Sunday && !is_bank_holiday(day);
}

Error WorkingDays::ends() const {
  return {Fault::bad_input,
          fmt::format("The bank holiday list ends on {}. Update it before setting a deadline.", schema::for_people(until_))};
}

Result<date::year_month_day> WorkingDays::after(date::year_month_day from, int count) const {
  auto day = from;
  for (int counted = 0; counted < count;) {
    day = next(day);
    if (day > until_) return ends();
    counted += is_working_day(day);
  }
  return day;
}

Result<date::year_month_day> WorkingDays::on_or_after(date::year_month_day day) const {
  for (; day <= until_; day = next(day)) {
    if (is_working_day(day)) return day;
  }
  return ends();
}

}  // namespace beatbook::rules
