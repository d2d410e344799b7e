// The mission table: each row of the five operations with the tests that name it as a tag, or with what it waits for.
// tests/README.md is written by this test: BEATBOOK_WRITE_MISSION=1.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
const fs::path tests = fs::path(BEATBOOK_SOURCE_DIR) / "tests";

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Row {
  std::string id, waits, what;
};

std::vector<Row> rows() {
  std::vector<Row> out;
  std::istringstream lines(text_of(tests / "data" / "mission.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    REQUIRE(second != line.npos);
    out.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return out;
}

// "a" "b" on following lines is one text.
std::string joined(const std::string& literals) {
  return std::regex_replace(std::regex_replace(literals, std::regex("\"\\s*\""), ""), std::regex("\\\\\""), "\"");
}

using Proofs = std::map<std::string, std::set<std::string>>;  // tag -> "proto/rules: a name that is a sentence"

Proofs proofs() {
  static const std::regex test(
      "TEST_CASE\\(\\s*\"((?:[^\"\\\\]|\\\\.|\"\\s*\")*)\",\\s*\"((?:\\[[^\\]\"]+\\]|\"\\s*\")+)\"\\)");
  static const std::regex tag("\\[((?:FA|FS|LD|BX|SN|BR)-[0-9]{2})\\]");
  Proofs out;
  for (const auto& entry : fs::recursive_directory_iterator(tests)) {
    if (!entry.path().filename().string().ends_with("_test.cpp")) continue;
    const auto folder = fs::relative(entry.path().parent_path(), tests).generic_string();
    const auto text = text_of(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), test), end; at != end; ++at) {
      const auto tags = joined((*at)[2]);
      for (std::sregex_iterator one(tags.begin(), tags.end(), tag); one != end; ++one) {
        out[(*one)[1]].insert(folder + ": " + joined((*at)[1]));
      }
    }
  }
  return out;
}

std::string cell(const std::set<std::string>& tests_of_row) {
  std::string out;
  for (const auto& one : tests_of_row) out += (out.empty() ? "" : "<br>") + one;
  return out;
}

std::string table(const std::vector<Row>& all, const Proofs& proved) {
  std::ostringstream out;
  const auto find = [&](const std::string& id) { return proved.contains(id) ? proved.at(id) : std::set<std::string>(); };
  out << "# Tests\n\nThey mirror the tree. `tests/run` runs them; `tests/run --long` the long ones too.\n\n"
         "Below: the rows of the mission table, each with the tests of its record or rule, and what the rest of it waits for; "
         "then "
         "the business\nrules. A test names its rows as tags, `[BR-10]`; this file is written by `mission_tests` with "
         "`BEATBOOK_WRITE_MISSION=1`, from the tags and\n`data/mission.txt`.\n\n"
         "| row | named thing | tests of its record or rule | waits for |\n|---|---|---|---|\n";
  for (const auto& row : all) {
    out << "| " << row.id << " | " << row.what << " | " << cell(find(row.id)) << " | " << (row.waits == "-" ? "" : row.waits)
        << " |\n";
  }
  out << "\n| rule | tests |\n|---|---|\n";
  for (const auto& [id, names] : proved) {
    if (id.starts_with("BR-")) out << "| " << id << " | " << cell(names) << " |\n";
  }
  return out.str();
}

}  // namespace

TEST_CASE("every row of the mission table has a test or says what it waits for") {
  const auto all = rows();
  const auto proved = proofs();
  REQUIRE(all.size() == 191);
  std::set<std::string> known;
  for (const auto& row : all) {
    INFO(row.id << " " << row.what);
    CHECK(known.insert(row.id).second);
    CHECK((row.waits != "-" || proved.contains(row.id)));
  }
  for (const auto& [id, names] : proved) {
    INFO(id << " is no row: " << cell(names));
    CHECK((id.starts_with("BR-") || known.contains(id)));
  }
}

TEST_CASE("the table beside the tests is the one the tests make") {
  const auto fresh = table(rows(), proofs());
  const auto place = tests / "README.md";
  if (std::getenv("BEATBOOK_WRITE_MISSION")) std::ofstream(place) << fresh;
  INFO("Run mission_tests once with BEATBOOK_WRITE_MISSION=1 and commit tests/README.md.");
  CHECK((text_of(place) == fresh));
}
