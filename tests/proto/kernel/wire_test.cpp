#include "kernel/wire.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using beatbook::test::field;

TEST_CASE("A partial message is split by tag, occurrences of one tag kept together in order") {
  const auto tags = split_tags(field(2, "b") + field(1, "a") + field(2, "c"));
  REQUIRE(tags);
  REQUIRE(tags->size() == 2);
  CHECK((*tags)[0].tag == 1);
  CHECK((*tags)[0].raw == field(1, "a"));
  CHECK((*tags)[1].raw == field(2, "b") + field(2, "c"));
}

TEST_CASE("The splitter takes wire types 0, 1, 2 and 5 and no other") {
  const std::vector<std::pair<Bytes, bool>> table{
      {Bytes("\x08\x96\x01", 3), true},                                    // varint
      {Bytes("\x09\x01\x02\x03\x04\x05\x06\x07\x08", 9), true},            // fixed64
      {Bytes("\x0a\x01x", 3), true},                                       // bytes
      {Bytes("\x0d\x01\x02\x03\x04", 5), true},                            // fixed32
      {Bytes("\x0b\x0c", 2), false},                                       // group
      {Bytes("\x0e\x01", 2), false},                                       // wire type 6
      {Bytes("\x02\x01x", 3), false},                                      // tag 0
      {Bytes("\x0a\x05x", 3), false},                                      // longer than it is
      {Bytes("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 11), false},  // more than 64 bits
  };
  for (const auto& [bytes, readable] : table) {
    INFO(hex(bytes));
    CHECK(static_cast<bool>(split_tags(bytes)) == readable);
  }
}

TEST_CASE("Every prefix of a partial is whole or refused, never misread") {
  const Bytes whole = field(1, "avocet") + field(300, "wren") + Bytes("\x08\x07", 2);
  size_t readable = 0;
  for (size_t size = 0; size <= whole.size(); ++size) {
    const auto tags = split_tags(BytesView(whole).substr(0, size));
    if (!tags) continue;
    ++readable;
    size_t total = 0;
    for (const auto& tag : *tags) total += tag.raw.size();
    CHECK(total == size);
  }
  CHECK(readable == 4);
}

TEST_CASE("Splitting arbitrary bytes neither crashes nor loses a byte") {
  CHECK(rc::check("split", [](const std::string& bytes) {
    const auto tags = split_tags(bytes);
    if (!tags) return;
    size_t total = 0;
    for (const auto& tag : *tags) total += tag.raw.size();
    RC_ASSERT(total == bytes.size());
  }));
}
