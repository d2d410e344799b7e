// How a demonstration operation is written down, and how its figures are counted.
#include <catch2/catch.hpp>
#include <regex>

#include "schema/time.h"
#include "support/demonstration_fleet.h"
#include "support/figures.h"

using namespace beatbook;
using namespace beatbook::test;
using nlohmann::json;

namespace {

json document(const json& group) {
  json whole{
      {"shifts",
       {{"night",
         {{"from", "19:00"},
          {"hours", 8},
          {"record",
           {{"tier", {{"$since", json::array({json::array({"2020-08-01", "1"}), json::array({"2020-08-03", "2"})})}}}}}}}}},
      {"officers", {{"heron", {{"collar", "PC 1234"}, {"role", "OFC"}, {"shift", "night"}}}}},
      {"groups",
       {{{"name", "birds"},
         {"type", "person"},
         {"count", 4},
         {"by", "heron"},
         {"from", "2020-08-01"},
         {"to", "2020-08-02"},
         {"at", {"20:00"}}}}}};
  whole["groups"][0].update(group);
  return whole;
}

Demonstration demonstration(const json& group) {
  return {document(group), {{"card", {{"sex", "F"}, {"age", {{"$turn", {"old", "young"}}}}}}}};
}

// A field of each member, in the order of their numbers.
json each(const json& record, const std::string& field = "is") {
  json out = json::array();
  const auto operation = demonstration({{"record", record}});
  for (const auto& entry : operation.entries()) out.push_back(entry.object.value(field, json()));
  return out;
}

std::string wrong(const json& group) {
  try {
    demonstration(group);
    return "";
  } catch (const std::runtime_error& failure) {
    return failure.what();
  }
}

}  // namespace

TEST_CASE("what a member's fields say follows from its number and its moment") {
  CHECK(each({{"is", {{"$turn", {"a", "b", nullptr}}}}}) == json{"a", "b", nullptr, "a"});
  CHECK(each({{"is", {{"$parts", {{3, "a"}, {1, "b"}}}}}}) == json{"a", "a", "a", "b"});
  CHECK(each({{"is", "CU-{n}"}}) == json{"CU-1", "CU-2", "CU-3", "CU-4"});
  CHECK(each({{"is", "$plate"}}) == json{"AA19AAA", "AA19AAB", "AA19AAC", "AA19AAD"});
  CHECK(each({{"is", "$at-30m"}})[0] == "2020-08-01T19:30");
  CHECK(each({{"is", "$day+30"}})[3] == "2020-09-01");
  CHECK(each({{"is", {{"deep", {"$day"}}}}})[0] == json{{"deep", {"2020-08-01"}}});
  const auto days = demonstration(json::object()).entries();
  CHECK(schema::for_people(schema::london(days[1].made_ms)) == "01/08/2020 20:05");
  CHECK(schema::for_people(schema::london(days[2].made_ms)) == "02/08/2020 20:05");
}

TEST_CASE("a record is laid over its forms, and a list of values replaces what it stands for") {
  const auto laid = [](const json& record) {
    return demonstration({{"like", "card"}, {"record", record}}).entries()[0].object;
  };
  CHECK(laid({{"name", "Heron"}}) == json{{"sex", "F"}, {"age", "old"}, {"name", "Heron"}});
  CHECK(laid({{"sex", nullptr}, {"age", {{"$parts", {{4, "middling"}}}}}}) == json{{"age", "middling"}});
}

TEST_CASE("ids of other members are put in once they are saved, and not before") {
  const auto one = [](const char* link) { return demonstration({{"record", {{"is", link}}}}); };
  const auto id = [](char letter) { return make_record_id(1, Bytes(10, letter)); };
  const Demonstration::Ids ids{{{"birds", 0}, {{"person", id('a')}}},
                               {{"birds", 2}, {{"vehicle", id('b')}, {"sighting", id('c')}}}};
  const auto put_in = [&](const char* link, size_t entry) { return one(link).with_ids(one(link).entries()[entry], ids)["is"]; };
  CHECK(put_in("$birds", 0) == id('a').text());
  CHECK(put_in("$birds+2.sighting", 0) == id('c').text());
  CHECK(put_in("$birds*", 0) == id('a').text());
  CHECK_THROWS_WITH(put_in("$birds", 1), Catch::Contains("birds 1, which is not saved by then"));
  CHECK_THROWS_WITH(put_in("$birds.vehicle", 0), Catch::Contains("birds has no vehicle"));
  CHECK_THROWS_WITH(put_in("$birds", 2), Catch::Contains("birds has no "));
}

TEST_CASE("a file that does not come out is refused with the group that is wrong") {
  CHECK(wrong(json::object()).empty());
  CHECK(wrong({{"record", {{"is", {{"$parts", {{3, "a"}}}}}}}}) == "demonstration, group birds: parts come to 3 of 4");
  CHECK(wrong({{"like", "cards"}}) == "demonstration, group birds: there is no form cards");
  CHECK(wrong({{"from", "2020-03-29"}, {"to", "2020-03-29"}, {"at", {"01:30"}}}) ==
        "demonstration, group birds: 2020-03-29T01:30 is no moment");
  CHECK(wrong({{"on", {"2020-08-01T20:00"}}}) == "demonstration, group birds: has 1 moments");
}

TEST_CASE("an entry belongs to the shift of its operational day, and to none outside of its hours") {
  const auto operation = demonstration(json::object());
  const auto shift = [&](const char* at) {
    return operation.shift(operation.officers()[0], schema::read_local_time(at)->utc_ms);
  };
  const auto late = shift("2020-08-02T02:30");
  CHECK(schema::for_people(schema::london(late.start_ms)) == "01/08/2020 19:00");
  CHECK(late.record["planned_end"] == "2020-08-02T03:00");
  CHECK(late.record["tier"] == "1");
  CHECK(shift("2020-08-03T20:00").record["tier"] == "2");
  CHECK_THROWS_WITH(shift("2020-08-02T03:01"), Catch::Contains("PC 1234 at 2020-08-02T03:01: is not in the hours"));
}

TEST_CASE("a figure is counted by type, field, day, link, block and difference") {
  const std::vector<ShownRecord> records{{"p1", "person", {{"born", "1990-01-01"}}},
                                         {"p2", "person", {{"name", "only described"}}},
                                         {"a",
                                          "arrest",
                                          {{"kind", "ARREST"},
                                           {"offences", {"X", "Y"}},
                                           {"on", "2020-08-01T23:59:00+01:00"},
                                           {"who", {{{"id", "p1"}, {"roles", {"PUR"}}}}},
                                           {"fee", 2}}},
                                         {"b",
                                          "arrest",
                                          {{"kind", "REPORTED"},
                                           {"offences", {"X"}},
                                           {"on", "2020-08-02T00:00:00+01:00"},
                                           {"who", {{{"id", "p1"}, {"roles", {"PUR"}}}, {{"id", "p2"}, {"roles", {"SW"}}}}},
                                           {"fee", 3}}}};
  const auto counted = [&](const json& query) { return count(query, records); };
  const json arrest = "arrest";
  CHECK(counted({{"of", arrest}}) == 2);
  CHECK(counted({{"of", {"arrest", "person"}}}) == 4);
  CHECK(counted({{"of", arrest}, {"where", {{"offences", "Y"}}}}) == 1);
  CHECK(counted({{"of", arrest}, {"where", {{"kind", {"ARREST", "REPORTED"}}, {"offences", "X"}}}}) == 2);
  CHECK(counted({{"of", arrest}, {"where", {{"on", {{"from", "2020-08-02"}, {"to", "2020-08-02"}}}}}}) == 1);
  CHECK(counted({{"of", arrest}, {"where", {{"on", {{"to", "2020-08-01T23:58"}}}}}}) == 0);
  CHECK(counted({{"of", "person"}, {"where", {{"born", {{"absent", true}}}}}}) == 1);
  CHECK(counted({{"of", arrest}, {"distinct", "who.id"}}) == 2);
  CHECK(counted({{"of", arrest}, {"each", "who"}}) == 3);
  CHECK(counted({{"of", arrest}, {"each", "who"}, {"where_each", {{"roles", "PUR"}}}, {"distinct", "id"}}) == 1);
  CHECK(counted({{"of", arrest}, {"each", "who"}, {"where_each", {{"id", {{"link", {{"born", {{"from", "1900"}}}}}}}}}}) == 2);
  CHECK(counted({{"of", arrest}, {"value", "fee"}}) == 5);
  CHECK_THROWS(counted({{"of", arrest}, {"were", json::object()}}));
  CHECK_THROWS(counted({{"of", arrest}, {"where", {{"kind", {{"above", 1}}}}}}));
}

TEST_CASE("every telephone and every registration of the operations is one of those nobody has") {
  static const std::regex telephone("\\b0[0-9]{3,4} ?[0-9]{3} ?[0-9]{3,4}\\b"), plate("\\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\\b");
  static const std::regex drama("01632 960[0-9]{3}|07700 900[0-9]{3}|0113 496 0[0-9]{3}|020 7946 0[0-9]{3}"),
      nobodys("AA19 ?[A-Z]{3}");
  size_t seen = 0;
  std::vector<std::filesystem::path> files{shared_forms()};
  for (const auto& file : std::filesystem::recursive_directory_iterator(operations())) {
    if (file.is_regular_file()) files.push_back(file.path());
  }
  for (const auto& file : files) {
    const auto text = contents(file);
    for (std::sregex_iterator at(text.begin(), text.end(), telephone), end; at != end; ++at, ++seen) {
      INFO(file << " " << at->str());
      CHECK(std::regex_match(at->str(), drama));
    }
    for (std::sregex_iterator at(text.begin(), text.end(), plate), end; at != end; ++at)
      CHECK(std::regex_match(at->str(), nobodys));
  }
  CHECK(seen > 10);
}
