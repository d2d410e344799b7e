#include "rules/periods.h"

#include "records.h"

namespace beatbook::rules {

namespace {

std::string shown(const char* day) {
  const auto span = weekend(*schema::read_date(day));
  return schema::for_people(schema::london(span.start_ms)) + " to " + schema::for_people(schema::london(span.end_ms));
}

int64_t hours(const char* day) {
  const auto span = weekend(*schema::read_date(day));
  return (span.end_ms - span.start_ms) / 3'600'000;
}

}  // namespace

TEST_CASE("a weekend is Friday 18:00 to Monday 06:00, from any day of it or before it", "[BR-31][FS-04]") {
  const std::string this_one = "11/09/2020 18:00 to 14/09/2020 06:00";
  for (const char* day : {"08/09/2020", "09/09/2020", "10/09/2020", "11/09/2020", "12/09/2020", "13/09/2020", "14/09/2020"}) {
    INFO(day);
    CHECK(shown(day) == this_one);
  }
  CHECK(shown("15/09/2020") == "18/09/2020 18:00 to 21/09/2020 06:00");
}

TEST_CASE("a weekend in which the clocks change is an hour shorter or longer", "[BR-31][BR-30]") {
  CHECK(hours("12/09/2020") == 60);
  CHECK(hours("29/03/2026") == 59);
  CHECK(hours("25/10/2026") == 61);
}

}  // namespace beatbook::rules
