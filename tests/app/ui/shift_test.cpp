#include "app/ui/shift.h"

#include "app/ui/officer.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// PC 1234 is on a shift that names PC 9001, who has a tablet too and has received it.
struct Two : Patrol {
  Two() {
    fleet.enrol("crane", "PC 9001", "OFC");
    fleet.sync("wren");
    fleet.sync("crane");
  }
};

app::JoinableShift offered(app::Session& session) {
  REQUIRE(soon_so([&] { return session.shift()->joinable().size() == 1; }));
  return session.shift()->joinable().front().value<app::JoinableShift>();
}

}  // namespace

TEST_CASE("a colleague's open shift that names the officer is offered, joined and left in one press each") {
  Two two;
  Officer crane(two.store("crane"));
  REQUIRE(crane.opens());
  auto& shift = *crane.session().shift();
  const auto offer = offered(crane.session());
  CHECK(offer.words == "Join PC 1234's shift");
  CHECK(offer.detail.startsWith("Street safety, since "));
  CHECK_FALSE(shift.is_open());

  app::EntryList list;
  list.set_scope(app::EntryList::ThisShift);
  list.use(crane.session());
  shift.join(offer.id);
  REQUIRE(soon_so([&] { return shift.is_open(); }));
  CHECK(shift.joined());
  CHECK(shift.id() == offer.id);
  CHECK(shift.joinable().isEmpty());
  CHECK(shift.next_number() == 1);

  shift.leave();
  REQUIRE(soon_so([&] { return !shift.is_open(); }));
  CHECK_FALSE(shift.joined());
  CHECK(offered(crane.session()).id == offer.id);
  crane.lock();
  two.fleet.sync("wren");
  // It goes on for the one who started it.
  CHECK(two.fleet.show("wren", offer.id.toStdString()).dump().find("actual_end") == std::string::npos);
}

TEST_CASE("the list of this shift shows what was written on the joined one, as soon as it is joined") {
  Two two;
  two.fleet.record("wren", "sighting", test::sighting("A white van stopped twice."));
  two.fleet.sync("wren");
  two.fleet.sync("crane");
  Officer crane(two.store("crane"));
  REQUIRE(crane.opens());
  const auto offer = offered(crane.session());
  app::EntryList list;
  list.set_scope(app::EntryList::ThisShift);
  list.use(crane.session());
  REQUIRE(soon_so([&] { return !list.loading(); }));
  CHECK(list.count() == 0);
  crane.session().shift()->join(offer.id);
  CHECK(soon_so([&] { return list.count() == 1; }));
  crane.session().shift()->leave();
  CHECK(soon_so([&] { return list.count() == 0; }));
}

TEST_CASE("neither one's own shift nor a colleague's that is over or does not name the officer is offered") {
  Two two;
  two.fleet.enrol("heron", "PC 3456", "OFC");
  {
    Officer wren(two.store());
    REQUIRE(wren.opens());
    REQUIRE(soon_so([&] { return wren.session().shift()->is_open(); }));
    CHECK_FALSE(wren.session().shift()->joined());
    CHECK(wren.session().shift()->joinable().isEmpty());
    wren.session().shift()->leave();
    REQUIRE(soon_so([&] { return !wren.session().shift()->refusal().isEmpty(); }));
    CHECK(wren.session().shift()->is_open());
  }
  {
    Officer heron(two.store("heron"));
    REQUIRE(heron.opens());
    CHECK(heron.session().shift()->joinable().isEmpty());
  }
  two.fleet.expect("wren", {"shift", "end"}, "{}");
  two.fleet.sync("wren");
  two.fleet.sync("crane");
  Officer crane(two.store("crane"));
  REQUIRE(crane.opens());
  CHECK(crane.session().shift()->joinable().isEmpty());
}

TEST_CASE("tonight's outreach windows are said before a shift is started and on it, and yesterday's are not", "[BR-14]") {
  Two two;
  const auto at = [](int hours) {
    const std::time_t then = std::time(nullptr) + hours * 3600;
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&then));
    return std::string(text);
  };
  const auto window = [&](int from, int to, const char* level, const char* beat) {
    const nlohmann::json json = {{"partner", "Lantern"}, {"kind", "STREET"}, {"level", level},
                                 {"start", at(from)},    {"end", at(to)},    {"beats", {beat}}};
    two.fleet.record("wren", "outreach_window", json);
  };
  window(-20, -18, "POLICE_FREE", "A1");
  window(1, 3, "POLICE_FREE", "A2");
  window(4, 5, "NOTIFY_ONLY", "N4");
  two.fleet.sync("wren");
  two.fleet.sync("crane");
  for (const char* tablet : {"wren", "crane"}) {
    INFO(tablet);
    Officer officer(two.store(tablet));
    REQUIRE(officer.opens());
    auto& shift = *officer.session().shift();
    REQUIRE(soon_so([&] { return !shift.notice_text().isEmpty(); }));
    const auto lines = shift.notice_text().split('\n');
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].startsWith("Lantern works in A2, "));
    CHECK(lines[0].endsWith(". Stay away."));
    CHECK(lines[1].startsWith("Lantern works in N4, "));
    CHECK(lines[1].endsWith(". Let them know before you come."));
    officer.lock();
  }
}
