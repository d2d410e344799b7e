// Published stop-and-search files: in on one tablet, through the server, out on another. The same rows, none lost or doubled.
#include <algorithm>
#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;

namespace {

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

const auto published = std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/police-uk/published.csv";

// Imports on wren, syncs both, exports on crane.
std::string through_the_server(Fleet& fleet, const std::filesystem::path& file) {
  fleet.expect("wren", {"import", file.string(), "--format", "police-uk-csv"});
  fleet.sync("wren");
  fleet.sync("crane");
  return fleet.expect("crane", {"export", "--format", "police-uk-csv"});
}

struct Pair : Fleet {
  Pair() {
    serve();
    enrol("wren", "PC 1234", "OFC");
    enrol("crane", "PC 2345", "OFC");
  }
};

}  // namespace

TEST_CASE("a published month comes out of another tablet as it went in") {
  Pair fleet;
  CHECK(sorted_lines(through_the_server(fleet, published)) == sorted_lines(contents(published)));
  const auto again = fleet.expect("crane", {"import", published.string(), "--format", "police-uk-csv"});
  CHECK(again.find("0 rows added") != std::string::npos);
  CHECK(fleet.sync("crane")["pushed"] == 0);
}

TEST_CASE("the real published months come out of another tablet as they went in") {
  const char* folder = std::getenv("BEATBOOK_REAL_DATA");
  if (!folder) {
    WARN("BEATBOOK_REAL_DATA is not set: the real files were not tried.");
    return;
  }
  Pair fleet;
  std::vector<std::string> wanted;
  std::string out;
  for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(folder) / "stop-and-search")) {
    if (file.path().extension() != ".csv") continue;
    auto lines = sorted_lines(contents(file.path()));
    std::erase_if(lines, [](const std::string& line) { return line.rfind("Type,Date", 0) == 0; });
    wanted.insert(wanted.end(), lines.begin(), lines.end());
    out = through_the_server(fleet, file.path());
  }
  auto got = sorted_lines(out);
  std::erase_if(got, [](const std::string& line) { return line.rfind("Type,Date", 0) == 0; });
  std::sort(wanted.begin(), wanted.end());
  CHECK(wanted.size() > 1000);
  CHECK(got == wanted);
}

TEST_CASE("two tablets that import the same file make one record of each row") {
  Pair fleet;
  fleet.expect("crane", {"import", published.string(), "--format", "police-uk-csv"});
  CHECK(sorted_lines(through_the_server(fleet, published)) == sorted_lines(contents(published)));
  CHECK(fleet.sync("wren")["conflicts"] == 0);
  CHECK(fleet.list("wren").size() == fleet.list("crane").size());
}

TEST_CASE("broken rows are named by line and reason, and the good ones go in") {
  Pair fleet;
  write_file(
      fleet.directory / "broken.csv",
      "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,"
      "Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,"
      "Removal of more than just outer clothing\r\n"
      "Person search,2020-01-01T01:05:00+00:00,,,,,Male,18-24,,White,,Controlled drugs,Arrest,True,False\r\n"
      "Person search,2020-13-01T01:05:00+00:00,,,,,Male,18-24,,White,,Controlled drugs,Arrest,True,False\r\n"
      "Person search,2020-01-01T01:06:00+00:00,,,\r\n"
      "Person search,2020-01-01T01:07:00+00:00,,,,,Male,18-24,,Wh\xffite,,Controlled drugs,Arrest,True,False\r\n"
      "Person search,2020-01-01T01:08:00+00:00,,,,,Male,18-24,,Purple,,Controlled drugs,Arrest,True,False\r\n");
  const auto output = fleet.tablet("wren", {"import", (fleet.directory / "broken.csv").string(), "--format", "police-uk-csv"});
  CHECK(output.exit_code == 2);
  CHECK(output.out.find("2 rows added") != std::string::npos);
  CHECK(output.out.find("Purple") != std::string::npos);
  for (const char* line : {"line 3:", "line 4:", "line 5:"}) CHECK(output.err.find(line) != std::string::npos);
}
