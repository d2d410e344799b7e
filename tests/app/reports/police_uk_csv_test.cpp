#include "app/reports/police_uk_csv.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "app/reports/approximate_location.h"
#include "app/reports/csv.h"
#include "proto/schema/random_text.h"
#include "schema/check.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using test::read_file;

namespace {

const std::string header =
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,"
    "Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,"
    "Removal of more than just outer clothing";
const std::string good_row = "Person search,2020-03-01T00:10:05+00:00,,,53.000123,-1.500045,Male,18-24,,White,,,Arrest,,False";
constexpr size_t date_place = 1;

std::string fixture(const std::string& name) {
  return read_file(std::string(BEATBOOK_SOURCE_DIR) + "/tests/data/police-uk/" + name);
}

PoliceUkFile read(std::string_view text, std::string_view force = "bitternshire") {
  auto file = read_police_uk_csv(text, force);
  INFO((file ? std::string() : file.error().message));
  REQUIRE(file);
  return std::move(*file);
}

std::string refusal(std::string_view text, std::string_view force = "bitternshire") {
  const auto file = read_police_uk_csv(text, force);
  REQUIRE_FALSE(file);
  return file.error().message;
}

std::string broken(const std::string& row) {
  const auto file = read(header + "\r\n" + row + "\r\n" + good_row + "\r\n");
  REQUIRE(file.broken.size() == 1);
  CHECK(file.broken[0].line == 2);
  CHECK(file.rows.size() == 1);
  return file.broken[0].reason;
}

std::multiset<std::vector<std::string>> rows_of(std::string_view csv) {
  CsvReader reader(csv, longest_police_uk_row);
  std::multiset<std::vector<std::string>> rows;
  while (auto line = reader.next()) rows.insert(line->cells);
  return rows;
}

std::vector<RecordId> ids(const PoliceUkFile& file) {
  std::vector<RecordId> out;
  for (const auto& row : file.rows) out.push_back(row.id);
  return out;
}

}  // namespace

TEST_CASE("a published file comes back byte for byte") {
  const auto text = fixture("published.csv");
  const auto file = read(text);
  CHECK(file.broken.empty());
  REQUIRE(file.rows.size() == 10);
  CHECK(write_police_uk_csv(file.rows) == text);
}

TEST_CASE("a file of another shape is written in the published shape with every cell as it was") {
  const auto file = read(fixture("odd.csv"));
  CHECK(file.broken.empty());
  CHECK(write_police_uk_csv(file.rows) == fixture("odd-exported.csv"));
}

TEST_CASE("a row becomes our codes") {
  const auto file = read(fixture("published.csv"));
  const auto& search = file.rows[5].search;
  CHECK(search.searched() == "PERSON_AND_VEHICLE");
  CHECK(search.envelope().origin() == "IMPORTED");
  CHECK(search.envelope().event_at().utc_ms() == 1583279999000);
  CHECK(search.part_of_operation());
  CHECK(search.policing_operation() == "Operation Bittern, night");
  CHECK(search.envelope().location().latitude_e6() == 53100000);
  CHECK(search.envelope().location().longitude_e6() == -45);
  CHECK(search.gender() == "FEMALE");
  CHECK(search.age_range() == "OVER_34");
  CHECK(search.self_defined_ethnicity() == "M3");
  CHECK(search.officer_defined_ethnicity() == "OTHER");
  CHECK(search.search_power() == "CJPOA94-60");
  CHECK(search.object_of_search() == "OFFENSIVE_WEAPONS");
  CHECK(search.outcome() == "KHAT_OR_CANNABIS_WARNING");
  CHECK(search.outcome_linked() == "NO");
  CHECK(search.more_than_outer_clothing_removed());
  CHECK(search.source_columns().empty());
}

TEST_CASE("blank stays blank") {
  const auto file = read(fixture("published.csv"));
  const auto& vehicle = file.rows[4].search;
  CHECK_FALSE(vehicle.envelope().has_location());
  CHECK_FALSE(vehicle.has_gender());
  CHECK_FALSE(vehicle.has_part_of_operation());
  CHECK_FALSE(vehicle.has_more_than_outer_clothing_removed());
  CHECK(vehicle.outcome_linked() == "YES");
}

TEST_CASE("the offset is London's whatever the file says") {
  const auto file = read(fixture("odd.csv"));
  CHECK(file.rows[0].search.envelope().event_at().offset_min() == 60);
  CHECK(file.rows[1].search.envelope().event_at().utc_ms() == 1593594000000);
}

TEST_CASE("unknown words are kept and counted by column") {
  const auto file = read(fixture("published.csv"));
  const std::map<std::pair<std::string, std::string>, size_t> expected{{{"Self-defined ethnicity", "Gypsy"}, 1},
                                                                       {{"Legislation", "Wren Act 2019 (section 9)"}, 1},
                                                                       {{"Object of search", "Fishing rods"}, 1},
                                                                       {{"Outcome", "Local resolution"}, 1}};
  CHECK(file.unknown_words == expected);
  CHECK(file.rows.back().search.outcome() == "Local resolution");
}

TEST_CASE("every accepted row passes the check of imported records") {
  const auto& type = *schema::find_type("stop_and_search");
  const schema::CheckOptions options{date::year(2026) / 11 / 21, true};
  for (const auto* name : {"published.csv", "odd.csv"}) {
    for (const auto& row : read(fixture(name)).rows) {
      const auto errors = schema::check(row.search, type, schema::CodeLists::built_in(), options);
      INFO((errors.empty() ? std::string() : errors[0].field + ": " + errors[0].message));
      CHECK(errors.empty());
    }
  }
}

TEST_CASE("importing twice gives the same ids and bytes, and equal rows of a file are different records") {
  const auto first = read(fixture("published.csv")), second = read(fixture("published.csv"));
  CHECK(ids(first) == ids(second));
  const auto all = ids(first);
  CHECK(std::set<RecordId>(all.begin(), all.end()).size() == first.rows.size());
  for (size_t i = 0; i < first.rows.size(); ++i) {
    CHECK(first.rows[i].search.SerializeAsString() == second.rows[i].search.SerializeAsString());
  }
}

TEST_CASE("an id is the event's time and depends on the force, not on how the file is written") {
  const auto id = read(header + "\n" + good_row).rows[0].id;
  CHECK(id.text().substr(0, 15) == "0170936d-b348-7");
  CHECK(read("\xEF\xBB\xBF" + header + "\r\n\r\n" + good_row + "\r\n").rows[0].id == id);
  CHECK(read(header + "\n\"Person search\"" + good_row.substr(13)).rows[0].id == id);
  CHECK(read(header + "\n" + good_row, "heronshire").rows[0].id != id);
  const auto later = read(header + "\n" + good_row.substr(0, good_row.size() - 5) + "True\n" + good_row);
  CHECK(later.rows[1].id == id);
}

TEST_CASE("without a force a row has one id, whatever the file is called; a force keeps equal rows apart") {
  const auto text = fixture("published.csv");
  const auto unnamed = ids(read(text, ""));
  REQUIRE(unnamed.size() == 10);
  CHECK(ids(read(text, "")) == unnamed);
  CHECK(std::set<RecordId>(unnamed.begin(), unnamed.end()).size() == unnamed.size());
  const auto heron = ids(read(text, "heronshire")), wren = ids(read(text, "wrenshire"));
  for (size_t i = 0; i < unnamed.size(); ++i) {
    CHECK(std::set{unnamed[i], heron[i], wren[i]}.size() == 3);
    CHECK(unnamed[i].text().substr(0, 13) == heron[i].text().substr(0, 13));
  }
}

TEST_CASE("a broken row is named and left out, and the good ones go on") {
  const auto with_date = [](const std::string& date) { return "Person search," + date + ",,,,,Male,18-24,,,,,Arrest,,"; };
  CHECK(broken(with_date("")) == "Date: Enter a date and time, like 21/11/2026 23:10.");
  CHECK(broken(with_date("2020-02-30T10:00:00+00:00")) == "Date: There is no such date. Enter a real date, like 21/11/2026.");
  CHECK(broken(with_date("13/14/2020 10:00")) == "Date: There is no such date. Enter a real date, like 21/11/2026.");
  CHECK(broken(with_date("2020-10-25 01:30")).find("came twice") != std::string::npos);
  CHECK(broken(with_date("1969-12-31T23:59:59Z")) == "Date: an import begins with 1970. Take the row out.");
  CHECK(broken("Person search,2020-03-01T00:10:05+00:00") == "The row has 2 columns, the first line of the file 15.");
  CHECK(broken(good_row + ",") == "The row has 16 columns, the first line of the file 15.");
  CHECK(broken("Person \xff search" + good_row.substr(13)) == "Type is not UTF-8 text. Save the file as CSV UTF-8.");
  CHECK(broken(std::string(501, 'x') + good_row.substr(13)) == "Type is longer than 500 characters.");
  CHECK(broken(std::string(17000, ',')) == "The row is longer than 16384 bytes. A quotation mark may not be closed.");
  CHECK(broken("\"Person search" + good_row.substr(13)) == "A quotation mark is not closed.");
  CHECK(broken("\"Person\" search" + good_row.substr(13)) ==
        "Text follows a closing quotation mark. Write a quotation mark inside a cell twice.");
}

TEST_CASE("lines are counted through quoted line ends and blank lines") {
  const auto file = read(header + "\r\n\r\n\"a\nb\"" + good_row.substr(13) + "\r\n\r\nshort\r\n");
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows[0].line == 3);
  REQUIRE(file.broken.size() == 1);
  CHECK(file.broken[0].line == 6);
}

TEST_CASE("a file that is none is refused with what is wrong") {
  CHECK(refusal("") == "The file is empty.");
  CHECK(refusal("\xff\xfeT\n").find("CSV UTF-8") != std::string::npos);
  CHECK(refusal(header + ",Ward\n") ==
        "The file has columns a published stop-and-search file has not: \"Ward\". Take them out and import it again.");
  CHECK(refusal(header.substr(5) + ",Crime ID\n").find("it has no \"Type\"") != std::string::npos);
  CHECK(refusal(header + ",Type\n") == "The column \"Type\" is there twice. Take one out.");
  CHECK(refusal(header, "Leicestershire").find("leicestershire") != std::string::npos);
  CHECK(read(header).rows.empty());
}

TEST_CASE("any row that is accepted comes back the same") {
  CHECK(rc::check([] {
    const auto cell = rc::gen::oneOf(
        printable_text(), rc::gen::just(std::string()), rc::gen::just(std::string()),
        rc::gen::elementOf(std::vector<std::string>{
            "True", "False",     "Male",  "MALE",  "NO",     "52.5", "-0.000001", "52.1234567", "-1",
            "1e3",  "90.000001", "18-24", "35-44", "O1",     "W1",   "White",     "Other",      "Arrest",
            "a,b",  "\"",        "\r",    "\n",    "x\r\ny", " ",    "Ł",         "😀",          "COULD_BE_UNDER_18",
            "-.5",  "+5"}));
    const auto date = rc::gen::elementOf(std::vector<std::string>{
        "2020-03-01T00:10:05+00:00", "2020-07-01T00:10:05Z", "1/7/2020 9:05", "2020-07-01T00:10:05.1234567+01:00",
        " 2020-03-01 00:10 ", "2199-12-31T23:59:59+00:00", "yesterday"});
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::exec([&] {
      auto cells = *rc::gen::container<std::vector<std::string>>(15, cell);
      cells[date_place] = *date;
      return cells;
    }));
    std::string text = header + "\r\n";
    for (const auto& row : rows) write_csv_line(text, row);
    const auto file = read_police_uk_csv(text, "bitternshire");
    RC_ASSERT(static_cast<bool>(file));
    RC_ASSERT(file->rows.size() + file->broken.size() == rows.size());
    RC_CLASSIFY(file->rows.size() >= 5, "five rows or more accepted");
    auto expected = rows_of(text);
    std::set<size_t> broken_lines;
    for (const auto& row : file->broken) broken_lines.insert(row.line);
    CsvReader reader(text, longest_police_uk_row);
    while (const auto line = reader.next()) {
      if (broken_lines.contains(line->number)) expected.erase(expected.find(line->cells));
    }
    RC_ASSERT(rows_of(write_police_uk_csv(file->rows)) == expected);
  }));
}

TEST_CASE("reading takes any bytes") {
  CHECK(rc::check([](const std::string& noise) {
    const auto whole = read_police_uk_csv(noise, "bitternshire");
    RC_ASSERT((!whole || whole->rows.empty()));
    const auto behind = read_police_uk_csv(header + "\n" + noise + "\n" + good_row, "bitternshire");
    RC_ASSERT(static_cast<bool>(behind));
    RC_ASSERT(behind->rows.size() + behind->broken.size() >= 1);
  }));
}

TEST_CASE("an amended import publishes the amendment and keeps the other cells as they were") {
  auto file = read(fixture("odd.csv"));
  auto& search = file.rows[0].search;
  REQUIRE(search.source_columns_size() == 3);
  search.mutable_envelope()->mutable_location()->set_latitude_e6(52600000);
  const std::vector<PoliceUkRow> one{file.rows[0]};
  const auto out = write_police_uk_csv(one);
  CHECK(out.find(",2020-07-03T10:00:00Z,,,52.600000,-1,Male") != std::string::npos);
}

TEST_CASE("a captured search is published in the published words, about where it was and without an officer") {
  PoliceUkRow row;
  row.id = make_record_id(1, "0123456789");
  auto& search = row.search;
  auto* envelope = search.mutable_envelope();
  envelope->set_origin("CAPTURED");
  envelope->set_author("PC 1234");
  envelope->set_factual_text("Wren saw Avocet");
  envelope->mutable_event_at()->set_utc_ms(1593594000000);
  envelope->mutable_event_at()->set_offset_min(60);
  envelope->mutable_location()->set_latitude_e6(52634567);
  envelope->mutable_location()->set_longitude_e6(-1134567);
  search.set_searched("PERSON");
  search.set_gender("MALE");
  search.set_age_range("45-54");
  search.set_self_defined_ethnicity("O1");
  search.set_officer_defined_ethnicity("IC2");
  search.set_search_power("MDA71-23");
  search.set_object_of_search("CONTROLLED_DRUGS");
  search.set_outcome("PND");
  search.set_outcome_linked("NOT_APPLICABLE");
  search.set_more_than_outer_clothing_removed(false);
  search.add_officers("PC 1234");
  const std::string expected =
      "Person search,2020-07-01T09:00:00+00:00,,,52.635375,-1.136196,Male,over 34,Asian/Asian British - Chinese,"
      "White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Penalty Notice for Disorder,,False\r\n";
  CHECK(write_police_uk_csv(std::vector<PoliceUkRow>{row}) == header + "\r\n" + expected);
  for (const auto& [code, words] : std::map<std::string, std::string>{{"IC1", "White"},
                                                                      {"IC3", "Black"},
                                                                      {"IC4", "Asian"},
                                                                      {"IC5", "Other"},
                                                                      {"IC6", "Other"},
                                                                      {"IC9", ""},
                                                                      {"IC7", ""}}) {
    CAPTURE(code);
    search.set_officer_defined_ethnicity(code);
    CHECK(write_police_uk_csv(std::vector<PoliceUkRow>{row}).find("Chinese," + words + ",Misuse") != std::string::npos);
  }
}

TEST_CASE("an approximate location tells the cell and nothing more") {
  CHECK(rc::check([] {
    const Point exact{*rc::gen::inRange(49'800'000, 60'900'000), *rc::gen::inRange(-8'700'000, 1'800'000)};
    const Point cell = approximate(exact);
    RC_ASSERT(std::abs(cell.latitude_e6 - exact.latitude_e6) <= 1125);
    RC_ASSERT(std::abs(cell.longitude_e6 - exact.longitude_e6) <= 2400);
    RC_ASSERT(approximate(cell) == cell);
  }));
}

// The real monthly returns are not part of the repository.
TEST_CASE("every row of the real files goes in and comes out") {
  const char* folder = std::getenv("BEATBOOK_REAL_DATA");
  const std::filesystem::path files = folder ? std::filesystem::path(folder) / "stop-and-search" : std::filesystem::path();
  if (!folder || !std::filesystem::is_directory(files)) {
    WARN("not run: BEATBOOK_REAL_DATA names no folder with stop-and-search/ in it");
    return;
  }
  size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(files)) {
    if (entry.path().extension() != ".csv") continue;
    CAPTURE(entry.path().filename().string());
    const auto text = read_file(entry.path());
    const auto file = read(text);
    CHECK(file.broken.empty());
    CHECK(file.unknown_words.empty());
    CHECK(rows_of(write_police_uk_csv(file.rows)) == rows_of(text));
    const auto all = ids(file);
    CHECK(std::set<RecordId>(all.begin(), all.end()).size() == all.size());
    seen += file.rows.size();
  }
  CHECK(seen > 0);
}
