#include "schema/formats.h"

#include <google/protobuf/descriptor.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <set>

#include "proto/schema/random_text.h"
#include "schema/catalogue.h"

using namespace beatbook;
using namespace beatbook::schema;

namespace {

// Empty for a refused text.
std::string normal(std::string_view format, std::string_view text) {
  const auto read = normalise(*find_format(format), text);
  return read ? *read : "";
}

struct Accepted {
  std::string_view format, typed, normal;
};
struct Refused {
  std::string_view format, typed;
};

const Accepted accepted[] = {
    {"POSTCODE", "LE1 6ZG", "LE1 6ZG"},
    {"POSTCODE", "LS11 9AA", "LS11 9AA"},
    {"POSTCODE", "EC1A 1BB", "EC1A 1BB"},
    {"POSTCODE", "LE16ZG", "LE1 6ZG"},
    {"POSTCODE", " ls1  1aa ", "LS1 1AA"},
    {"POSTCODE", "gir0aa", "GIR 0AA"},
    {"POSTCODE", "bfpo12", "BFPO 12"},
    {"POSTCODE", "BFPO c/o 12", "BFPO C/O 12"},
    {"NAME", "O\u2019Wren", "O'Wren"},
    {"NAME", "van der Avocet", "van der Avocet"},
    {"NAME", "Zoë-Łucja", "Zoë-Łucja"},
    {"NAME", "Dunnock Jr.", "Dunnock Jr."},
    {"NAME", "محمد", "محمد"},
    {"NAME", "X", "X"},
    {"COLLAR_NUMBER", "PC 1234", "PC 1234"},
    {"COLLAR_NUMBER", "pc1234", "PC 1234"},
    {"COLLAR_NUMBER", "1234", "1234"},
    {"COLLAR_NUMBER", "pcso  7", "PCSO 7"},
    {"PHONE", "07700 900123", "+447700900123"},
    {"PHONE", "+44 7700 900123", "+447700900123"},
    {"PHONE", "0044 7700 900123", "+447700900123"},
    {"PHONE", "+44 (0)7700 900123", "+447700900123"},
    {"PHONE", "+44 07700 900123", "+447700900123"},
    {"PHONE", "(020) 7946-0000", "+442079460000"},
    {"PHONE", "0113 496 0999", "+441134960999"},
    {"PHONE", "01632 960000", "+441632960000"},
    {"PHONE", "+1 202 555 0100", "+12025550100"},
    {"BEAT", "hb04", "HB04"},
    {"BEAT", "7", "7"},
    {"AREA", " Wadeham  centre", "Wadeham centre"},
    {"AREA", "King's Cross & Łódź Road", "King's Cross & Łódź Road"},
    {"LETTER_CONTACT", " The front desk,  01632 960199", "The front desk, 01632 960199"},
    {"DATE", "21/11/2026", "2026-11-21"},
    {"DATE", "1.2.26", "2026-02-01"},
    {"DATE", "2024-02-29", "2024-02-29"},
    {"DATE_OF_BIRTH", "03/04/1990", "1990-04-03"},
    {"OS_GRID", "TG 51409 13177", "TG 51409 13177"},
    {"OS_GRID", "su387148", "SU 387 148"},
    {"OS_GRID", "TQ336805", "TQ 336 805"},
    {"OS_GRID", "SK 58", "SK 5 8"},
    {"VRM", "aa19 mot", "AA19MOT"},
    {"VRM", "AA-19.AAA", "AA19AAA"},
    {"RECORD_TYPE", "stop_and_search", "stop_and_search"},
    {"VISIBILITY_CLASS", "VC3", "VC3"},
    {"FIELD_NAME", "envelope.subjects[1].roles[0]", "envelope.subjects[1].roles[0]"},
};

const Refused refused[] = {
    {"POSTCODE", "QE1 1AA"},
    {"POSTCODE", "LE1 6CG"},
    {"POSTCODE", "LEI 6ZG"},
    {"POSTCODE", "ZZ99 3VZ"},
    {"POSTCODE", "LS1"},
    {"POSTCODE", "GIR 1AA"},
    {"POSTCODE", ""},
    {"NAME", "-Wren"},
    {"NAME", "Wren2"},
    {"NAME", ""},
    {"NAME", "Wren <b>"},
    {"COLLAR_NUMBER", "PC"},
    {"COLLAR_NUMBER", "ABCDE 1"},
    {"COLLAR_NUMBER", "PC 1234567"},
    {"COLLAR_NUMBER", "PC \u0661\u0662"},
    {"PHONE", "0770 090"},
    {"PHONE", "999"},
    {"PHONE", "+44 770090012345"},
    {"PHONE", "07700 90012x"},
    {"PHONE", "+0123456789"},
    {"BEAT", "HB 04"},
    {"BEAT", "ABCDEFGHI"},
    {"AREA", "  "},
    {"AREA", "Wadeham\u200bcentre"},
    {"LETTER_CONTACT", "  "},
    {"DATE", "31/02/2026"},
    {"DATE", "11/21/2026"},
    {"DATE", "2026-13-01"},
    {"DATE", "yesterday"},
    {"OS_GRID", "SK 589 04"},
    {"OS_GRID", "AA 589 041"},
    {"OS_GRID", "SK"},
    {"OS_GRID", "IK 589 041"},
    {"OS_GRID", "SK 589 041 123 45"},
    {"VRM", "AA19 AAAAA"},
    {"VRM", ""},
    {"VRM", "AA19_AAA"},
    {"RECORD_TYPE", "Stop and search"},
    {"VISIBILITY_CLASS", "VC5"},
    {"VISIBILITY_CLASS", "VC2_TEAM"},
    {"VISIBILITY_CLASS", ""},
    {"FIELD_NAME", "a..b"},
};

}  // namespace

TEST_CASE("the examples of domain B are accepted in their normal form") {
  for (const auto& example : accepted) {
    CAPTURE(example.format, example.typed);
    CHECK(normal(example.format, example.typed) == example.normal);
  }
}

TEST_CASE("the counter-examples of domain B are refused with the words of domain B") {
  for (const auto& example : refused) {
    CAPTURE(example.format, example.typed);
    const auto read = normalise(*find_format(example.format), example.typed);
    REQUIRE_FALSE(read);
    CHECK(read.error().message.ends_with('.'));
  }
  CHECK(normalise(*find_format("POSTCODE"), "x").error().message == "Enter a UK postcode, like LS1 1AA.");
  CHECK(normalise(*find_format("PHONE"), "x").error().message == "Enter a phone number, like 07700 900123 or +44 7700 900123.");
  CHECK(normalise(*find_format("COLLAR_NUMBER"), "x").error().message == "Enter a collar number, for example PC 1234.");
  CHECK(normalise(*find_format("NAME"), "7").error().message ==
        "Enter the name using letters, spaces, hyphens or apostrophes.");
  CHECK(normalise(*find_format("OS_GRID"), "x").error().message ==
        "Enter a grid reference, two letters and an even number of digits, like SK 589 041.");
  CHECK(normalise(*find_format("DATE"), "11/21/2026").error().message == "Write the day before the month: 21/11/2026.");
}

TEST_CASE("every format an annotation names exists and fits the type of its field") {
  std::set<const Descriptor*> seen;
  const std::function<void(const Descriptor*)> visit = [&](const Descriptor* message) {
    if (!seen.insert(message).second) return;
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& field = *message->field(i);
      if (field.message_type()) visit(field.message_type());
      if (meaning(field).format().empty()) continue;
      CAPTURE(field.full_name(), meaning(field).format());
      const Format* format = find_format(meaning(field).format());
      REQUIRE(format);
      const bool bytes = format->holds == Format::Holds::bytes;
      CHECK(field.type() == (bytes ? FieldDescriptor::TYPE_BYTES : FieldDescriptor::TYPE_STRING));
    }
  };
  for (const auto& type : record_types()) visit(type.descriptor);
}

TEST_CASE("normalising twice changes nothing") {
  CHECK(rc::check("whatever was typed", [] {
    const auto& format = formats()[*rc::gen::inRange<size_t>(0, formats().size())];
    if (format.holds != Format::Holds::text) return;
    const auto once = normalise(format, *near_miss());
    if (!once) return;
    const auto twice = normalise(format, *once);
    RC_ASSERT(bool(twice));
    RC_ASSERT(*twice == *once);
  }));
  for (const auto& example : accepted) {
    CAPTURE(example.format, example.typed);
    CHECK(normal(example.format, example.normal) == example.normal);
  }
}

TEST_CASE("very long input is refused by every text format and never crashes") {
  for (const auto& format : formats()) {
    if (format.holds != Format::Holds::text) continue;
    for (const std::string& unit : {std::string("A"), std::string("1"), std::string(" "), std::string("a.b[1]"),
                                    std::string("\u00e9"), std::string("'")}) {
      std::string text;
      while (text.size() < 1'000'000) text += unit;
      CAPTURE(format.name, unit);
      CHECK_FALSE(normalise(format, text));
      CHECK_FALSE(normalise(format, text.substr(0, 1000)));
    }
  }
}

TEST_CASE("text that is not UTF-8 is refused by every format") {
  for (const auto& format : formats()) {
    if (format.holds == Format::Holds::text)
      CHECK_FALSE(normalise(format,
                            "Wr\xff"
                            "en"));
  }
}

TEST_CASE("a UUID is read as its 36 characters and never as base64 or bare digits") {
  const Format& uuid = *find_format("UUID");
  const std::string text = "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e";
  const auto bytes = bytes_of(uuid, text);
  REQUIRE(bytes);
  CHECK(hex(*bytes) == "01939f6e7c1b7a528c3d2f0a1b2c3d4e");
  CHECK(text_of(uuid, *bytes) == text);
  for (std::string_view other : {"AZOfbnwbelKMPS8KGyw9Tg==", "01939f6e7c1b7a528c3d2f0a1b2c3d4e", "", "?",
                                 "{01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e}", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4g"}) {
    CAPTURE(other);
    CHECK_FALSE(bytes_of(uuid, other));
  }
}

TEST_CASE("hashes and signatures have exactly their length in hexadecimal") {
  CHECK(bytes_of(*find_format("SHA256"), std::string(64, 'a')));
  CHECK_FALSE(bytes_of(*find_format("SHA256"), std::string(62, 'a')));
  CHECK(bytes_of(*find_format("ED25519"), std::string(128, '0')));
  CHECK_FALSE(bytes_of(*find_format("ED25519"), std::string(64, '0')));
}
