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

TEST_CASE("the code lists of the domain hold its codes, in its order, and what is not offered stands apart",
          "[LD-36][BX-03][BX-17][SN-02][SN-31][SN-35]") {
  const std::pair<const char*, const char*> domain[] = {
      {"operating_mode", "FOOT CYCLE UNIFORM_MARKED UNIFORM_FOOT_PAIR PLAIN_UNMARKED CCTV_CONTROL STATIC_POST"},
      {"person_role", "EXD-SW EXD-COM EXR-PUR EXR-CTL EXR-TRAF DRUG-SUP WIT PARTNER UNK"},
      {"stop_outcome",
       "NFA ADVICE MOVED_ON KEEPER_LETTER_PROPOSED WARNING REPORTED ARREST SEARCHED SEIZURE CPW REFERRAL VOLUNTARY_INTERVIEW "
       "OTHER_AGENCY"},
      {"partner_type",
       "OUTREACH_CHARITY FAITH_CHARITY DRUG_ALCOHOL IOM PROBATION L_AND_D RESPITE_HOUSE SUPPORTED_HOUSE COUNCIL_HOUSING "
       "COUNCIL_ASB COUNCIL_ENVIRONMENT CCTV_WATCH ADULT_SOCIAL_CARE CHILDREN_SOCIAL_CARE NHS_SEXUAL_HEALTH NHS_MENTAL_HEALTH "
       "GP "
       "ISVA IDVA_MARAC MODERN_SLAVERY_UNIT NUM VICTIM_SUPPORT IMMIGRATION_ADVICE CSP LANDLORD DIVERSION_COURSE"},
      {"complaint_category",
       "APPROACHED PROPOSITIONED LITTER_SEX NEEDLES NOISE TRAFFIC VISIBLE_ACT DRUG_DEALING INTIMIDATION PREMISES OTHER"},
      {"linked_issue", "DRUG ALCOHOL VIOLENCE ROBBERY EXPLOITATION WEAPON DRIVING THEFT DOMESTIC_ABUSE"},
      {"call_outcome", "SW_IDENT NO_ISSUE WELFARE_SVC NO_RESPONSE HISTORIC MISTAKEN UNRELATED"},
      {"call_sub_outcome", "SPOKEN ARR_OTHER WARN RAN"},
      {"call_no_response_reason", "BANK_HOL ON_ARREST OFF_DUTY HIGHER_PRIORITY DUPLICATE_CALL"},
      {"custody_status",
       "ARRESTED INTERVIEWED BAILED RUI CHARGED CHARGED_BAILED REMANDED RECALLED REPORTED_SUMMONS CAUTIONED COND_CAUTION NFA "
       "COURT_OUTCOME ESO_MADE"},
      {"disposal", "NFA ADVICE COMMUNITY_RESOLUTION SIMPLE_CAUTION HOC COND_CAUTION CPW CPN FPN SUMMONS CHARGE ESO"},
      {"seizure_power", "RTA88-165A PRA02-59 PACE84-19 OTHER"},
      {"outreach_stay_reason", "LIFE_AT_RISK SERIOUS_CRIME CALLED_BY_OUTREACH PASSING ORDERED"},
      {"audit_category", "LITTER_HOTSPOT LIGHTING CCTV FENCING ACCESS_PATH CUT_THROUGH SIGHTLINE ATTRACTOR OTHER"},
  };
  for (const auto& [name, codes] : domain) {
    const auto* list = lists().find(name);
    REQUIRE(list);
    std::string held;
    for (const auto& code : list->codes) held += (held.empty() ? "" : " ") + code.code;
    CHECK(held == codes);
  }
}

TEST_CASE("every record type an outcome asks for is there") {
  int asked = 0;
  for (const auto& [name, list] : lists().lists()) {
    for (const auto& code : list.codes) {
      const auto needed = code.entry.value("needs_record", "");
      CAPTURE(name, code.code, needed);
      if (!needed.empty()) CHECK(find_type(needed) != nullptr);
      asked += !needed.empty();
    }
  }
  CHECK(asked >= 7);
}
