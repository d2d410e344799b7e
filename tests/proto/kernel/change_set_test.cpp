#include "kernel/change_set.h"

#include <catch2/catch.hpp>

#include "kernel/limits.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

const Branch wren{enrolment(1), 0};
const Bytes salt(16, 'x');

v1::Header header() {
  v1::Header out;
  out.set_hlc_ms(1'795'000'000'000);
  out.set_operation(operation);
  return out;
}

}  // namespace

TEST_CASE("A change-set's bytes, digest and chain are those of the specification's example") {
  // Golden: a change of these lines is a change of the format.
  auto bytes = encode_change_set(header(), {create(record_id(1), field(1, "avocet"))}, salt, wren);
  REQUIRE(bytes);
  CHECK(hex(*bytes) ==
        "0a100880bcd9f29e341a076c617077696e6712220a1001a1ee565e0171018101010101010101100b180120032a080a0661766f6365741a10787878"
        "787878"
        "78787878787878787878");
  CHECK(hex(view(change_digest(salt, 0, decode_change_set(*bytes, wren, {})->changes[0].raw))) ==
        "bdd9e587667a39dbcf4e97c026830e90a858476d678ca7ee5555b28bdbfdbc54");
  CHECK(hex(view(*chain_next(chain_root(wren.enrolment), *bytes))) ==
        "56381efbdd35a1789ca6f82808ab34913ebda9bf4a6e5fd85492af1a0796e751");
}

TEST_CASE("What an author saw comes back, own and others' dots alike") {
  Change edit{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "crane"), {2}, {}};
  edit.seen = {{{1, 2}, {{wren, 4}, {{enrolment(2), 1}, 9}}}, {{3}, {{{enrolment(2), 1}, 9}}}};
  auto bytes = encode_change_set(header(), {edit}, salt, wren);
  REQUIRE(bytes);
  auto read = decode_change_set(*bytes, wren, {});
  REQUIRE(read);
  CHECK(read->header.peers.size() == 1);
  const auto& change = read->changes[0].change;
  REQUIRE(change.seen.size() == 2);
  CHECK(change.seen[0].tags == edit.seen[0].tags);
  CHECK(change.seen[0].dots == edit.seen[0].dots);
  CHECK(change.seen[1].dots == edit.seen[1].dots);
  CHECK(change.cleared == std::vector<uint32_t>{2});
}

TEST_CASE("Own dots follow the branch through a fork without re-encoding") {
  Change edit{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "crane"), {}, {{{1}, {{wren, 4}, {wren, 6}}}}};
  auto bytes = encode_change_set(header(), {edit}, salt, wren);
  REQUIRE(bytes);
  const Branch forked{enrolment(1), 2};
  auto read = decode_change_set(*bytes, forked, {{0, 5}});
  REQUIRE(read);
  CHECK(read->changes[0].change.seen[0].dots == std::vector<Dot>{{wren, 4}, {forked, 6}});
}

TEST_CASE("A change-set over 48 KiB is refused where it is written, with words for the officer") {
  const auto big = encode_change_set(header(), {create(record_id(1), Bytes(limits::change_set, 'x'))}, salt, wren);
  REQUIRE_FALSE(big);
  CHECK(big.error().code == Fault::too_large);
}

TEST_CASE("A save changes a record at most once in each class") {
  CHECK_FALSE(
      encode_change_set(header(), {create(record_id(1), field(1, "a")), create(record_id(1), field(2, "b"))}, salt, wren));
  CHECK(encode_change_set(
      header(), {create(record_id(1), field(1, "a")), create(record_id(1), field(2, "b"), v1::VC3_SAFEGUARDING)}, salt, wren));
}

TEST_CASE("An envelope that cannot be is refused by name") {
  const auto broken = [](auto spoil) {
    v1::ChangeSet set;
    v1::Header head = header();
    v1::Change change;
    change.set_record_id(record_id(1).str());
    change.set_record_type(11);
    change.set_kind(v1::Change::CREATE);
    change.set_visibility(v1::VC2_TEAM);
    spoil(set, head, change);
    set.set_header(head.SerializeAsString());
    if (set.salt().empty()) set.set_salt(salt);
    set.add_changes(change.SerializeAsString());
    return decode_change_set(set.SerializeAsString(), wren, {});
  };
  CHECK(broken([](auto&, auto&, auto&) {}));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.set_record_id("short"); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.clear_record_type(); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.clear_kind(); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.set_kind(static_cast<v1::Change::Kind>(7)); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.clear_visibility(); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.set_visibility(static_cast<v1::VisibilityClass>(9)); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) { c.add_seen()->add_dots()->set_peer(1); }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) {
    auto* dot = c.add_seen()->add_dots();
    dot->set_peer(0x80000001);
    dot->set_seq(1);
  }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) {
    for (uint32_t tag = 1; tag <= limits::tags + 1; ++tag) c.add_cleared(tag);
  }));
  CHECK_FALSE(broken([](auto&, auto&, auto& c) {
    auto* seen = c.add_seen();
    for (uint32_t i = 1; i <= 100; ++i) {
      seen->add_tags(i);
      seen->add_dots()->set_seq(i);
    }
  }));
  CHECK_FALSE(broken([](auto& s, auto&, auto&) { s.set_salt("short"); }));
  CHECK_FALSE(broken([](auto&, auto& h, auto&) { h.add_peers()->set_enrolment("short"); }));
  CHECK_FALSE(broken([](auto&, auto& h, auto&) { h.set_operation(std::string(limits::header_text + 1, 'x')); }));
  CHECK_FALSE(broken([](auto& s, auto&, auto& c) { s.add_changes(c.SerializeAsString()); }));
}

TEST_CASE("A record type and fields nobody knows pass through bit for bit") {
  const Bytes unknown = field(4000, "from a newer app") + Bytes("\x0d\x01\x02\x03\x04", 5);
  auto bytes = encode_change_set(header(), {create(record_id(1), unknown, v1::VC2_TEAM, 99999)}, salt, wren);
  REQUIRE(bytes);
  auto read = decode_change_set(*bytes, wren, {});
  REQUIRE(read);
  CHECK(read->changes[0].change.type == 99999);
  CHECK(read->changes[0].change.partial == unknown);
}

TEST_CASE("Any changed byte of header, change or salt changes the chain") {
  auto bytes = encode_change_set(header(), {create(record_id(1), field(1, "avocet"))}, salt, wren);
  REQUIRE(bytes);
  const Hash root = chain_root(wren.enrolment);
  const auto chain = chain_next(root, *bytes);
  REQUIRE(chain);
  size_t changed = 0;
  for (size_t i = 0; i < bytes->size(); ++i) {
    Bytes other = *bytes;
    other[i] = static_cast<char>(other[i] ^ 1);
    const auto next = chain_next(root, other);
    if (next && *next == *chain) FAIL("byte " << i << " is not covered");
    changed += next.has_value();
  }
  CHECK(changed > bytes->size() / 2);
}
