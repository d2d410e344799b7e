#include "schema/partials.h"

#include <google/protobuf/util/message_differencer.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "kernel/wire.h"
#include "proto/schema/random_message.h"

using namespace beatbook;
using namespace beatbook::schema;
using google::protobuf::util::MessageDifferencer;

namespace {

const RecordType& person_type() { return *find_type("person"); }

std::map<uint32_t, Bytes> cells(BytesView partial) {
  std::map<uint32_t, Bytes> out;
  const auto split = split_tags(partial);
  for (const auto& tag : *split) out.emplace(tag.tag, Bytes(tag.raw));
  return out;
}

v1::Person avocet() {
  v1::Person person;
  person.set_family_name("Avocet");
  person.set_verification("STATED");
  person.add_vulnerabilities("TRAUMA");
  person.mutable_address()->add_lines("1 Heron Row");
  return person;
}

}  // namespace

TEST_CASE("the partials of a record hold each field in its class and together the whole record") {
  CHECK(rc::check("any message of any type", [] {
    const auto& type = random_message::type();
    const auto message = random_message::of(type);
    std::map<uint32_t, Bytes> all;
    for (const auto& [visibility, partial] : split_by_class(*message, type, v1::VC4_INTELLIGENCE)) {
      for (auto& [tag, raw] : cells(partial)) {
        RC_ASSERT(class_of(type, *type.descriptor->FindFieldByNumber(static_cast<int>(tag)), v1::VC4_INTELLIGENCE) ==
                  visibility);
        RC_ASSERT(all.emplace(tag, raw).second);
      }
    }
    const auto assembled = assemble(type, all);
    RC_ASSERT(assembled.broken.empty());
    RC_ASSERT(MessageDifferencer::Equals(*assembled.message, *message));
  }));
}

TEST_CASE("what changed, laid over what was there, gives what is there now") {
  CHECK(rc::check("any two messages of a type", [] {
    const auto& type = random_message::type();
    const auto before = random_message::of(type), after = random_message::of(type);
    std::map<uint32_t, Bytes> state;
    for (const auto& [visibility, partial] : split_by_class(*before, type)) state.merge(cells(partial));
    for (const auto& [visibility, change] : changed_tags(*before, *after, type)) {
      RC_ASSERT(!change.set.empty() || !change.cleared.empty());
      for (uint32_t tag : change.cleared) RC_ASSERT(state.erase(tag) == 1u);
      std::vector<uint32_t> set;
      for (auto& [tag, raw] : cells(change.partial)) {
        set.push_back(tag);
        RC_ASSERT(state[tag] != raw);
        state[tag] = raw;
      }
      RC_ASSERT(set == change.set);
    }
    const auto assembled = assemble(type, state);
    RC_ASSERT(MessageDifferencer::Equals(*assembled.message, *after));
    RC_ASSERT(changed_tags(*after, *after, type).empty());
  }));
}

TEST_CASE("a save names what it sets and clears, class by class") {
  v1::Person after = avocet();
  after.clear_verification();
  after.clear_vulnerabilities();
  after.set_given_names("Wren");
  after.mutable_address()->set_postcode("LS1 1AA");
  const auto changes = changed_tags(avocet(), after, person_type());
  REQUIRE(changes.size() == 2);
  const auto& team = changes.at(v1::VC2_TEAM);
  CHECK(team.set == std::vector<uint32_t>{v1::Person::kGivenNamesFieldNumber});
  CHECK(team.cleared == std::vector<uint32_t>{v1::Person::kVerificationFieldNumber});
  const auto& safeguarding = changes.at(v1::VC3_SAFEGUARDING);
  CHECK(safeguarding.set == std::vector<uint32_t>{v1::Person::kAddressFieldNumber});
  CHECK(safeguarding.cleared == std::vector<uint32_t>{v1::Person::kVulnerabilitiesFieldNumber});
}

TEST_CASE("a review goes to the class of the record it speaks of") {
  v1::Review review;
  review.set_comment("Good grounds.");
  const auto partials = split_by_class(review, *find_type("review"), v1::VC3_SAFEGUARDING);
  REQUIRE(partials.size() == 1);
  CHECK(partials.begin()->first == v1::VC3_SAFEGUARDING);
}

TEST_CASE("tags of a newer program are never touched by a save") {
  v1::Person newer = avocet();
  newer.GetReflection()->MutableUnknownFields(&newer)->AddVarint(900, 7);
  CHECK(changed_tags(newer, avocet(), person_type()).empty());
  CHECK(changed_tags(avocet(), newer, person_type()).empty());
  v1::Person nested = avocet();
  nested.mutable_address()->GetReflection()->MutableUnknownFields(nested.mutable_address())->AddVarint(900, 7);
  v1::Person edited = nested;
  edited.mutable_address()->set_postcode("LS1 1AA");
  const auto change = changed_tags(nested, edited, person_type()).at(v1::VC3_SAFEGUARDING);
  v1::Person read;
  REQUIRE(read.ParseFromString(change.partial));
  CHECK(read.address().GetReflection()->GetUnknownFields(read.address()).field_count() == 1);
}

TEST_CASE("a broken cell is named and left out, and the rest of the record is shown") {
  std::map<uint32_t, Bytes> state = cells(avocet().SerializeAsString());
  state[v1::Person::kGivenNamesFieldNumber] =
      "\x12\x7f"
      "cut";                                                    // longer than its bytes
  state[v1::Person::kDescriptionFieldNumber] = "\x2a\x01\xff";  // not UTF-8
  state[v1::Person::kSexFieldNumber] = "\x38\x01";              // a number where text belongs
  state[v1::Person::kGenderDescribedFieldNumber] =
      "\x0a\x01"
      "X";                                       // another field's tag
  state[v1::Person::kAgeRangeFieldNumber] = "";  // cleared
  Bytes newer;
  {
    v1::Person unknown;
    unknown.GetReflection()->MutableUnknownFields(&unknown)->AddVarint(900, 7);
    newer = unknown.SerializeAsString();
  }
  state[900] = newer;
  state[901] = newer;
  const auto assembled = assemble(person_type(), state);
  CHECK(assembled.broken == std::vector<uint32_t>{v1::Person::kGivenNamesFieldNumber, v1::Person::kDescriptionFieldNumber,
                                                  v1::Person::kSexFieldNumber, v1::Person::kGenderDescribedFieldNumber, 901});
  v1::Person expected = avocet();
  expected.GetReflection()->MutableUnknownFields(&expected)->AddVarint(900, 7);
  CHECK(MessageDifferencer::Equals(*assembled.message, expected));
}

TEST_CASE("no bytes of a cell can crash the assembly") {
  CHECK(rc::check("any bytes for any tag", [] {
    const auto& type = random_message::type();
    std::map<uint32_t, Bytes> state;
    for (int i = 0; i < 5; ++i) {
      const auto tag = *rc::gen::inRange<uint32_t>(1, 40);
      Bytes raw = *rc::gen::arbitrary<std::string>();
      if (*rc::gen::arbitrary<bool>()) raw = Bytes(1, static_cast<char>(tag << 3 | 2)) + static_cast<char>(raw.size()) + raw;
      state[tag] = raw;
    }
    const auto assembled = assemble(type, state);
    RC_ASSERT(assembled.message != nullptr);
  }));
}
