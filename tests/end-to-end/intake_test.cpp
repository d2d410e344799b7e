// Tables that others keep: the real command, as its README says it.
#include <catch2/catch.hpp>
#include <regex>

#include "support/fleet.h"

using namespace beatbook::test;

namespace {

// The example of a format in the README: its header and its row, as a file.
std::string example(const std::string& format) {
  const auto readme = contents(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "app/commands/README.md");
  const auto from = readme.find("**" + format + "**");
  REQUIRE(from != std::string::npos);
  std::smatch found;
  const auto rest = readme.substr(from);
  REQUIRE(std::regex_search(rest, found, std::regex("\n    ([^\n]+)\n    ([^\n]+)\n")));
  return found[1].str() + "\r\n" + found[2].str() + "\r\n";
}

struct Desk : Fleet {
  Desk() {
    serve();
    enrol("desk", "PS 77", "SUP");
  }
  Output import(const std::string& format, const std::string& file) {
    return tablet("desk", {"import", "-", "--format", format}, file);
  }
};

}  // namespace

TEST_CASE("each table of the README goes in as it stands there, and the same file again adds nothing",
          "[LD-01][LD-11][LD-38][LD-44][SN-15]") {
  Desk desk;
  desk.enrol("wren", "PC 1234", "OFC");
  const std::vector<std::pair<std::string, std::string>> tables = {{"calls-csv", "phone_call"},
                                                                   {"partner-figures-csv", "partner_figures"},
                                                                   {"litter-csv", "environmental_find"},
                                                                   {"audit-csv", "environmental_audit_item"}};
  for (const auto& [format, type] : tables) {
    INFO(format);
    const auto file = example(format);
    const auto first = desk.import(format, file);
    CHECK(first.err == "");
    CHECK(first.out == "1 row added, 0 here already.\n");
    CHECK(desk.import(format, file).out == "0 rows added, 1 here already.\n");
  }
  CHECK(desk.sync("desk")["quarantined"] == 0);
  desk.sync("wren");
  for (const auto& [format, type] : tables) CHECK(desk.list("wren", {"--type", type}).size() == 1);
  const auto call = desk.list("wren", {"--type", "phone_call"})[0];
  CHECK(desk.show("wren", call["id"])["record"]["no_response_reason"] == "BANK_HOL");
  CHECK(desk.expect("wren", {"import", "-", "--format", "calls-csv"}, example("calls-csv")) ==
        "0 rows added, 1 here already.\n");
}

TEST_CASE("one wrong line keeps the whole file out, and every wrong line is named") {
  Desk desk;
  auto file = example("litter-csv");
  const auto row = file.substr(file.find("\r\n") + 2);
  file += row + "24/04/2019,24/04/2019,DUSK,Environment team,Plover Street,,MA_IN,64,12,3,0,no\r\n" +
          "24/04/2019,24/04/2019,DAWN,Environment team,Plover Street,,MA_IN,0,0,0,0,no\r\n";
  const auto output = desk.import("litter-csv", file);
  CHECK(output.exit_code == 2);
  CHECK(output.out.empty());
  CHECK(output.err ==
        "line 4, run: \"DUSK\" is not in the list. Write one of: DAWN, DAY.\n"
        "line 5, nil_return: Nothing was found: say that it is a nil return.\n"
        "Nothing was imported. Mend these and import the file again.\n");
  CHECK(desk.list("desk").empty());
  CHECK(desk.import("litter-csv", "collected_on,week\n").exit_code == 2);
  CHECK(desk.list("desk").empty());
}

TEST_CASE("a call brought in from a table is counted in no shift and is told as history") {
  Desk desk;
  desk.start_shift("desk", "PS 77");
  desk.import("calls-csv", example("calls-csv"));
  const auto call = desk.show("desk", desk.list("desk", {"--type", "phone_call"})[0]["id"])["record"];
  CHECK(call["envelope"]["origin"] == "IMPORTED");
  CHECK_FALSE(call["envelope"].contains("local_ref"));
  CHECK_FALSE(call["envelope"].contains("shift_id"));
}
