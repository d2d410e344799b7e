#include "kernel/enrolment_code.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace beatbook;

TEST_CASE("base32 uses Crockford's digits in groups of four") {
  CHECK(write_base32("") == "");
  CHECK(write_base32(Bytes(1, '\xff')) == "ZW");
  CHECK(write_base32(Bytes("\x00\x44\x32\x14\xc7", 5)) == "0123-4567");
  CHECK(write_base32(Bytes("\x42\x54\xb6\x35\xcf\x84\x65\x3a\x56\xd7", 10)) == "89AB-CDEF-GHJK-MNPQ");
}

TEST_CASE("base32 comes back whatever the bytes, and in either case") {
  CHECK(rc::check([](const std::string& bytes) {
    std::string text = write_base32(bytes);
    RC_ASSERT(read_base32(text) == bytes);
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    RC_ASSERT(read_base32(text) == bytes);
  }));
}

TEST_CASE("an enrolment code is read as people type it") {
  const EnrolmentCode code{Bytes("\x08\x42\x10\x84\x21\x00\x00\x00\x00\x01", 10), Bytes(10, '\x5a')};
  const std::string text = write_enrolment_code(code);
  CHECK(text.size() == 8 * 4 + 7);
  CHECK(read_enrolment_code(text) == code);

  std::string typed;
  for (const char c : text) {
    if (c == '-')
      typed += "  ";
    else if (c == '1')
      typed += 'l';
    else if (c == '0')
      typed += 'o';
    else
      typed += c;
  }
  CHECK(typed.find('l') != std::string::npos);
  CHECK(read_enrolment_code(typed + "\n") == code);
}

TEST_CASE("what is no enrolment code is not read as one") {
  const std::string text = write_enrolment_code({Bytes(10, 'a'), Bytes(10, 'b')});
  for (size_t size = 0; size < text.size(); ++size) CHECK_FALSE(read_enrolment_code(text.substr(0, size)));
  CHECK_FALSE(read_enrolment_code(text + "7"));
  CHECK_FALSE(read_enrolment_code("U" + text.substr(1)));
  CHECK_FALSE(read_enrolment_code("*" + text.substr(1)));
  CHECK_FALSE(read_base32("ZZ"));  // stray bits
  CHECK_FALSE(read_base32("Z"));
}

TEST_CASE("the pin of a certificate changes with any of its bytes") {
  const Bytes pin = certificate_pin("certificate");
  CHECK(pin.size() == 10);
  CHECK(pin != certificate_pin("certificatf"));
}
