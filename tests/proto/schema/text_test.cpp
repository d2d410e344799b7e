#include "schema/text.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace beatbook::schema;

TEST_CASE("tidied text has one space where any white space was, and none at its ends") {
  CHECK(tidy("") == "");
  CHECK(tidy(" \t\r\n") == "");
  CHECK(tidy("Heron") == "Heron");
  CHECK(tidy("  Heron \n\t Lane\u00a0") == "Heron Lane");
  CHECK(tidy("Heron\u2009\u202fLane\u3000North") == "Heron Lane North");
  CHECK(tidy("Gr\u00e4nna \u2014 \u00e9t\u00e9") == "Gr\u00e4nna \u2014 \u00e9t\u00e9");
}

// A form tidies its text at every key.
TEST_CASE("a long text without any space is tidied as fast as one with spaces") {
  const auto spent = [](const std::string& text) {
    const auto start = std::chrono::steady_clock::now();
    CHECK(tidy(text).size() == text.size());
    return std::chrono::steady_clock::now() - start;
  };
  std::string words(60'000, 'x');
  for (size_t at = 5; at + 1 < words.size(); at += 6) words[at] = ' ';
  const auto usual = spent(words);
  CHECK(spent(std::string(60'000, 'x')) < 50 * usual + std::chrono::milliseconds(5));
}
