#include "app/ui/advice_list.h"

#include <date/date.h>

#include "app/ui/officer.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("What records say together is listed while the tablet is open, and nothing of it once it is locked") {
  Patrol patrol;
  const auto person =
      patrol.fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "35-44"}, {"verification", "STATED"}});
  std::string last;
  for (const int ago : {40, 5}) {
    auto seen = sighting("A man in a grey coat");
    seen["envelope"]["event_at"] =
        date::format("%FT%TZ", date::floor<std::chrono::seconds>(std::chrono::system_clock::now() - std::chrono::minutes(ago)));
    seen["envelope"]["late_reason"] = "OPERATIONAL";
    seen["envelope"]["subjects"] = {{{"person_id", person}, {"roles", {"EXR-PUR"}}, {"categories", {"SUSPECT"}}}};
    last = patrol.fleet.record("wren", "sighting", seen);
  }
  Officer wren(patrol.store());
  REQUIRE(wren.opens());
  app::AdviceList list;
  list.use(wren.session());
  REQUIRE(soon_so([&] { return list.count() == 1; }));
  const auto& row = list.rows().front();
  CHECK(row.title == "Seen again");
  CHECK(row.text.startsWith("AVOCET: seen as a purchaser again within 28 days"));
  CHECK(row.entry_id.toStdString() == last);
  CHECK(row.type_name == "sighting");
  wren.lock();
  CHECK(soon_so([&] { return list.count() == 0; }));
}
