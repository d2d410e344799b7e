#include <chrono>

#include "index_world.h"
#include "rules/areas.h"

using namespace beatbook;
using namespace beatbook::test;
using app::ListQuery;
using app::Purpose;

TEST_CASE("a saved record is listed with what its envelope says") {
  IndexWorld w;
  const auto id = w.save(sighting(5'000, "tall"));
  w.refresh();
  const auto entry = w.index->find(id);
  REQUIRE(entry);
  CHECK(entry->type == schema::find_type("sighting")->number);
  CHECK(entry->operation == operation);
  CHECK(entry->at_ms == 5'000);
  CHECK(entry->author == "PC 1234");
  CHECK(entry->local_ref == "07-014");
  CHECK(entry->shift == record_id(900));
  CHECK(entry->encounter == record_id(800));
  CHECK(entry->face == v1::VC2_TEAM);
  CHECK(entry->heads == w.tablet.log.record(id)->heads_by_class());
  CHECK(entry->heads.size() == 1);
  CHECK_FALSE(entry->imported);
  CHECK_FALSE(entry->retracted);
  CHECK(entry->conflicts == 0);
  CHECK_FALSE(w.index->find(record_id(77)));
}

TEST_CASE("a card without an envelope is listed at the time its id was made") {
  IndexWorld w;
  const auto id = w.save(person("Avocet"));
  w.refresh();
  CHECK(w.index->find(id)->at_ms == 1'795'000'000'001);
}

TEST_CASE("a record of a newer program is listed by what the kernel knows") {
  IndexWorld w;
  const auto id = record_id(50);
  w.tablet.save({create(id, field(1, "whatever"), v1::VC3_SAFEGUARDING, 4999)});
  w.refresh();
  CHECK(w.index->find(id)->type == 4999);
  CHECK(w.index->find(id)->face == v1::VC3_SAFEGUARDING);
  CHECK(w.index->list({}).empty());
}

TEST_CASE("a list is narrowed and read page by page, the newest first") {
  IndexWorld w;
  Ids all;
  for (int i = 0; i < 7; ++i) all.insert(all.begin(), w.save(sighting(1'000 * (i / 2), "same times too")));
  const auto card = w.save(person("Avocet"));
  w.refresh();
  ListQuery query;
  query.type = schema::find_type("sighting")->number;
  query.limit = 3;
  Ids paged;
  for (;;) {
    const auto page = w.index->list(query);
    if (page.empty()) break;
    for (const auto& entry : page) paged.push_back(entry.id);
    query.after = {page.back().at_ms, page.back().id};
  }
  CHECK(paged == all);
  ListQuery period;
  period.from_ms = 1'000;
  period.to_ms = 2'000;
  CHECK(w.index->list(period).size() == 2);
  CHECK(w.index->list({}).front().id == card);
  ListQuery other;
  other.operation = "curlew";
  CHECK(w.index->list(other).empty());
  other.operation = operation;
  CHECK(w.index->list(other).size() == 8);
  ListQuery met;
  met.encounter = record_id(800);
  CHECK(w.index->list(met).size() == 7);
}

TEST_CASE("a list by area is what lies inside of its corners, page by page, whatever else is near", "[FA-04]") {
  IndexWorld w;
  // A hollow shape: its box and its middle hold points that do not lie in it.
  const std::vector<schema::GridPoint> area{{1000, 1000}, {1400, 1000}, {1400, 1400}, {1200, 1100}, {1000, 1400}};
  std::vector<RecordId> inside;
  for (int i = 0; i < 60; ++i) {
    const schema::GridPoint at{950.0 + (i * 73) % 500, 950.0 + (i * 131) % 500};
    auto seen = sighting(1'000 * i, "by the lock");
    if (i % 7 != 0) seen.mutable_envelope()->mutable_location()->set_os_grid(*schema::grid_reference_of(at, 10));
    const auto id = w.save(seen);
    if (i % 7 != 0 && rules::inside(schema::centre_of(*schema::read_grid_reference(*schema::grid_reference_of(at, 10))), area))
      inside.insert(inside.begin(), id);
  }
  w.refresh();
  REQUIRE(inside.size() > 5);
  for (const size_t limit : {1, 3, 7, 100}) {
    std::vector<RecordId> listed;
    ListQuery query;
    query.area = area;
    query.limit = limit;
    for (;;) {
      const auto page = w.index->list(query);
      for (const auto& entry : page) listed.push_back(entry.id);
      if (page.size() < limit) break;
      query.after = app::Place{page.back().at_ms, page.back().id};
    }
    CHECK(listed == inside);
  }
}

TEST_CASE("an edit changes the row, a retraction marks it, and nothing is there twice") {
  IndexWorld w;
  const auto id = w.save(person("Avocet"));
  w.refresh();
  w.tablet.edit(id, 1, "Bittern");
  w.refresh();
  CHECK(w.search("avocet").empty());
  CHECK(w.search("bittern") == Ids{id});
  w.retract(id, v1::VC2_TEAM);
  w.refresh();
  CHECK(w.index->find(id)->retracted);
  CHECK(w.index->list({}).size() == 1);
}

TEST_CASE("links are followed both ways") {
  IndexWorld w;
  const auto avocet = w.save(person("Avocet")), bittern = w.save(person("Bittern"));
  auto seen = sighting(1'000, "with a car", avocet);
  const auto car = w.save(vehicle("AA19AAA"));
  seen.set_vehicle_id(car.str());
  const auto first = w.save(seen), second = w.save(sighting(2'000, "again", avocet));
  w.refresh();
  CHECK(ids_of(w.index->linked_to(avocet, Purpose::enforcement)) == Ids{second, first});
  CHECK(ids_of(w.index->linked_to(car, Purpose::enforcement)) == Ids{first});
  CHECK(w.index->linked_to(bittern, Purpose::enforcement).empty());
  std::map<std::string, RecordId> links;
  for (const auto& link : w.index->links_of(first, Purpose::enforcement)) links[link.field] = link.to;
  CHECK(links == std::map<std::string, RecordId>{
                     {"envelope.shift_id", record_id(900)}, {"envelope.subjects.person_id", avocet}, {"vehicle_id", car}});
}

TEST_CASE("reviews of a record come with what its status is derived from") {
  IndexWorld w;
  const auto id = w.save(sighting(1'000, "seen"));
  v1::Review review;
  review.set_subject(id.str());
  review.set_subject_type("sighting");
  review.set_decision("RETURN");
  review.set_reviewer("PS 42");
  rules::set_heads(review, w.tablet.log.record(id)->heads_by_class());
  review.mutable_made_at()->set_utc_ms(9'000);
  const auto given = w.save(review, v1::VC2_TEAM);
  w.refresh();
  const auto reviews = w.index->reviews_of(id);
  REQUIRE(reviews.size() == 1);
  CHECK(reviews[0].entry.id == given);
  CHECK(reviews[0].decision == "RETURN");
  CHECK(reviews[0].reviewer == "PS 42");
  CHECK(reviews[0].made_at_ms == 9'000);
  CHECK(reviews[0].heads == w.index->find(id)->heads);
  w.tablet.edit(id, 4, "corrected");
  w.refresh();
  CHECK(w.index->reviews_of(id)[0].heads != w.index->find(id)->heads);
}

TEST_CASE("what was written at once waits for a person until it is resolved", "[BR-26]") {
  IndexWorld w;
  const auto id = w.save(person("Avocet"));
  w.write_blindly(id, 1, "Bittern");
  w.refresh();
  CHECK(ids_of(w.index->conflicts()) == Ids{id});
  CHECK(w.index->find(id)->conflicts == 1);
  w.tablet.edit(id, 1, "Bittern");
  w.refresh();
  CHECK(w.index->conflicts().empty());
}

TEST_CASE("the index is brought up to date at opening, whatever was missed") {
  IndexWorld w;
  const auto first = w.save(person("Avocet"));
  w.refresh();
  const auto second = w.save(person("Bittern"));
  CHECK_FALSE(w.index->find(second));
  w.reopen();
  CHECK(w.index->find(first));
  CHECK(w.index->find(second));
}

TEST_CASE("an index another program wrote is built anew") {
  IndexWorld w;
  const auto id = w.save(person("Avocet"));
  w.refresh();
  w.store.database().run("DELETE FROM index_text; DELETE FROM index_word; DELETE FROM index_entry;");
  w.reopen();
  CHECK_FALSE(w.index->find(id));
  SECTION("with other record types") { w.store.database().run("UPDATE index_position SET program = x'00'"); }
  SECTION("with other tables") {
    w.store.database().run("UPDATE index_form SET form = 99; DROP TABLE index_link; CREATE TABLE index_link(other INTEGER)");
  }
  w.reopen();
  CHECK(w.index->find(id));
  CHECK(w.search("avocet") == Ids{id});
}

TEST_CASE("what colleagues wrote is indexed page by page, and a rebuilt view replaces the old one") {
  IndexWorld w;
  Server server;
  const Streams streams{{operation, v1::VC2_TEAM}};
  Tablet colleague(2);
  server.streams[w.tablet.id] = server.streams[colleague.id] = streams;
  const auto theirs = record_id(500);
  colleague.save(IndexWorld::changes(theirs, person("Curlew")));
  REQUIRE(Line(colleague, server).run());
  const auto mine = w.save(person("Avocet"));
  REQUIRE(Line(w.tablet, server).run());
  w.refresh();
  CHECK(w.search("curlew") == Ids{theirs});
  CHECK(w.search("avocet") == Ids{mine});

  // The stream is taken away: the colleague's record goes with the view it stood in.
  server.streams[w.tablet.id] = {{"other", v1::VC2_TEAM}};
  REQUIRE(Line(w.tablet, server).run());
  REQUIRE(Line(w.tablet, server).run());
  w.refresh();
  CHECK(w.tablet.log.record(theirs).operator bool() == w.index->find(theirs).has_value());
  CHECK_FALSE(w.index->find(theirs));
  CHECK(w.search("curlew").empty());
}

TEST_CASE("a view that was swapped twice since the last look is indexed anew") {
  IndexWorld w;
  const auto swap_twice = [&] {
    w.store.begin();
    w.store.swap_views();
    w.store.swap_views();
    w.store.commit();
  };
  swap_twice();
  const auto id = w.save(person("Avocet"));
  w.refresh();
  REQUIRE(w.index->find(id));
  swap_twice();
  REQUIRE(w.store.record_count() == 0);
  w.refresh();
  CHECK_FALSE(w.index->find(id));
  CHECK(w.search("avocet").empty());
}

TEST_CASE("a stream that is granted later brings its older records into the index") {
  IndexWorld w;
  Server server;
  Tablet colleague(2);
  server.streams[w.tablet.id] = {{operation, v1::VC2_TEAM}};
  server.streams[colleague.id] = {{operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}};
  const auto contact = record_id(500), card = record_id(501);
  colleague.save(IndexWorld::changes(contact, welfare(1'000, "asked for food", card)));
  colleague.save(IndexWorld::changes(card, person("Curlew")));
  REQUIRE(Line(colleague, server).run());
  REQUIRE(Line(w.tablet, server).run());
  w.refresh();
  CHECK_FALSE(w.index->find(contact));
  server.streams[w.tablet.id] = server.streams[colleague.id];
  REQUIRE(Line(w.tablet, server).run());
  REQUIRE(w.tablet.log.record(contact));
  w.refresh();
  CHECK(w.index->find(contact));
  CHECK(w.index->find(card));
}

TEST_CASE("which value is shown follows the acknowledgement") {
  IndexWorld w;
  Server server;
  const Streams streams{{operation, v1::VC2_TEAM}};
  Tablet colleague(2);
  server.streams[w.tablet.id] = server.streams[colleague.id] = streams;
  const auto id = record_id(500);
  colleague.save(IndexWorld::changes(id, person("Curlew")));
  REQUIRE(Line(colleague, server).run());
  REQUIRE(Line(w.tablet, server).run());
  const auto seen = *w.tablet.log.record(id);
  // The colleague writes later than we do, but we have not sent ours: ours is shown until the server has it.
  w.tablet.save({{id, seen.type, v1::Change::EDIT, v1::VC2_TEAM, field(1, "Dunlin"), {}, seen.seen({1}, v1::VC2_TEAM)}},
                1'795'000'000'500);
  const auto theirs = *colleague.log.record(id);
  colleague.save({{id, theirs.type, v1::Change::EDIT, v1::VC2_TEAM, field(1, "Egret"), {}, theirs.seen({1}, v1::VC2_TEAM)}},
                 1'795'000'000'900);
  REQUIRE(Line(colleague, server).run());
  const auto page = server.log.read_page({w.tablet.log.branch(), streams, false}, w.tablet.log.position().cursor, 4096);
  REQUIRE(page);
  REQUIRE(w.tablet.log.take_page(*page, 1));
  w.refresh();
  CHECK(w.search("dunlin") == Ids{id});
  CHECK(w.index->find(id)->conflicts == 1);
  v1::PushAck ack;
  ack.set_to_seq(w.tablet.log.head_seq());
  REQUIRE(w.tablet.log.take_ack(ack));
  w.refresh();
  CHECK(w.search("egret") == Ids{id});
  CHECK(w.search("dunlin").empty());
  CHECK(w.index->find(id)->conflicts == 1);
}

TEST_CASE("ten thousand records are indexed in seconds") {
  IndexWorld w;
  const auto& type = *schema::find_type("sighting");
  w.store.begin();
  for (unsigned i = 0; i < 10'000; ++i) {
    Bytes random(10, '\0');
    random[0] = static_cast<char>(i), random[1] = static_cast<char>(i >> 8);
    const auto id = make_record_id(1'795'000'000'000 + i, random);
    Record record;
    for (const auto& [visibility, partial] :
         schema::split_by_class(sighting(i, "grey coat, near the lock " + std::to_string(i)), type)) {
      REQUIRE(record.apply({id, type.number, v1::Change::CREATE, visibility, partial, {}, {}},
                           {{{w.tablet.id, 0}, i + 1}, {i, 0}, operation}));
    }
    w.store.put_record(id, record.type, record.encode());
  }
  w.store.commit();
  w.store.database().run("DELETE FROM index_position");
  const auto start = std::chrono::steady_clock::now();
  w.refresh();
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  WARN("10,000 records indexed in " << took << " s");
  CHECK(took < 30);
  ListQuery all;
  all.limit = 20'000;
  CHECK(w.index->list(all).size() == 10'000);
  CHECK(w.search("lock 9999").size() == 1);
}
