#include "kernel/frame.h"

#include <catch2/catch.hpp>

#include "beatbook/v1/sync.pb.h"
#include "kernel/dictionary.h"
#include "kernel/hash.h"

using namespace beatbook;

namespace {

v1::TabletFrame push_of(const Bytes& change_set) {
  v1::TabletFrame frame;
  frame.mutable_push()->set_from_seq(1);
  frame.mutable_push()->add_change_sets(change_set);
  return frame;
}

// Words that entries have in common.
const Bytes like_an_entry = "bank-holidays-england-and-wales code-lists-2026 law-england-and-wales-2026 OFFICIAL-SENSITIVE";

Bytes received(FrameCodec& codec, BytesView wire) {
  codec.feed(wire);
  const auto payload = codec.next();
  REQUIRE(payload);
  REQUIRE(*payload);
  return **payload;
}

constexpr size_t codec_at = 4;

}  // namespace

TEST_CASE("A small frame is smaller with each dictionary, and comes out as it went in") {
  FrameCodec out, in;
  const auto frame = push_of(like_an_entry);
  const size_t without = out.encode(frame)->size();
  for (uint32_t number = 1; number <= newest_dictionary; ++number) {
    CAPTURE(number);
    const Bytes wire = *out.encode(frame, number);
    CHECK(wire.size() * 2 < without);
    CHECK(wire[codec_at] == static_cast<char>(1 + number));
    CHECK(received(in, wire) == frame.SerializeAsString());
  }
}

TEST_CASE("A large frame, and one for somebody who knows no dictionary we know, goes without") {
  FrameCodec out;
  CHECK((*out.encode(push_of(like_an_entry), 0))[codec_at] == 1);
  CHECK((*out.encode(push_of(like_an_entry), newest_dictionary + 1))[codec_at] == 1);
  Bytes large;
  for (uint32_t i = 0; large.size() < 20'000; ++i) large += like_an_entry + std::to_string(i);
  CHECK((*out.encode(push_of(large), newest_dictionary))[codec_at] == 1);
}

TEST_CASE("A frame packed with a dictionary that nobody here knows is refused") {
  FrameCodec out;
  Bytes wire = *out.encode(push_of(like_an_entry), newest_dictionary);
  for (const int codec : {static_cast<int>(newest_dictionary) + 2, 100, 255}) {
    CAPTURE(codec);
    FrameCodec in;
    wire[codec_at] = static_cast<char>(codec);
    in.feed(wire);
    REQUIRE_FALSE(in.next());
    CHECK(in.next().error().code == Fault::corrupt);
  }
}

TEST_CASE(
    "A frame that says it was packed with a dictionary and was not is damaged, or the same, and never more than the limit") {
  FrameCodec out;
  Bytes wire = *out.encode(push_of(like_an_entry));
  wire[codec_at] = static_cast<char>(1 + newest_dictionary);
  FrameCodec in;
  in.feed(wire);
  const auto payload = in.next();
  CHECK((!payload || **payload == push_of(like_an_entry).SerializeAsString()));
}

TEST_CASE("The dictionaries that ship are never changed: a tablet of yesterday packs with the same bytes") {
  REQUIRE(newest_dictionary == 1);
  CHECK(hex(view(sha256(dictionary(1)))) == "757833c0fb6b1ac03def012822e0f035ed8098c66157de0161fe331c421b5aed");
  CHECK(dictionary(0).empty());
  CHECK(dictionary(newest_dictionary + 1).empty());
}
