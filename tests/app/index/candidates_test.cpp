#include "app/index/candidates.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/index/name_forms.h"
#include "index_world.h"

using namespace beatbook;
using namespace beatbook::test;
using app::Ground;

namespace {

using Grounds = std::set<Ground>;

v1::Person card(const std::string& family, const std::string& given, const std::string& born = {}) {
  auto out = person(family, given);
  if (!born.empty()) out.set_date_of_birth(born);
  return out;
}

// A card and another, and what makes them one person's.
struct Row {
  v1::Person one, other;
  Grounds grounds;
};

Grounds grounds_of(IndexWorld& w, const RecordId& one, const RecordId& other) {
  for (const auto& found : app::candidates(*w.index, w.tablet.log, one)) {
    if (found.card.id == other) return found.grounds;
  }
  return {};
}

Grounds between(const v1::Person& a, const v1::Person& b) {
  IndexWorld w;
  const auto one = w.save(a), other = w.save(b);
  w.save(card("Sandpiper", "Unrelated", "1961-01-31"));
  w.refresh();
  const auto there = grounds_of(w, one, other);
  CHECK(grounds_of(w, other, one) == there);
  CHECK(app::candidates(*w.index, w.tablet.log, one).size() == (there.empty() ? 0 : 1));
  return there;
}

v1::PersonName called(const RecordId& who, const std::string& name) {
  v1::PersonName out;
  out.set_person_id(who.str());
  out.set_name(name);
  return out;
}

v1::PersonPhone reached(const RecordId& who, const std::string& number) {
  v1::PersonPhone out;
  out.set_person_id(who.str());
  out.set_phone(number);
  return out;
}

}  // namespace

TEST_CASE("cards that may be of one person are proposed, with what speaks for it") {
  const Grounds none, name{Ground::name}, born{Ground::date_of_birth}, both{Ground::name, Ground::date_of_birth};
  const std::vector<Row> rows = {
      {card("Avocet", "Marsh"), card("Avocet", "Marsh"), name},
      {card("Avocet", "Marsh"), card("Avoset", "Marsch"), name},
      {card("Avocet", "Marsh"), card("Marsh", "Avocet"), name},
      {card("Avocet", "Marsh"), card("Avocet", ""), name},
      {card("Avocet", "Marsh"), card("Avocet", "Heath"), none},
      {card("Avocet", "Marsh"), card("Bittern", "Marsh"), none},
      {card("Avocet", "Sergey"), card("Avocet", "Serhii"), name},
      {card("Avocet", "Mohammed"), card("Avocet", "Muhammad"), name},
      {card("Lapwing", "Kateryna"), card("Lapwing", "Ekaterina"), name},
      {card("Dunlin", "Sergey"), card("Dunlin", "Сергей"), name},
      {card("Dunlin", "Serhii"), card("Dunlin", "Сергій"), name},
      {card("Łabędź", "Zofia"), card("Labedz", "Zofia"), name},
      {card("Avocet", "Marsh", "1990-03-12"), card("Avocet", "Marsh", "1990-03-12"), both},
      {card("Avocet", "Marsh", "1990-03-12"), card("Avocet", "Marsh", "1990-12-03"), both},
      {card("Avocet", "Marsh", "1990-03-12"), card("Avocet", "Marsh", "1990-03-13"), name},
      {card("Avocet", "Marsh", "1990-03-12"), card("Bittern", "Heath", "1990-03-12"), born},
      {card("Avocet", "Marsh", "1990-03-12"), card("Bittern", "Heath", "1990-12-03"), none},
      {card("Avocet", "Marsh", "1990-03-25"), card("Bittern", "Heath", "1991-03-25"), none},
  };
  for (const auto& row : rows) {
    INFO(row.one.ShortDebugString() << " | " << row.other.ShortDebugString());
    CHECK(between(row.one, row.other) == row.grounds);
  }
}

TEST_CASE("another name, a telephone and their own names propose across cards, the most grounds first") {
  IndexWorld w;
  const auto one = w.save(card("Avocet", "Marsh", "1990-03-12"));
  const auto alias = w.save(card("Kittiwake", "")), number = w.save(card("Bittern", "Heath")),
             all = w.save(card("Avoset", "Marsh", "1990-03-12"));
  w.save(called(one, "Kitiwake"));
  w.save(reached(one, "+447700900123"));
  w.save(reached(number, "+447700900123"));
  w.save(reached(all, "+447700900123"));
  w.save(reached(w.save(card("Godwit", "Fen")), "+4477009001234"));
  w.refresh();
  std::vector<std::pair<RecordId, Grounds>> found;
  for (const auto& one_more : app::candidates(*w.index, w.tablet.log, one))
    found.emplace_back(one_more.card.id, one_more.grounds);
  REQUIRE(found.size() == 3);
  CHECK(found[0] == std::pair(all, Grounds{Ground::name, Ground::date_of_birth, Ground::telephone}));
  CHECK(found[1] == std::pair(alias, Grounds{Ground::other_name}));
  CHECK(found[2] == std::pair(number, Grounds{Ground::telephone}));
  CHECK(app::candidates(*w.index, w.tablet.log, one, 1).size() == 1);
  // From the other side too.
  CHECK(grounds_of(w, alias, one) == Grounds{Ground::other_name});
}

TEST_CASE("a card that was voided, and whatever is no card, is no candidate") {
  IndexWorld w;
  const auto one = w.save(card("Avocet", "Marsh")), other = w.save(card("Avocet", "Marsh"));
  const auto seen = w.save(sighting(1'000, "Avocet Marsh", one));
  w.refresh();
  CHECK(grounds_of(w, one, other) == Grounds{Ground::name});
  CHECK(app::candidates(*w.index, w.tablet.log, seen).empty());
  w.retract(other, v1::VC2_TEAM);
  w.refresh();
  CHECK(app::candidates(*w.index, w.tablet.log, one).empty());
}

TEST_CASE("a vehicle's candidates have its plate with one character off") {
  IndexWorld w;
  const auto one = w.save(vehicle("AA19ABC")), near = w.save(vehicle("AA19ABD")), same = w.save(vehicle("AA19ABC"));
  w.save(vehicle("AA19ADD"));
  w.refresh();
  CHECK(grounds_of(w, one, near) == Grounds{Ground::registration});
  CHECK(grounds_of(w, one, same) == Grounds{Ground::registration});
  CHECK(app::candidates(*w.index, w.tablet.log, one).size() == 2);
}

TEST_CASE("a date of birth is found as it is written") {
  IndexWorld w;
  const auto id = w.save(card("Avocet", "Marsh", "1990-03-12"));
  w.save(card("Bittern", "Heath", "1990-03-13"));
  w.refresh();
  for (const auto* typed : {"12/03/1990", "1990-03-12", " 12.03.1990 "}) {
    CAPTURE(typed);
    CHECK(w.search(typed) == Ids{id});
  }
  CHECK(w.search("12/03/1991").empty());
}

TEST_CASE("each form stands in one name only, in small letters as the index keeps them") {
  std::ifstream file(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "app/index/name_forms.txt");
  std::set<std::string> seen;
  size_t names = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::optional<size_t> number;
    for (std::string word; words >> word;) {
      INFO(word);
      CHECK(seen.insert(word).second);
      CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == word.npos);
      if (number) CHECK(app::name_number(word) == number);
      number = app::name_number(word);
      REQUIRE(number);
    }
    ++names;
  }
  CHECK(names > 50);
  CHECK_FALSE(app::name_number("avocet"));
}

TEST_CASE("a word of any script is brought to Latin letters") {
  CHECK(app::latin("avocet") == "avocet");
  CHECK(app::latin("сергей") == "sergej");
  CHECK(app::latin("сергій") == "sergij");
  CHECK(app::latin("ольга") == "olga");
  CHECK(app::latin("łabędź") == "labedz");
  CHECK(app::latin("ștefan") == "stefan");
}
