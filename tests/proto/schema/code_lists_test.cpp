#include "schema/code_lists.h"

#include <catch2/catch.hpp>
#include <set>

#include "kernel/hash.h"
#include "kernel/limits.h"
#include "schema/catalogue.h"

using namespace beatbook;
using namespace beatbook::schema;

namespace {
const CodeLists& lists() { return CodeLists::built_in(); }
}  // namespace

TEST_CASE("every code list an annotation names is in a pack") {
  std::set<const Descriptor*> seen;
  const std::function<void(const Descriptor*)> visit = [&](const Descriptor* message) {
    if (!seen.insert(message).second) return;
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& field = *message->field(i);
      if (field.message_type()) visit(field.message_type());
      CAPTURE(field.full_name(), meaning(field).code_list());
      if (!meaning(field).code_list().empty()) CHECK(lists().find(meaning(field).code_list()) != nullptr);
    }
  };
  for (const auto& type : record_types()) visit(type.descriptor);
}

TEST_CASE("the 18+1 ethnicity codes are held and the 2001 code for Chinese is refused with its successor") {
  CHECK(lists().find("self_defined_ethnicity")->source == "CL-04");
  CHECK_FALSE(lists().refusal("self_defined_ethnicity", "A4"));
  CHECK(lists().refusal("self_defined_ethnicity", "O1") == "Chinese is now A4.");
  CHECK(lists().refusal("self_defined_ethnicity", "Q7") == "");
  CHECK(lists().refusal("officer_defined_ethnicity", "WHITE") == "");
  CHECK_THROWS_AS(lists().refusal("no_such_list", "A4"), std::logic_error);
}

TEST_CASE("labels are what people read, and an unknown code is shown as it is") {
  CHECK(lists().label("operating_mode", "PLAIN_UNMARKED") == "Plain clothes, unmarked vehicle");
  CHECK(lists().label("operating_mode", "HOVERCRAFT") == "HOVERCRAFT");
  CHECK(lists().label("no_such_list", "X") == "X");
}

TEST_CASE("published words lead to their code and back") {
  int words = 0;
  for (const auto& [name, list] : lists().lists()) {
    for (const auto& code : list.codes) {
      if (code.police_uk.empty()) continue;
      CAPTURE(name, code.code);
      CHECK(lists().police_uk(name, code.code) == code.police_uk);
      CHECK(lists().from_police_uk(name, code.police_uk) == list.find(code.code));
      ++words;
    }
  }
  CHECK(words > 50);
  CHECK(lists().police_uk("officer_defined_ethnicity", "IC2") == "White");
  CHECK(lists().police_uk("age_range", "45-54") == "over 34");
  CHECK(lists().police_uk("officer_defined_ethnicity", "IC9").empty());
  CHECK(lists().from_police_uk("age_range", "") == nullptr);
  CHECK(lists().from_police_uk("age_range", "ancient") == nullptr);
}

TEST_CASE("a pack is named with the first 8 bytes of the SHA-256 of its file") {
  REQUIRE(lists().packs().size() == packs::built_in().size());
  CHECK(lists().packs().size() <= limits::packs);
  for (const auto& file : packs::built_in()) {
    const Pack* pack = lists().find_pack(file.name);
    REQUIRE(pack);
    CHECK(pack->hash == view(sha256(file.json)).substr(0, 8));
  }
}

TEST_CASE("a pack that contradicts itself or another does not load") {
  const auto load = [](std::string_view json) {
    const packs::File file{"test", json};
    return CodeLists(std::span(&file, 1));
  };
  CHECK_NOTHROW(load(R"({"name": "test", "lists": {"l": {"label": "L", "entries": [{"code": "A", "label": "a"}]}}})"));
  CHECK_THROWS_AS(load("{"), std::logic_error);
  CHECK_THROWS_AS(load(R"({"name": "other"})"), std::logic_error);
  CHECK_THROWS_AS(load(R"({"name": "test", "lists": {"l": {"label": "L", "entries": [{"code": "A"}]}}})"), std::logic_error);
  CHECK_THROWS_AS(
      load(
          R"({"name": "test", "lists": {"l": {"label": "L", "entries": [{"code": "A", "label": "a"}, {"code": "A", "label": "b"}]}}})"),
      std::logic_error);
  CHECK_THROWS_AS(
      load(R"({"name": "test", "lists": {"l": {"label": "L", "entries": [{"code": "A", "label": "a", "maps_to": "B"}]}}})"),
      std::logic_error);
}

TEST_CASE("words a narrative must not hold are listed with what to write instead (CL-24)") {
  const auto refusal = [](std::string_view text) { return lists().plain_language_refusal(text); };
  CHECK(refusal("Driver approached a person selling sex near the start of the lane.").empty());
  CHECK(refusal("A known Prostitute and a PUNTER talked.") ==
        "Use plain neutral words. Replace: known Prostitute (person selling sex), PUNTER (purchaser).");
  CHECK(refusal("Two kerb\n crawlers, one kerb-crawler.").starts_with("Use plain neutral words. Replace: kerb\n crawlers"));
  CHECK(refusal("He bought a tartan blanket and a custard tart.") ==
        "Use plain neutral words. Replace: tart (person selling sex).");
  CHECK(refusal("tart tart TART") == "Use plain neutral words. Replace: tart (person selling sex), TART (person selling sex).");
  CHECK(refusal("On prostitution.").starts_with("Use plain"));
  CHECK(refusal("Startart").empty());
  CHECK(refusal("A pimple on the chin, a pimpernel in the hedge.").empty());
  CHECK(refusal("Pimps pimped; pimping by a pimp.") ==
        "Use plain neutral words. Replace: Pimps (controlling individuals), pimped (controlled), pimping (controlling), "
        "pimp (controlling individual).");
  std::string far_away(8000, ' ');
  far_away += "junkies";
  CHECK_FALSE(refusal(far_away).empty());
  std::string all_bad;
  for (int i = 0; i < 2'000; ++i) all_bad += "junkie" + std::to_string(i) + " pimp ";
  CHECK_FALSE(refusal(all_bad).empty());
}
