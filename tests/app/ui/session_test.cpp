#include "app/ui/session.h"

#include "app/ui/officer.h"
#include "support/poor_line.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

app::EntryList& mine(app::EntryList& list, app::Session& session) {
  list.set_scope(app::EntryList::Mine);
  list.use(session);
  return list;
}

}  // namespace

TEST_CASE("a tablet opens with its secret, and a wrong one is counted without a word") {
  Patrol patrol;
  Officer wren(patrol.store());
  CHECK(wren.session().state() == app::Session::Locked);
  CHECK(wren.session().officer() == "PC 1234");  // whose it is, one may know
  wren.session().unlock("three loud herons");
  REQUIRE(soon_so([&] { return wren.session().wrong_tries() == 1; }));
  CHECK(wren.session().state() == app::Session::Locked);
  CHECK(wren.session().error_text().isEmpty());
  REQUIRE(wren.opens());
  CHECK(wren.session().wrong_tries() == 0);
  CHECK(soon_so([&] { return wren.session().shift()->property("open").toBool(); }));
}

TEST_CASE("locking takes from the screen what was read, and opening brings it back") {
  Patrol patrol;
  patrol.fleet.record("wren", "sighting", test::sighting("A white van stopped twice."));
  Officer wren(patrol.store());
  app::EntryList list;
  mine(list, wren.session());
  REQUIRE(wren.opens());
  REQUIRE(soon_so([&] { return list.count() == 1 && !list.loading(); }));
  wren.lock();
  CHECK(wren.session().state() == app::Session::Locked);
  CHECK(list.count() == 0);
  REQUIRE(wren.opens());
  CHECK(soon_so([&] { return list.count() == 1; }));
}

TEST_CASE("a list narrows to words, but to no welfare contact") {
  Patrol patrol;
  patrol.fleet.record("wren", "sighting", test::sighting("A white van stopped twice."));
  patrol.fleet.record("wren", "sighting", test::sighting("A man on a bicycle."));
  patrol.fleet.record("wren", "welfare_contact", test::welfare_contact("Bicycle Yard"));
  Officer wren(patrol.store());
  app::EntryList list;
  mine(list, wren.session());
  REQUIRE(wren.opens());
  REQUIRE(soon_so([&] { return list.count() == 3 && !list.loading(); }));
  list.set_text("bicycle");
  CHECK(soon_so([&] { return list.count() == 1 && !list.loading(); }));
  list.set_text("yard");
  CHECK(soon_so([&] { return list.count() == 0 && !list.loading(); }));
  CHECK(list.empty_text() == "No entry on this tablet is like that.");
  list.set_text("");
  CHECK(soon_so([&] { return list.count() == 3; }));
}

TEST_CASE("a list that is read further down keeps its rows when many entries come in above, and goes to them on demand") {
  Patrol patrol;
  auto& fleet = patrol.fleet;
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("crane", "PC 2345");
  const auto many = [](int count, const std::string& words) {
    std::string lines;
    for (int i = 0; i < count; ++i) lines += test::sighting(words + " " + std::to_string(i) + ".").dump() + "\n";
    return lines;
  };
  fleet.expect("wren", {"record", "sighting"}, many(30, "A white van stopped"));
  Officer wren(patrol.store());
  app::EntryList list;
  list.set_scope(app::EntryList::All);
  list.use(wren.session());
  REQUIRE(wren.opens());
  REQUIRE(soon_so([&] { return list.count() == 30 && !list.loading(); }));
  const auto shown = list.rows();
  list.set_held(true);
  fleet.expect("crane", {"record", "sighting"}, many(260, "A grey car passed"));
  fleet.sync("crane");
  wren.session().sync_status().syncNow();
  REQUIRE(soon_so([&] { return list.newer() && !list.loading(); }));
  REQUIRE(list.count() == 30);
  for (size_t i = 0; i < shown.size(); ++i) CHECK(list.rows()[i].entry_id == shown[i].entry_id);
  // Further down it reads on as before; what comes in above later is left out as well.
  CHECK_FALSE(list.canFetchMore({}));
  list.showNewest();
  CHECK(soon_so([&] { return !list.newer() && !list.loading() && list.rows().front().author == "PC 2345"; }));
}

TEST_CASE("an exchange that is cut on the way goes on by itself while each connection brings something, and then gives up") {
  test::Fleet fleet;
  fleet.serve();
  test::PoorLine line(fleet.port);
  fleet.port = line.port();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  std::string lines;
  for (int i = 0; i < 1500; ++i)
    lines += test::sighting("Sighting number " + std::to_string(i) + ", a van of another colour").dump() + "\n";
  fleet.expect("wren", {"record", "sighting"}, lines);
  Officer wren(fleet.directory / "wren");
  REQUIRE(wren.opens());
  auto& status = wren.session().sync_status();
  const auto before = line.connections();
  const auto ended = [&] { return soon_so([&] { return !status.running(); }); };
  SECTION("while it brings something") {
    line.become({.cut_after = 80 * 1024, .cuts = 1});
    status.syncNow();
    REQUIRE(ended());
    CHECK(line.connections() == before + 2);
    CHECK(status.error_text().isEmpty());
    CHECK(soon_so([&] { return status.header_text() == "Received"; }));
  }
  SECTION("and not where none does") {
    line.become({.cut_after = 1});
    status.syncNow();
    REQUIRE(ended());
    CHECK(line.connections() == before + 1);
    CHECK_FALSE(status.error_text().isEmpty());
  }
}

TEST_CASE(
    "a locked tablet is handed in by whoever holds it: what is sealed is sent without a secret, and the page says what is "
    "left") {
  Patrol patrol;
  patrol.fleet.sync("wren");
  patrol.fleet.record("wren", "sighting", test::sighting("A white van stopped twice."));
  Officer wren(patrol.store());
  const auto says = [&](const char* words) {
    return soon_so([&] { return wren.session().sync_status().sealed_text().contains(QString(words)); });
  };
  SECTION("where there is signal") {
    wren.session().sync_status().syncNow();
    CHECK(says("Every saved entry is sent."));
    CHECK(wren.session().state() == app::Session::Locked);
    REQUIRE(wren.opens());
    CHECK(wren.session().sync_status().sealed_text().isEmpty());
    // The next exchange tells the tablet what the server holds already.
    wren.session().sync_status().syncNow();
    CHECK(soon_so([&] { return wren.session().sync_status().header_text() == "Received"; }));
  }
  SECTION("where there is none") {
    patrol.fleet.kill_server();
    wren.session().sync_status().syncNow();
    CHECK(says("Left on this tablet: 1."));
  }
}
