#include <rapidcheck.h>

#include "app/index/spelling.h"
#include "index_world.h"

using namespace beatbook;
using namespace beatbook::test;
using app::Purpose;
using app::SearchHit;

TEST_CASE("a name is found whole, cut short, without its accents and in either case") {
  IndexWorld w;
  const auto id = w.save(person("O'Grüße-Avocet", "José"));
  w.save(person("Bittern"));
  w.refresh();
  for (const auto* typed : {"avocet", "AVOC", "jose", "José avo", "gruße", "o'gr", "avocet jose"}) {
    CAPTURE(typed);
    CHECK(w.search(typed) == Ids{id});
  }
}

TEST_CASE("a misspelt name is found behind the exact ones") {
  IndexWorld w;
  const auto exact = w.save(person("Wagtail")), near = w.save(person("Wagtale")), far = w.save(person("Waxwing"));
  w.refresh();
  const auto hits = w.index->search("wagtail", Purpose::enforcement);
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].entry.id == exact);
  CHECK(hits[0].match == SearchHit::Match::words);
  CHECK(hits[1].entry.id == near);
  CHECK(hits[1].match == SearchHit::Match::spelling);
  CHECK(w.search("wagtial") == Ids({exact, near}));
  CHECK(w.search("waxwin") == Ids{far});
}

TEST_CASE("of several words each must be near a name") {
  IndexWorld w;
  const auto id = w.save(person("Avocet", "Robin"));
  w.save(person("Bittern", "Robin"));
  w.refresh();
  CHECK(w.search("robbin avoset") == Ids{id});
  CHECK(w.search("robin avoset") == Ids{id});
  CHECK(w.search("robin heron").empty());
}

TEST_CASE("an alias and a telephone lead to their records") {
  IndexWorld w;
  const auto who = w.save(person("Avocet"));
  v1::PersonName alias;
  alias.set_person_id(who.str());
  alias.set_name("Kittiwake");
  const auto name = w.save(alias);
  v1::PersonPhone phone;
  phone.set_person_id(who.str());
  phone.set_phone("+447700900123");
  const auto number = w.save(phone);
  w.refresh();
  CHECK(w.search("kitiwake") == Ids{name});
  CHECK(ids_of(w.index->linked_to(who, Purpose::enforcement)).size() == 2);
  for (const auto* typed : {"07700 900123", "+44 7700 900123", "00447700900123", "07700 900", "+44 7700 9"}) {
    CAPTURE(typed);
    CHECK(w.search(typed) == Ids{number});
  }
  CHECK(w.search("07700 900124").empty());
}

TEST_CASE("a plate is found in any spacing, cut short, and one character off") {
  IndexWorld w;
  const auto id = w.save(vehicle("AA19ABC"));
  w.refresh();
  const auto match = [&](std::string_view typed) {
    const auto hits = w.index->search(typed, Purpose::enforcement);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].entry.id == id);
    return hits[0].match;
  };
  CHECK(match("aa19 abc") == SearchHit::Match::registration);
  CHECK(match("AA-19") == SearchHit::Match::registration);
  CHECK(match("AA19 ABO") == SearchHit::Match::near_registration);
  CHECK(match("AAI9 ABC") == SearchHit::Match::near_registration);
  CHECK(match("AA91 ABC") == SearchHit::Match::near_registration);
  CHECK(match("A19ABC") == SearchHit::Match::near_registration);
  CHECK(w.search("AA19 XYZ").empty());
}

TEST_CASE("places and accounts are found by their words") {
  IndexWorld w;
  const auto id = w.save(sighting(1'000, "limping, red umbrella"));
  w.refresh();
  CHECK(w.search("dock street") == Ids{id});
  CHECK(w.search("umbr dock") == Ids{id});
  CHECK(w.search("1234").empty());
}

TEST_CASE("nothing typed finds nothing and no text is taken for a query language") {
  IndexWorld w;
  w.save(person("Avocet"));
  w.refresh();
  for (const auto* typed : {"", " ", "*", "\"", "'", "AND", "name:", "avo\" OR \"x", "-", "(", "^avocet)"}) {
    CAPTURE(typed);
    CHECK_NOTHROW(w.search(typed));
  }
  CHECK(w.search("").empty());
  CHECK(w.search("\"*").empty());
  CHECK(w.search(std::string(5000, 'a')).empty());
}

TEST_CASE("a limit holds") {
  IndexWorld w;
  for (int i = 0; i < 5; ++i) w.save(person("Avocet"));
  w.refresh();
  CHECK(w.index->search("avocet", Purpose::enforcement, 3).size() == 3);
}

TEST_CASE("a welfare contact is in no enforcement query, whatever it says") {
  CHECK(rc::check([] {
    IndexWorld w;
    const auto words =
        std::vector<std::string>{"avocet", "AA19 ABC", "07700 900123", "heron wharf", "lapwing needs help", "PC 1234"};
    const auto who = w.save(person("Dunlin"));
    const auto text = *rc::gen::elementOf(words);
    const auto contact = w.save(welfare(1'000, text, who));
    const auto seen = w.save(sighting(1'500, "unrelated", who));
    w.refresh();
    for (const auto& word : words) {
      RC_ASSERT(w.search(word).empty());
      RC_ASSERT(w.search(word, Purpose::safeguarding).empty());
    }
    RC_ASSERT(ids_of(w.index->linked_to(who, Purpose::enforcement)) == Ids{seen});
    RC_ASSERT(w.index->links_of(contact, Purpose::enforcement).empty());
    for (const auto& entry : w.index->list({})) RC_ASSERT(entry.id != contact);
    app::ListQuery met;
    met.encounter = record_id(800);
    RC_ASSERT(ids_of(w.index->list(met)) == Ids{seen});
    // It is reached by its id, the pages of its shift and a safeguarding listing.
    RC_ASSERT(w.index->find(contact).has_value());
    app::ListQuery shift;
    shift.shift = record_id(900);
    RC_ASSERT(ids_of(w.index->list(shift)) == Ids({seen, contact}));
    RC_ASSERT(ids_of(w.index->linked_to(who, Purpose::safeguarding)) == Ids({seen, contact}));
  }));
}

TEST_CASE("the safeguarding half of a warning is not searched") {
  IndexWorld w;
  v1::OfficialWarning warning;
  fill(*warning.mutable_envelope(), 1'000);
  warning.mutable_envelope()->set_factual_text("stood at the Ferry Arch");
  warning.set_conduct_text("talked to cars near the Salt House");
  const auto id = w.save(warning);
  w.refresh();
  CHECK(w.search("ferry") == Ids{id});
  CHECK(w.search("salt house").empty());
  CHECK(w.search("salt house", Purpose::safeguarding).empty());
}

TEST_CASE("a deleted word is gone from the file") {
  IndexWorld w;
  const auto id = w.save(person("Zzyzxavocet"));
  w.refresh();
  w.tablet.edit(id, 1, "Bittern");
  w.refresh();
  auto statement = w.store.database().prepare("SELECT count(*) FROM index_text_data WHERE instr(block, 'zzyzxavocet') > 0");
  CHECK(statement.integer() == 0);
  auto words = w.store.database().prepare("SELECT count(*) FROM index_word WHERE word = 'zzyzxavocet'");
  CHECK(words.integer() == 0);
}

TEST_CASE("the distance of two words counts letters put in, left out, changed and swapped") {
  using app::spelling_distance;
  CHECK(spelling_distance("wren", "wren", 2) == 0);
  CHECK(spelling_distance("wren", "wern", 2) == 1);
  CHECK(spelling_distance("wren", "ren", 2) == 1);
  CHECK(spelling_distance("wren", "wrens", 2) == 1);
  CHECK(spelling_distance("wren", "wran", 2) == 1);
  CHECK(spelling_distance("łabędź", "labedz", 2) == 3);
  CHECK(spelling_distance("łódź", "lódź", 2) == 1);
  CHECK(spelling_distance("wren", "heron", 1) == 2);
  CHECK(spelling_distance("", "ab", 2) == 2);
  CHECK(rc::check([](const std::string& a, const std::string& b) {
    RC_ASSERT(spelling_distance(a, b, 2) == spelling_distance(b, a, 2));
    RC_ASSERT((spelling_distance(a, b, 2) == 0) == (a == b));
    RC_ASSERT(spelling_distance(a + "x", a, 2) == 1u);
  }));
}
