#include "schema/golden.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <tuple>

#include "tests/proto/schema/made_descriptors.h"

using namespace beatbook;
using namespace beatbook::schema;
using beatbook::tests::field;
using beatbook::tests::MadeDescriptors;

namespace {

const std::string kGoldenFile = std::string(BEATBOOK_SOURCE_DIR) + "/tests/data/golden/contract.txt";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string listed(const std::vector<LintFinding>& findings) {
  std::string text;
  for (const auto& finding : findings) text += finding.where + ": " + finding.what + "\n";
  return text;
}

std::vector<GoldenField> fields_of(const std::string& message) {
  MadeDescriptors pool;
  const auto* file = pool.add("records/otter.proto", message);
  return golden_of(std::span(&file, 1));
}

std::string named(const std::string& name, const std::string& fields, int number, const std::string& visibility) {
  return "message_type { name: \"" + name + "\" options { [beatbook.v1.record] { number: " + std::to_string(number) +
         " visibility: " + visibility + " } } " + fields + " } message_type { name: \"Den\" }";
}

std::string otter(const std::string& fields, int number = 900, const std::string& visibility = "VC2_TEAM") {
  return named("Otter", fields, number, visibility);
}

std::string one(const std::string& type, const std::string& name, const std::string& said = "") {
  return field("optional", type, name, 1, said);
}

std::vector<std::string> rules_after(const std::string& before, const std::string& after) {
  std::vector<std::string> rules;
  for (const auto& finding : compare(fields_of(before), fields_of(after))) rules.push_back(finding.rule);
  return rules;
}

bool by_place(const GoldenField& a, const GoldenField& b) {
  return std::tie(a.record_number, a.message, a.tag) < std::tie(b.record_number, b.message, b.tag);
}

using Rules = std::vector<std::string>;

}  // namespace

// To extend the golden set after adding fields: BEATBOOK_WRITE_GOLDEN=1 and run this test. It writes nothing while a field that
// is already in the set has changed; such a change needs a new tag instead.
TEST_CASE("every field of the golden set is still what it was, and every field is in it") {
  const auto current = golden_of(contract_files());
  const auto golden = read_golden(read_file(kGoldenFile));
  REQUIRE(golden);
  const auto broken = compare(*golden, current);
  REQUIRE(listed(broken) == "");
  if (std::getenv("BEATBOOK_WRITE_GOLDEN") != nullptr) {
    std::ofstream(kGoldenFile, std::ios::binary) << write_golden(current);
    return;
  }
  std::vector<GoldenField> fresh;
  std::set_difference(current.begin(), current.end(), golden->begin(), golden->end(), std::back_inserter(fresh), by_place);
  INFO("New fields: run this test once with BEATBOOK_WRITE_GOLDEN=1 and commit tests/data/golden/contract.txt.");
  CHECK(write_golden(fresh) == write_golden({}));
}

TEST_CASE("a golden set is read back as it was written") {
  const auto current = golden_of(contract_files());
  const auto again = read_golden(write_golden(current));
  REQUIRE(again);
  CHECK(*again == current);
}

TEST_CASE("a line that is not a golden field is named by its number") {
  const auto read = read_golden("# comment\n2 Person 1 family_name string optional - VC2_TEAM\n2 Person family_name\n");
  REQUIRE_FALSE(read);
  CHECK(read.error().message == "Line 3 is not a golden field: write eight words, from record number to class.");
}

TEST_CASE("the golden set has the messages of the conversation and of the stores, and the numbers of enumerations") {
  std::set<std::string> messages;
  for (const auto& field : golden_of(contract_files())) messages.insert(field.message);
  for (const auto* name : {"ChangeSet", "Welcome", "Page", "RecordState", "KeySlots", "Kind", "Code", "Person"}) {
    INFO(name);
    CHECK(messages.contains(name));
  }
}

TEST_CASE("the number of an enumeration that means something else is found") {
  const auto kind = [](const std::string& name) {
    return "message_type { name: \"Den\" enum_type { name: \"Kind\" value { name: \"NONE\" number: 0 } value { name: \"" +
           name + "\" number: 1 } } }";
  };
  CHECK(rules_after(kind("HOLT"), kind("COUCH")) == Rules{"reused"});
}

TEST_CASE("adding a field breaks nothing") {
  CHECK(rules_after(otter(one("string", "weight")),
                    otter(one("string", "weight") + field("optional", "string", "fur", 2, ""))) == Rules{});
}

TEST_CASE("each change of a field that was in use is found") {
  const auto weight = otter(one("uint32", "weight"));
  CHECK(rules_after(weight, otter("")) == Rules{"removed"});
  CHECK(rules_after(weight, otter(one("uint32", "fur"))) == Rules{"reused"});
  CHECK(rules_after(weight, otter(one("uint64", "weight"))) == Rules{"type"});
  CHECK(rules_after(weight, otter(one("sint32", "weight"))) == Rules{"type"});
  CHECK(rules_after(otter(one("Den", "den")), otter(one("Otter", "den"))) == Rules{"type"});
  CHECK(rules_after(otter(one("string", "fur")), otter(field("repeated", "string", "fur", 1, ""))) == Rules{"repeated"});
  CHECK(rules_after(
            otter(field("repeated", "uint32", "toes", 1, "")),
            otter("field { name: \"toes\" number: 1 label: LABEL_REPEATED type: TYPE_UINT32 options { packed: false } }")) ==
        Rules{"packing"});
  CHECK(rules_after(weight, otter(one("uint32", "weight", "visibility: VC3_SAFEGUARDING"))) == Rules{"class"});
  CHECK(rules_after(weight, otter(one("uint32", "weight"), 900, "VC3_SAFEGUARDING")) == Rules{"class"});
  CHECK(rules_after(weight, otter(one("uint32", "weight"), 901)) == Rules{"record-number"});
}

TEST_CASE("a tag may be given up by reserving it, and then stays given up") {
  const auto used = otter(one("string", "weight"));
  const auto reserved = otter("reserved_range { start: 1 end: 2 }");
  CHECK(rules_after(used, reserved) == Rules{});
  CHECK(rules_after(reserved, used) == Rules{"reused"});
  CHECK(rules_after(reserved, otter("")) == Rules{"removed"});
}

TEST_CASE("the number of a record type that is gone is not taken by another") {
  CHECK(rules_after(otter(one("string", "weight")), named("Badger", one("string", "fur"), 900, "VC2_TEAM")) ==
        Rules{"removed", "record-number"});
}
