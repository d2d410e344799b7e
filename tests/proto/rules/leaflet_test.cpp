#include "rules/leaflet.h"

#include "records.h"
#include "schema/word_list.h"

namespace beatbook::rules {

TEST_CASE("a leaflet names the services that have something to tell, in the order of the directory", "[FA-20][FS-19]") {
  v1::OperationProfile profile;
  const auto& packs = schema::CodeLists::built_in();
  const auto nothing = leaflet_text(profile, packs);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == Fault::not_found);
  auto* lantern = profile.add_partners();
  lantern->set_name("Lantern");
  lantern->set_telephone("+441632960100");
  lantern->set_says("A drop-in.");
  profile.add_partners()->set_name("Council team");  // has nothing to tell
  profile.add_partners()->set_name("Harbour");
  profile.mutable_partners(2)->set_says("Somebody to talk to.");
  const auto text = leaflet_text(profile, packs);
  REQUIRE(text);
  REQUIRE(text->services.size() == 2);
  CHECK(text->services[0].name == "Lantern");
  CHECK(text->services[0].telephone == "+441632960100");
  CHECK(text->services[1].says == "Somebody to talk to.");
}

TEST_CASE("the words around the services tell whoever finds a leaflet nothing about its owner", "[FA-20]") {
  v1::OperationProfile profile;
  profile.add_partners()->set_name("Harbour");
  profile.mutable_partners(0)->set_says("Somebody to talk to.");
  const auto text = leaflet_text(profile, schema::CodeLists::built_in());
  REQUIRE(text);
  for (const auto& words : {text->title, text->introduction, text->closing}) {
    CHECK(schema::WordList(json{"police*", "officer*", "sex*", "warn*", "street*", "prostitut*"}).find(words).empty());
  }
}

}  // namespace beatbook::rules
