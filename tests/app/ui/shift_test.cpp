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
