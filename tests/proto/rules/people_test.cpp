// What every link to a person, every card and every shift says, by the rows of the mission table.
#include "records.h"

namespace beatbook::rules {

TEST_CASE("every link to a person has a role and says how the person relates to the record", "[SN-04][SN-10]") {
  const auto without = [](const char* field) {
    auto link = subject();
    link.erase(field);
    return all_errors_of("sighting", {{"envelope", {{"subjects", json::array({link})}}}});
  };
  CHECK(without("roles") == Lines{"envelope.subjects[0].roles: Choose the person's role."});
  CHECK(without("categories") == Lines{"envelope.subjects[0].categories: Say how this person relates to the record."});
  CHECK(schema::CodeLists::built_in().find("person_role", "EXD-SW")->entry.at("default_category") == "VICTIM");
}

TEST_CASE("a card says how identity was checked, and what makes somebody vulnerable is safeguarding", "[BX-30][SN-07][SN-09]") {
  CHECK(all_errors_of("person", {{"verification", nullptr}}) == Lines{"verification: Select how identity was checked."});
  const auto& person = type_of("person");
  for (const char* field : {"vulnerabilities", "address"}) {
    CHECK(schema::class_of(person, *schema::find_field(person, field)) == v1::VC3_SAFEGUARDING);
  }
}

TEST_CASE("a warning says whether purpose, leaflet and contacts were given, and why not", "[SN-42]") {
  for (const char* field : {"purpose_explained", "leaflet_given", "contacts_given"}) {
    INFO(field);
    CHECK_FALSE(all_errors_of("official_warning", {{field, nullptr}}).empty());
    CHECK(all_errors_of("official_warning", {{field, false}}) == Lines{"not_given_reason: Say why the leaflet was not given."});
  }
}

TEST_CASE("a shift has its pairs with their modes, its officers and its hotspots", "[BX-17][LD-06][LD-03]") {
  CHECK(all_errors_of("shift", {{"tasked_hotspots", {"A1", "B2"}}}).empty());
  CHECK(all_errors_of("shift", {{"tasked_hotspots", {"A!"}}}) == Lines{"tasked_hotspots[0]: Choose a beat from the list."});
  CHECK_FALSE(all_errors_of("shift", {{"pairs", nullptr}}).empty());
  CHECK_FALSE(all_errors_of("shift", {{"pairs", {{{"officers", {"PC 1234", "PCSO 77"}}}}}}).empty());
}

TEST_CASE("a concern of the community leads to an action", "[LD-09]") {
  const auto& contact = type_of("community_contact");
  CHECK(schema::meaning(*schema::find_field(contact, "action_id")).references() == "action");
  CHECK(all_errors_of("community_contact", {{"action_id", other_id}}).empty());
}

}  // namespace beatbook::rules
