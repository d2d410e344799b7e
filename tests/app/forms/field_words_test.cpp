#include "app/forms/field_words.h"

#include <catch2/catch.hpp>

using namespace beatbook;
using namespace beatbook::app;

TEST_CASE("a telephone of this country is read in groups, any other as it was given") {
  const std::vector<std::pair<std::string, std::string>> numbers = {
      {"+447700900123", "07700 900 123"}, {"+442079460000", "020 7946 0000"}, {"+441134960999", "0113 496 0999"},
      {"+441214960123", "0121 496 0123"}, {"+441632960123", "01632 960 123"}, {"+441632960", "+441632960"},
      {"+443069990123", "0306 999 0123"}, {"+448081570123", "0808 157 0123"}, {"+44800157012", "0800 157 012"},
      {"+12025550100", "+12025550100"},   {"07700 900", "07700 900"},
  };
  for (const auto& [normal, read] : numbers) CHECK(spaced_phone(normal) == read);
  const auto& phone = *schema::find_type("person_phone")->descriptor->FindFieldByName("phone");
  CHECK(words_of(phone, "+447700900123") == "07700 900 123");
  CHECK(words_of(phone, "0770") == "0770");
}
