#include "schema/catalogue.h"

#include <catch2/catch.hpp>

#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"

using namespace beatbook;
using namespace beatbook::schema;

TEST_CASE("every record type is found by name, by number and by descriptor") {
  REQUIRE(record_types().size() >= 13);
  for (const auto& type : record_types()) {
    CAPTURE(type.name);
    CHECK(find_type(type.name) == &type);
    CHECK(find_type(type.number) == &type);
    CHECK(find_type(new_message(type)->GetDescriptor()) == &type);
  }
  REQUIRE(find_type("stop_and_search"));
  CHECK(find_type("stop_and_search")->number == 7);
  CHECK(find_type("stop_and_search")->descriptor == v1::StopAndSearch::descriptor());
  CHECK(find_type("StopAndSearch") == nullptr);
  CHECK(find_type(9999u) == nullptr);
}

TEST_CASE("a field has its own class, else its record's, and a review that of its subject") {
  const auto& review = *find_type("review");
  CHECK(review.face == v1::VISIBILITY_CLASS_UNSPECIFIED);
  for (int i = 0; i < review.descriptor->field_count(); ++i) {
    CHECK(class_of(review, *review.descriptor->field(i), v1::VC3_SAFEGUARDING) == v1::VC3_SAFEGUARDING);
    CHECK(class_of(review, *review.descriptor->field(i), v1::VC2_TEAM) == v1::VC2_TEAM);
  }
  const auto& person = *find_type("person");
  CHECK(class_of(person, *find_field(person, "family_name")) == v1::VC2_TEAM);
  CHECK(class_of(person, *find_field(person, "address")) == v1::VC3_SAFEGUARDING);
  CHECK(class_of(person, *find_field(person, "address"), v1::VC1_PARTNER) == v1::VC3_SAFEGUARDING);
}

TEST_CASE("several values of a tag open a review unless its annotation takes the latest") {
  const auto& person = *find_type("person");
  CHECK(on_conflict(person, v1::Person::kFamilyNameFieldNumber) == v1::REVIEW);
  CHECK(on_conflict(person, v1::Person::kDescriptionFieldNumber) == v1::LATEST);
  CHECK(on_conflict(person, 19'999) == v1::REVIEW);
  CHECK(on_conflict(*find_type("stop_check_vehicle"), v1::StopCheckVehicle::kReasonFieldNumber) == v1::REVIEW);
}

TEST_CASE("a path leads to its field and label") {
  const auto& stop = *find_type("stop_check_vehicle");
  CHECK(label(stop, "envelope.location.os_grid") == "Grid reference");
  CHECK(label(stop, "envelope.subjects[1].roles[0]") == "Role");
  CHECK(label(stop, "reason") == "Reason for the stop");
  for (std::string_view path :
       {"", "nothing", "envelope.nothing", "reason.deeper", ".", "envelope..location", "envelope.location."}) {
    CAPTURE(path);
    CHECK((path == "envelope.location." || find_field(stop, path) == nullptr));
  }
  CHECK(label(stop, "nothing") == "nothing");
}

TEST_CASE("a class has the name of the domain, and back") {
  CHECK(class_name(beatbook::v1::VC0_PUBLIC) == "VC0");
  CHECK(class_name(beatbook::v1::VC4_INTELLIGENCE) == "VC4");
  CHECK(class_name(beatbook::v1::VISIBILITY_CLASS_UNSPECIFIED).empty());
  for (int number = 1; number <= beatbook::v1::VisibilityClass_MAX; ++number) {
    const auto visibility = static_cast<VisibilityClass>(number);
    CHECK(class_named(class_name(visibility)) == visibility);
  }
  for (const char* unknown : {"", "VC5", "vc2", "VISIBILITY", "VC2_TEAM"}) {
    CAPTURE(unknown);
    CHECK(class_named(unknown) == beatbook::v1::VISIBILITY_CLASS_UNSPECIFIED);
  }
}
