// What an operation decided, in the forms: its map, its directory, and what stands first on a page.
#include <catch2/catch.hpp>

#include "filled.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

constexpr const char* place_class = "envelope.location.location_class";
constexpr const char* grid = "envelope.location.os_grid";

// A hotspot of 200 m around SK 58900 04100, and a street where people live a kilometre east of it.
void draw(Tablet& tablet) {
  const auto square = [](const char* middle) {
    const auto at = schema::centre_of(*schema::read_grid_reference(middle));
    return std::vector<schema::GridPoint>{{at.easting_m - 100, at.northing_m - 100},
                                          {at.easting_m + 100, at.northing_m - 100},
                                          {at.easting_m + 100, at.northing_m + 100},
                                          {at.easting_m - 100, at.northing_m + 100}};
  };
  tablet.settings.areas = {{"Heron Lane", "HOTSPOT", square("SK 58900 04100")},
                           {"Tanner Row", "RESIDENTIAL", square("SK 59900 04100")}};
}

}  // namespace

TEST_CASE("the kind of a place follows the map while nobody chose another", "[LD-08]") {
  Tablet wren("PC 1234", "OFC");
  draw(wren);
  wren.start_shift();
  Filled filled(wren, "sighting");
  CHECK(filled.at(place_class).empty);
  filled.set(grid, "SK 58900 04100");
  CHECK(filled.at(place_class).value == "HOTSPOT");
  filled.set(grid, "SK 59900 04100");
  CHECK(filled.at(place_class).value == "RES");
  filled.set(grid, "SK 61900 04100");  // no area says anything of it
  CHECK(filled.at(place_class).empty);
  filled.set(grid, "SK 59900 04100").set(place_class, "NONRES");
  CHECK(filled.at("envelope.location.location_class_reason").required);
  filled.set(grid, "SK 58900 04100");
  CHECK(filled.at(place_class).value == "NONRES");
  filled.set(place_class, "HOTSPOT");
  CHECK_FALSE(filled.shows("envelope.location.location_class_reason"));
}

TEST_CASE("the services of the operation are offered where one is named, and another can be typed", "[LD-42]") {
  Tablet wren("PC 1234", "OFC");
  wren.settings.partners = {{"Lantern", "OUTREACH_CHARITY", {}, 0}, {"Harbour House", "SUPPORTED_HOUSE", {}, 5}};
  wren.start_shift();
  for (const auto& [type, field] : {std::pair("referral", "service"), std::pair("outreach_window", "partner")}) {
    Filled filled(wren, type);
    const auto& row = filled.at(field);
    CHECK(row.control == Control::named);
    REQUIRE(row.options->size() == 2);
    CHECK((*row.options)[0].label == "Lantern");
    CHECK(filled.set(field, "A night shelter").at(field).value == "A night shelter");
    CHECK_FALSE(filled.at(field).wrong);
  }
}

TEST_CASE("once the kind of partner or the pathway is chosen, only the services that fit are offered", "[LD-42]") {
  Tablet wren("PC 1234", "OFC");
  wren.settings.partners = {{"Lantern", "OUTREACH_CHARITY", {"TREATMENT"}, 0},
                            {"Harbour House", "SUPPORTED_HOUSE", {"SUPPORTED_HOUSE"}, 5},
                            {"Teasel", "", {}, 0}};
  wren.start_shift();
  const auto offered = [](const Filled& filled) {
    std::vector<std::string> out;
    for (const auto& option : *filled.at("service").options) out.push_back(option.label);
    return out;
  };
  Filled by_kind(wren, "referral"), by_pathway(wren, "referral");
  by_kind.set("partner_type", "SUPPORTED_HOUSE");
  CHECK(offered(by_kind) == std::vector<std::string>{"Harbour House", "Teasel"});
  by_pathway.set("pathway", "TREATMENT");
  CHECK(offered(by_pathway) == std::vector<std::string>{"Lantern", "Teasel"});
}

TEST_CASE("support stands before all else on the page of an arrest", "[SN-48]") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "arrest");
  REQUIRE_FALSE(filled.form.sections().empty());
  CHECK(filled.form.sections().front().title == "Support");
  CHECK(filled.form.fields().front().section == "Support");
}

TEST_CASE("a failed check offers the seizure of the vehicle and asks for none") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_vehicle");
  CHECK(filled.at("insurance_check").offer.empty());
  filled.set("insurance_check", "FAIL");
  CHECK(filled.at("insurance_check").offer == "Add vehicle seizure");
  filled.set("insurance_check", "OK");
  CHECK(filled.at("insurance_check").offer.empty());
  filled.set("insurance_check", "FAIL");
  filled.form.take_offer("insurance_check");
  CHECK(filled.at("insurance_check").offer.empty());
  CHECK(filled.form.parts().size() == 2);
}
