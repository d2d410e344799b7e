#include "schema/json.h"

#include <google/protobuf/util/message_differencer.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "proto/schema/random_message.h"

using namespace beatbook;
using namespace beatbook::schema;
using google::protobuf::util::MessageDifferencer;
using nlohmann::json;

namespace {

std::map<std::string, std::string> by_field(const FieldErrors& errors) {
  std::map<std::string, std::string> out;
  for (const auto& error : errors) out[error.field] += error.message;
  return out;
}

const char* const vehicle = "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e";

}  // namespace

TEST_CASE("every record type survives the way to JSON text and back") {
  CHECK(rc::check("any message of any type", [] {
    const auto& type = random_message::type();
    const auto message = random_message::of(type);
    RC_PRE(message->ByteSizeLong() <= 48u * 1024);
    const auto document = parse_json(write_json(*message).dump());
    RC_ASSERT(bool(document));
    const auto back = new_message(type);
    const auto errors = read_json(*document, *back);
    RC_ASSERT(errors.empty());
    RC_ASSERT(MessageDifferencer::Equals(*message, *back));
  }));
}

TEST_CASE("ids are written as UUIDs and never as base64") {
  CHECK(rc::check("any 16 bytes", [] {
    v1::StopCheckVehicle message;
    message.set_vehicle_id(*rc::gen::container<std::string>(16, rc::gen::arbitrary<char>()));
    const auto text = write_json(message).at("vehicle_id").get<std::string>();
    RC_ASSERT(text == uuid_text(message.vehicle_id()));
  }));
  v1::StopCheckVehicle message;
  const auto errors = read_json({{"vehicle_id", "AZOfbnwbelKMPS8KGyw9Tg=="}}, message);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].message == "Give the id as 36 characters, like 01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e.");
  CHECK_FALSE(message.has_vehicle_id());
}

TEST_CASE("every wrong field is named once, and the right ones are filled") {
  v1::StopCheckVehicle message;
  const auto errors = by_field(read_json(
      {
          {"vehicle_id", 7},
          {"resaon", "typed too fast"},
          {"reason", "Slow pass along the kerb, three times."},
          {"power_explained", "yes"},
          {"occupants", -1},
          {"behaviours", "CIRCLING"},
          {"outcome", true},
          {"envelope",
           {{"event_at", "25/10/2026 01:30"},
            {"event_end", 5},
            {"location", {{"os_grid", "sk589041"}, {"latitude_e6", 52.6}, {"postcode", "LE1 6ZG"}}},
            {"subjects", {{{"person_id", vehicle}, {"roles", {"WIT", 4}}}, "Avocet"}},
            {"bwv", {"RECORDED"}},
            {"factual_text", std::string("a\0b", 3)}}},
      },
      message));
  CHECK(errors == std::map<std::string, std::string>{
                      {"vehicle_id", "Give the id as 36 characters, like 01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e."},
                      {"resaon", "resaon is not a field of vehicle stop. Did you mean reason?"},
                      {"power_explained", "Answer power explained with true or false, without quotes."},
                      {"occupants", "Enter how many people were in the vehicle."},
                      {"behaviours", "Give suspicious behaviour as a list, in square brackets."},
                      {"outcome", "Give outcome as text, in quotes."},
                      {"envelope.event_at",
                       "25/10/2026 01:30 came twice because the clocks went back. Write 2026-10-25T01:30+01:00 for the first "
                       "time or 2026-10-25T01:30+00:00 for the second."},
                      {"envelope.event_end", "Enter a date and time, like 21/11/2026 23:10."},
                      {"envelope.location.latitude_e6", "Give latitude as a whole number, without quotes."},
                      {"envelope.location.postcode", "postcode is not a field of location."},
                      {"envelope.subjects[0].roles[1]", "Give role as text, in quotes."},
                      {"envelope.subjects[1]", "Give subject link as an object with its fields, in braces."},
                      {"envelope.bwv", "Give body worn video as an object with its fields, in braces."},
                      {"envelope.factual_text", "What happened holds a character that cannot be shown. Type it again."},
                  });
  CHECK(message.reason() == "Slow pass along the kerb, three times.");
  CHECK(message.envelope().location().os_grid() == "SK 589 041");
  CHECK(message.envelope().subjects(0).roles_size() == 2);
}

TEST_CASE("numbers must be whole and fit their field") {
  for (const json& value : {json(1.5), json("3"), json(4'294'967'296), json(-1), json(1e300), json(true), json::array()}) {
    v1::StopCheckVehicle message;
    CAPTURE(value.dump());
    CHECK(read_json({{"occupants", value}}, message).size() == 1);
    CHECK_FALSE(message.has_occupants());
  }
  v1::StopCheckVehicle message;
  CHECK(read_json({{"occupants", 4'294'967'295}}, message).empty());
  CHECK(message.occupants() == 4'294'967'295);
}

TEST_CASE("a document that is no object is refused as a whole") {
  for (const json& value : {json(), json(7), json("text"), json::array({1})}) {
    v1::StopCheckVehicle message;
    CAPTURE(value.dump());
    CHECK(read_json(value, message) == FieldErrors{{"", "Give vehicle stop as an object with its fields, in braces."}});
  }
}

TEST_CASE("a patch changes what it names, clears on null, merges objects and replaces lists") {
  v1::StopCheckVehicle current;
  REQUIRE(read_json(
              {{"reason", "Slow pass."},
               {"occupants", 2},
               {"behaviours", {"CIRCLING", "SLOW_PASS"}},
               {"envelope", {{"event_at", "21/11/2026 23:10"}, {"location", {{"street", "Holbeck Lane"}, {"beat", "HB04"}}}}}},
              current)
              .empty());
  const auto errors = patch_json({{"reason", "Slow pass, twice."},
                                  {"occupants", nullptr},
                                  {"behaviours", {"PICK_UP"}},
                                  {"envelope", {{"location", {{"beat", nullptr}, {"indoor", false}}}}}},
                                 current);
  REQUIRE(errors.empty());
  CHECK(json(write_json(current)) ==
        json({{"envelope",
               {{"event_at", "2026-11-21T23:10:00+00:00"}, {"location", {{"street", "Holbeck Lane"}, {"indoor", false}}}}},
              {"reason", "Slow pass, twice."},
              {"behaviours", {"PICK_UP"}}}));
}

TEST_CASE("a patch with anything wrong in it leaves the record as it was") {
  v1::StopCheckVehicle current;
  current.set_reason("Slow pass.");
  CHECK(patch_json({{"reason", "Other"}, {"occupants", "two"}}, current).size() == 1);
  CHECK(json(write_json(current)) == json({{"reason", "Slow pass."}}));
}

TEST_CASE("patching an empty record is reading it, and an empty patch changes nothing") {
  CHECK(rc::check("any message of any type", [] {
    const auto& type = random_message::type();
    const auto message = random_message::of(type);
    RC_PRE(message->ByteSizeLong() <= 48u * 1024);
    const json document = write_json(*message);
    const auto patched = new_message(type);
    RC_ASSERT(patch_json(document, *patched).empty());
    RC_ASSERT(MessageDifferencer::Equals(*message, *patched));
    RC_ASSERT(patch_json(json::object(), *patched).empty());
    RC_ASSERT(MessageDifferencer::Equals(*message, *patched));
  }));
}

TEST_CASE("a record larger than a change-set is refused with how much is too much") {
  v1::StopCheckVehicle message;
  const auto errors = read_json({{"reason", std::string(60'000, 'a')}}, message);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == FieldError{"", "This record is 10852 characters too long. Shorten the text."});
}

TEST_CASE("documents that are broken, too deep, too long or ambiguous are refused with one sentence") {
  const auto message_of = [](std::string_view text) {
    const auto read = parse_json(text);
    return read ? std::string("accepted") : read.error().message;
  };
  CHECK(message_of("{\"a\": 1,\n \"b\" 2}") ==
        "This is not JSON at line 2, character 6. Check the quotes, commas and brackets there.");
  CHECK(message_of("") == "This is not JSON at line 1, character 1. Check the quotes, commas and brackets there.");
  CHECK(message_of("[[[[[[[[1]]]]]]]]") == "accepted");
  CHECK(message_of("[[[[[[[[[1]]]]]]]]]") == "This is nested more than 8 deep. Check the brackets.");
  CHECK(message_of(std::string(500'000, '[')).starts_with("This is not JSON"));
  CHECK(message_of(std::string(200'000, '[') + std::string(200'000, ']')) ==
        "This is nested more than 8 deep. Check the brackets.");
  CHECK(message_of(std::string(longest_document + 1, ' ')) == "This is longer than 512 KiB. Split it into several records.");
  CHECK(message_of(R"({"reason": "a", "reason": "b"})") == "reason is given twice. Keep one.");
  CHECK(message_of(R"({"a": {"x": 1}, "b": {"x": 1}})") == "accepted");
  CHECK(message_of("{\"a\": 1e999}") == "A number is too large. Check the numbers.");
  CHECK(message_of("{\"a\": \"\xff\"}").starts_with("This is not JSON"));
}

TEST_CASE("an object nested deeper than 8 is refused also when it was not parsed from text") {
  json deep = json::object();
  for (int i = 0; i < 20; ++i) deep = {{"location", deep}};
  v1::StopCheckVehicle message;
  CHECK(read_json({{"envelope", deep}}, message).size() == 1);
}
