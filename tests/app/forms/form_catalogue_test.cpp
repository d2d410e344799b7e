// What a form makes of each record type, from its annotations alone.
#include <catch2/catch.hpp>

#include "app/forms/form_plan.h"
#include "filled.h"
#include "schema/local_time_field.h"
#include "schema/published.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

const PlannedField& planned(const std::string& type, const std::string& path) {
  const auto* field = FormPlan::of(*schema::find_type(type)).find(path);
  INFO(type << "." << path);
  REQUIRE(field);
  return *field;
}

// Every field of a message, through its blocks.
void each_field(const schema::Descriptor& message, const std::string& prefix,
                const std::function<void(const schema::FieldDescriptor&, const std::string&)>& visit) {
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    visit(field, prefix + field.name());
    const bool block = field.message_type() && !schema::is_local_time(field.message_type());
    if (block && !schema::meaning(field).automatic()) each_field(*field.message_type(), prefix + field.name() + ".", visit);
  }
}

std::vector<std::string> order(const Filled& filled, const std::string& section) {
  std::vector<std::string> out;
  const auto& found = filled.section(section);
  for (size_t i = found.first; i < found.first + found.count; ++i) out.push_back(filled.form.fields()[i].path);
  return out;
}

std::set<std::string> codes(const FormField& field) {
  std::set<std::string> out;
  for (const auto& option : *field.options) out.insert(option.code);
  return out;
}

}  // namespace

TEST_CASE("every record type gives a form that says what is missing") {
  Tablet wren("PC 1234", std::vector<std::string>{"OFC", "SUP"}, {"OP AVOCET"});
  for (const auto& type : schema::record_types()) {
    if (schema::is_published(type)) continue;  // nobody fills it in
    INFO(type.name);
    Filled filled(wren, type.name);
    CHECK(filled.form.fields().size() >= 3);
    CHECK_FALSE(filled.form.ready());
    CHECK(filled.form.progress().to_fill > 0);
    CHECK(filled.form.progress().to_fix == 0);
    REQUIRE(filled.form.next());
    CHECK(filled.form.next()->required);
    CHECK(filled.form.action().starts_with("Next: "));
    std::set<std::string> paths;
    for (const auto& field : filled.form.fields()) {
      INFO(field.path);
      CHECK(paths.insert(field.path).second);
      CHECK_FALSE(field.label.empty());
      CHECK_FALSE(field.section.empty());
      CHECK(field.error.empty());
      const auto control = field.control;
      const bool of_codes = control == Control::segmented || control == Control::tiles || control == Control::more;
      // What can be answered in one way only is answered.
      if (of_codes || control == Control::chips) CHECK(field.options->size() >= (field.empty ? 2 : 1));
      if (control == Control::segmented) CHECK(field.options->size() <= 4);
    }
    size_t rows = 0;
    for (const auto& section : filled.form.sections()) {
      CHECK(section.first == rows);
      rows += section.count;
    }
    CHECK(rows == filled.form.fields().size());
  }
}

TEST_CASE("every field a person could say something in has a place in the form, and no other") {
  for (const auto& type : schema::record_types()) {
    if (schema::is_published(type)) continue;  // nobody fills it in
    each_field(*type.descriptor, "", [&](const schema::FieldDescriptor& field, const std::string& path) {
      INFO(type.name << "." << path);
      const auto& said = schema::meaning(field);
      const bool names_nothing =
          field.type() == schema::FieldDescriptor::TYPE_BYTES && (said.references().empty() || said.references() == "*");
      CHECK((FormPlan::of(type).find(path) != nullptr) == !(said.automatic() || names_nothing));
    });
  }
}

TEST_CASE("a control follows from the kind of a field, its list and its limits") {
  struct Row {
    const char *type, *path;
    Control control;
    const char* keyboard = "text";
  };
  const Row table[] = {
      {"stop_check_vehicle", "insurance_check", Control::segmented},
      {"stop_check_vehicle", "envelope.bwv.state", Control::segmented},
      {"stop_check_vehicle", "stop_power", Control::more},
      {"person", "verification", Control::tiles},
      {"stop_check_vehicle", "outcome", Control::more},
      {"person", "nationality", Control::more},
      {"stop_and_search", "search_power", Control::more},
      {"stop_check_vehicle", "behaviours", Control::chips},
      {"stop_check_vehicle", "envelope.subjects.roles", Control::chips},
      {"stop_check_vehicle", "power_explained", Control::yes_no},
      {"official_warning", "no_admission_reminder", Control::tick},
      {"stop_and_search", "gowisely.legal_power", Control::tick},
      {"welfare_contact", "anonymous", Control::tick},
      {"stop_check_vehicle", "occupants", Control::stepper, "number"},
      {"welfare_contact", "items_given.quantity", Control::stepper, "number"},
      {"shift", "officers.volunteer_minutes", Control::number, "number"},
      {"sighting", "envelope.location.latitude_e6", Control::measure},
      {"arrest", "referral_id", Control::reference},
      {"official_warning", "referral_ids", Control::references},
      {"person", "family_name", Control::line, "name"},
      {"sighting", "envelope.location.street", Control::line},
      {"sighting", "envelope.location.os_grid", Control::line, "grid"},
      {"sighting", "envelope.location.beat", Control::line, "beat"},
      {"sighting", "phone", Control::line, "phone"},
      {"person", "address.postcode", Control::line, "postcode"},
      {"person", "address.lines", Control::lines},
      {"shift", "tasked_hotspots", Control::lines, "beat"},
      {"stop_check_vehicle", "reason", Control::area},
      {"official_warning", "not_given_reason", Control::area},
      {"vehicle", "vrm", Control::plate, "plate"},
      {"person", "date_of_birth", Control::date, "date"},
      {"vehicle", "keeper_checked_on", Control::date, "date"},
      {"sighting", "envelope.event_at", Control::moment},
      {"stop_and_search", "search_began_at", Control::moment},
      {"sighting", "envelope.second_officer", Control::officer, "collar"},
      {"stop_and_search", "officers", Control::officers, "collar"},
      {"stop_check_vehicle", "vehicle_id", Control::reference},
      {"stop_check_vehicle", "envelope.subjects.person_id", Control::reference},
      {"sighting", "envelope.location", Control::group},
      {"stop_and_search", "gowisely", Control::group},
      {"stop_check_vehicle", "envelope.subjects", Control::blocks},
      {"shift", "pairs", Control::blocks},
  };
  for (const auto& row : table) {
    INFO(row.type << "." << row.path);
    const auto& field = planned(row.type, row.path);
    CHECK(name(field.control) == name(row.control));
    CHECK(field.keyboard == row.keyboard);
  }
}

TEST_CASE("every control has a name of its own") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Control::block); ++i) CHECK(names.insert(name(static_cast<Control>(i))).second);
}

TEST_CASE("a block has a heading unless its fields name their own sections") {
  CHECK(planned("stop_and_search", "gowisely").headed);
  CHECK(planned("person", "address").headed);
  CHECK_FALSE(planned("sighting", "envelope").headed);
  CHECK_FALSE(planned("sighting", "envelope.location").headed);
  CHECK(planned("stop_and_search", "gowisely.identity").section == "Search");
  CHECK(planned("sighting", "envelope.bwv.state").section == "Evidence");
}

TEST_CASE("sections stand in the order the record type gives them, others behind") {
  Tablet wren("PC 1234", "OFC");
  CHECK(Filled(wren, "stop_check_vehicle").titles() == std::vector<std::string>{"Where and when", "Vehicle", "Stop", "Who",
                                                                                "Checks", "Outcome", "Evidence", "Officers",
                                                                                "Account"});
  CHECK(Filled(wren, "person").titles() == std::vector<std::string>{"Identity", "Safety", "Background", "Contact"});
  CHECK(Filled(wren, "person_phone").titles() == std::vector<std::string>{"Telephone"});
}

TEST_CASE("consecutive fields of one short list are one matrix, and filled as one") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(wren, "stop_check_vehicle");
  for (const char* path : {"insurance_check", "licence_check", "mot_check", "tax_check"}) {
    CHECK(filled.at(path).matrix == "insurance_check");
  }
  CHECK(filled.at("envelope.bwv.state").matrix.empty());
  filled.set("mot_check", "FAIL");
  filled.form.fill_matrix("insurance_check", "OK");
  filled.check();
  CHECK(filled.at("mot_check").value == "FAIL");
  CHECK(filled.at("tax_check").value == "OK");
  CHECK(filled.section("Checks").summary == "Insurance check OK, licence check OK, MOT check Failed, tax check OK");
  CHECK(filled.set("mot_check", "OK").section("Checks").summary == "All OK");
}

TEST_CASE("what an answer opens stands behind it, one step deeper") {
  Tablet wren("PC 1234", "OFC");
  Filled keeper(wren, "vehicle");
  keeper.set("keeper_name", "Plover Ltd");
  CHECK(order(keeper, "Keeper") ==
        std::vector<std::string>{"keeper_name", "keeper_kind", "keeper_source", "keeper_checked_on", "keeper_record_differs"});
  CHECK(keeper.at("keeper_name").depth == 0);
  CHECK(keeper.at("keeper_kind").depth == 1);

  Filled stop(wren, "stop_check_vehicle");
  stop.set("envelope.bwv.state", "NOT_RECORDED");
  CHECK(order(stop, "Evidence") == std::vector<std::string>{"envelope.bwv.state", "envelope.bwv.not_recorded_reason"});
  CHECK(stop.at("envelope.bwv.not_recorded_reason").depth == 1);
}

TEST_CASE("only what may be entered in this kind of record is offered, in the order of the list") {
  Tablet wren("PC 1234", "OFC");
  Filled sighting(wren, "sighting"), told(wren, "intelligence"), search(wren, "stop_and_search");
  CHECK_FALSE(codes(sighting.at("information_source")).contains("SEX_WORKER_TOLD"));
  CHECK(codes(told.at("information_source")).contains("SEX_WORKER_TOLD"));
  const auto ethnicity = codes(search.at("officer_defined_ethnicity"));
  CHECK(ethnicity == std::set<std::string>{"IC1", "IC2", "IC3", "IC4", "IC5", "IC6", "IC9"});
  const auto& powers = *search.at("search_power").options;
  CHECK(std::any_of(powers.begin(), powers.end(), [](const Option& option) { return option.hidden; }));
  CHECK(std::any_of(powers.begin(), powers.end(), [](const Option& option) { return !option.hidden; }));
  const auto& list = schema::CodeLists::built_in().find("behaviour")->codes;
  const auto& behaviours = *Filled(wren, "stop_check_person").at("behaviours").options;
  REQUIRE(behaviours.size() == list.size());
  for (size_t i = 0; i < list.size(); ++i) CHECK(behaviours[i].code == list[i].code);
}

TEST_CASE("a role is asked for what it may write, and not let into what it may not make") {
  Tablet camera("CC 9102", "CTL"), pcso("PCSO 55", "PCSO");
  CHECK_FALSE(Filled(camera, "person").shows("vulnerabilities"));
  CHECK_FALSE(Filled(camera, "person").shows("address.lines"));
  CHECK(Filled(pcso, "person").shows("vulnerabilities"));
  const auto refused = Form::fresh("official_warning", pcso.notebook->situation(*schema::find_type("official_warning")));
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().code == Fault::refused);
  CHECK(refused.failure().message == "A PCSO can't make this record. Ask a constable to record it.");
  CHECK(Form::fresh("otter", {}).failure().code == Fault::not_found);
}

TEST_CASE("a new form starts with what goes without saying") {
  Tablet wren("PC 1234", "OFC");
  Filled vehicle(wren, "vehicle"), sighting(wren, "sighting"), shift(wren, "shift"), search(wren, "stop_and_search");
  CHECK(vehicle.at("country").value == "GB");
  CHECK(sighting.at("envelope.event_at").value == "now");
  CHECK(sighting.at("envelope.event_at").words == "Now");
  CHECK(sighting.at("envelope.event_time_precision").value == "EXACT");
  CHECK(shift.at("officers[0].officer").value == "PC 1234");
  CHECK(shift.at("officers[0].role").value == "OFC");
  CHECK(shift.shows("pairs[0].mode"));
  CHECK(search.at("officers").value == json{"PC 1234"});
  CHECK_FALSE(sighting.form.changed());
  CHECK(sighting.at("envelope.bwv.state").empty);
}
