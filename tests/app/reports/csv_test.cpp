#include "app/reports/csv.h"

#include <catch2/catch.hpp>

namespace beatbook::app {

TEST_CASE("a line reads as it was written, whatever stands in its cells") {
  for (const std::vector<std::string>& cells : {std::vector<std::string>{"Plover Street", "", "3"},
                                                {"", ""},
                                                {"a,b", "say \"no\"", "two\r\nlines"},
                                                {"\"", "\r"},
                                                {"\xEF\xBB\xBF"},
                                                {"\xEF\xBB\xBFname", "\xEF\xBB\xBF"}}) {
    std::string text;
    write_csv_line(text, cells);
    INFO(text);
    CsvReader reader(text, 100);
    const auto line = reader.next();
    REQUIRE(line);
    CHECK(line->fault.empty());
    CHECK(line->cells == cells);
    CHECK(!reader.next());
  }
}

}  // namespace beatbook::app
