// The demonstration operations: what their officers record passes every check of the tablet, and comes to the figures of the
// seeds.
#include <catch2/catch.hpp>

#include "app/tablet/tablet.h"
#include "schema/json.h"
#include "support/demonstration_fleet.h"
#include "support/figures.h"

using namespace beatbook;
using namespace beatbook::test;
using nlohmann::json;

namespace {

// Every record that the inspector's tablet shows, whatever the class.
std::vector<ShownRecord> shown(Fleet& fleet) {
  const auto opened = app::Tablet::open(fleet.directory / inspector, secret);
  REQUIRE(opened);
  auto& tablet = **opened;
  app::ListQuery query;
  query.purpose = app::Purpose::safeguarding;
  query.limit = SIZE_MAX;
  std::vector<ShownRecord> out;
  for (const auto& at : tablet.index().list(query)) {
    if (at.retracted) continue;
    const auto stored = app::read_stored(tablet.log(), at.id);
    REQUIRE(stored);
    out.push_back({at.id.text(), stored->type().name, schema::write_json(stored->message())});
  }
  return out;
}

// Each line of the operation's figures, as counted from what was synced to the inspector.
void count_figures(const std::string& operation) {
  Fleet fleet;
  fill(fleet, operation);
  const auto records = shown(fleet);
  const auto figures = json::parse(contents(operations() / operation / "figures.json"));
  REQUIRE(figures.size() > 5);
  for (const auto& line : figures) {
    INFO(line["seed"] << " " << line["says"]);
    CHECK(count(line["count"], records) == line["figure"].get<uint64_t>());
  }
}

}  // namespace

TEST_CASE("the same file makes the same records under the same ids") {
  Fleet once, again;
  CHECK(fill(once, "flatten-september") == fill(again, "flatten-september"));
}

TEST_CASE("Flatten, August: eleven detained, two arrested, five cautioned, and the women beside them",
          "[FA-06][FA-08][FA-09][FA-11][FA-13][FA-16][FA-17]") {
  count_figures("flatten-august");
}

TEST_CASE("Flatten, September: ten dealt with over the weekend, and four arrests of others", "[FS-03][FS-05][FS-12]") {
  count_figures("flatten-september");
}

TEST_CASE("a weekend is asked for by any day of it", "[BR-31][FS-04]") {
  Fleet fleet;
  fill(fleet, "flatten-september");
  const auto listed = [&](std::vector<std::string> narrowed) {
    narrowed.insert(narrowed.begin(), {"list", "--limit", "100000"});
    return fleet.expect(inspector, narrowed);
  };
  const auto weekend = listed({"--from", "11/09/2020 18:00", "--to", "14/09/2020 06:00"});
  CHECK(weekend.size() > 100);
  for (const char* day : {"11/09/2020", "12/09/2020", "13/09/2020", "10/09/2020"}) {
    INFO(day);
    CHECK(listed({"--weekend", day}) == weekend);
  }
  CHECK(listed({"--weekend", "12/09/2020", "--to", "12/09/2020"}).size() < weekend.size());
  CHECK(fleet.tablet(inspector, {"list", "--weekend", "soon"}).exit_code == 2);
}

TEST_CASE("Leeds: seventy calls with one outcome each, 69 people in contact, and the nineteen men of the winter",
          "[LD-11][LD-22][LD-23][LD-24][LD-32][LD-34][LD-37]") {
  count_figures("leeds");
}

TEST_CASE("Boxster: 118 days of arrests, searches and pro cautions, and who was identified",
          "[BX-18][BX-19][BX-20][BX-21][BX-22]") {
  count_figures("boxster");
}

TEST_CASE("Sentinel: ten weeks of stops, letters, warnings with their referrals, warrants and orders",
          "[SN-54][SN-55][SN-56][SN-57][SN-58][SN-59][SN-60][SN-61][SN-62][SN-63]") {
  count_figures("sentinel");
}
