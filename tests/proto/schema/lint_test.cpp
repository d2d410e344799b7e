#include "schema/lint.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>

#include "schema/catalogue.h"
#include "tests/proto/schema/made_descriptors.h"

using namespace beatbook;
using namespace beatbook::schema;
using beatbook::tests::field;
using beatbook::tests::MadeDescriptors;
using google::protobuf::FileDescriptor;

namespace {

std::vector<LintFinding> lint_text(const std::string& text, const std::string& file = "records/otter.proto") {
  MadeDescriptors pool;
  const auto* built = pool.add(file, text);
  return lint(std::span(&built, 1), CodeLists::built_in());
}

std::set<std::string> rules_of(const std::vector<LintFinding>& findings) {
  std::set<std::string> rules;
  for (const auto& finding : findings) rules.insert(finding.rule);
  return rules;
}

std::string listed(const std::vector<LintFinding>& findings) {
  std::string text;
  for (const auto& finding : findings) text += finding.rule + "  " + finding.where + ": " + finding.what + "\n";
  return text;
}

const std::string kMeaning = R"(
  number: 900 label: "Otter" source: "REC-05" visibility: VC2_TEAM owner: AUTHOR keep: DAYS_7 marking: "OFFICIAL"
  author_roles: ["OFC"] refusal: "Ask an officer.")";
const std::string kSaid = R"(label: "Weight" sensitivity: NOT_PERSONAL )";

std::string message(const std::string& name, const std::string& content) {
  return "message_type { name: \"" + name + "\" " + content + " }\n";
}

std::string record(const std::string& fields, const std::string& outside = "", const std::string& meaning = kMeaning) {
  return message("Otter", "options { [beatbook.v1.record] { " + meaning + " } }\n" + fields) + outside;
}

std::string weight(const std::string& label, const std::string& type) { return field(label, type, "weight", 1, kSaid); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

struct Example {
  std::string rule;
  std::string text;
};

// Forbidden in record messages, design section 3.
std::vector<Example> forbidden_on_the_wire() {
  const auto den = message("Den", weight("optional", "uint32"));
  const auto shared = replaced(kMeaning, "AUTHOR", "SHARED");
  const auto entry = "nested_type { name: \"WeightEntry\" options { map_entry: true } " + field("", "string", "key", 1, "") +
                     field("", "string", "value", 2, "") + "}";
  return {
      {"oneof", record("oneof_decl { name: \"choice\" }" + field("", "Den", "a", 1, kSaid, "oneof_index: 0") +
                           field("", "Den", "b", 2, kSaid, "oneof_index: 0"),
                       den)},
      {"map", record(entry + field("repeated", "WeightEntry", "weight", 1, kSaid))},
      {"any", record(weight("optional", ".google.protobuf.Any"))},
      {"float", record(weight("optional", "float"))},
      {"float", record(weight("optional", "double"))},
      {"float", record(weight("repeated", "double"))},
      {"enum", record(weight("repeated", "Fur"), "enum_type { name: \"Fur\" value { name: \"FUR_UNSPECIFIED\" number: 0 } }")},
      {"optional", record(weight("", "string"))},
      {"optional", record(weight("optional", "Den"), message("Den", weight("", "uint32")))},
      {"bytes-format", record(weight("optional", "bytes"))},
      {"bytes-format", record(weight("repeated", "bytes"))},
      {"shared-list", record(weight("repeated", "Den"), den, shared)},
      {"shared-list", record(weight("optional", "Holt"), message("Holt", weight("repeated", "Den")) + den, shared)},
  };
}

std::string field_with(const std::string& type, const std::string& said) {
  return record(field("optional", type, "weight", 1, said));
}

std::vector<Example> untrue_annotations() {
  const auto with = [](const std::string& type, const std::string& more) { return field_with(type, kSaid + more); };
  return {
      {"label", field_with("string", "sensitivity: NOT_PERSONAL")},
      {"sensitivity", field_with("string", "label: \"Weight\"")},
      {"code-list", with("string", "code_list: \"otter_moods\"")},
      {"code-list", with("uint32", "code_list: \"person_role\"")},
      {"code-list", with("string", "code_list: \"person_role\" format: \"VRM\"")},
      {"format", with("string", "format: \"WHISKERS\"")},
      {"format", with("string", "format: \"UUID\"")},
      {"format", with("bytes", "format: \"VRM\"")},
      {"required-when", with("string", "required_when: \"If Late\"")},
      {"required-when", with("string", "required_when: \"late\" required: true")},
      {"required-when", with("string", "asked_when: \"If Late\"")},
      {"required-when", with("string", "asked_when: \"late\" required: true")},
      {"length", with("uint32", "max_length: 4")},
      {"length", with("uint32", "plain_language: true")},
      {"length", with("string", "min_length: 9 max_length: 4")},
      {"limits", with("string", "maximum: 4")},
      {"limits", with("uint32", "minimum: 4")},
      {"form", with("string", "tick: true")},
      {"form", with("string", "measured: true")},
      {"form", with("string", "optional_otherwise: true")},
      {"form", with("string", "others: true")},
      {"form", with("string", "starts_from: \"weight\"")},
      {"form", with("string", "preset: \"now\"")},
      {"form", with("string", "preset: \"author\"")},
      {"form", with("string", "code_list: \"person_role\" preset: \"author_role\"")},
      {"form", with("string", "clock: \"next\"")},
      {"form", with("string", "beside: \"badger\"")},
      {"form", with("string", "officer_roles: [\"SUP\"]")},
      {"form", with("string", "one: \"Otter\"")},
      {"references", with("bytes", "format: \"UUID\" references: \"badger\"")},
      {"references", with("string", "references: \"otter\"")},
      {"block", record(weight("optional", "Den"),
                       message("Den", field("optional", "uint32", "depth", 1, kSaid + "visibility: VC3_SAFEGUARDING")))},
      {"editors", replaced(with("string", "also_edited_by: [\"INT\"]"), "AUTHOR", "SHARED")},
  };
}

std::vector<Example> unfinished_records() {
  const auto with = [](const std::string& from, const std::string& to) {
    return record(weight("optional", "string"), "", replaced(kMeaning, from, to));
  };
  return {
      {"number", with("number: 900", "number: 0")},
      {"visibility", with("visibility: VC2_TEAM", "")},
      {"visibility", with("marking:", "visibility_of_subject: true marking:")},
      {"record", with("label: \"Otter\"", "")},
      {"record", with("owner: AUTHOR", "")},
      {"record", with("keep: DAYS_7", "")},
      {"record", with("author_roles: [\"OFC\"]", "")},
      {"record", with("refusal: \"Ask an officer.\"", "")},
      {"visibility", replaced(record(field("optional", "bytes", "subject", 1, kSaid + "format: \"UUID\" visibility: VC2_TEAM")),
                              "marking:", "visibility_of_subject: true marking:")},
      {"envelope", with("refusal:", "counted: true refusal:")},
      {"sections", with("refusal:", "sections: [\"Whiskers\"] refusal:")},
  };
}

void check_each(const std::vector<Example>& examples) {
  for (const auto& example : examples) {
    CAPTURE(example.rule, example.text);
    const auto findings = lint_text(example.text);
    CAPTURE(listed(findings));
    CHECK(rules_of(findings) == std::set<std::string>{example.rule});
  }
}

// Every field of every message of the record files.
void for_each_field(const std::function<void(const FieldDescriptor&)>& visit) {
  for (const auto* file : record_files()) {
    for (int m = 0; m < file->message_type_count(); ++m) {
      for (int f = 0; f < file->message_type(m)->field_count(); ++f) visit(*file->message_type(m)->field(f));
    }
  }
}

}  // namespace

TEST_CASE("the real record messages pass the lint") {
  const auto files = record_files();
  REQUIRE(files.size() >= record_types().size());
  const auto findings = lint(files, CodeLists::built_in());
  CHECK(listed(findings) == "");
}

TEST_CASE("a sound record message passes the lint") { CHECK(listed(lint_text(record(weight("optional", "string")))) == ""); }

TEST_CASE("each construct that breaks the split or an older app is found, and nothing else") {
  check_each(forbidden_on_the_wire());
}

TEST_CASE("groups, extensions and proto2 are found") {
  MadeDescriptors pool;
  const auto* file =
      pool.add("records/otter.proto",
               message("Otter",
                       "nested_type { name: \"Den\" } extension_range { start: 100 end: 200 }"
                       "field { name: \"den\" number: 1 label: LABEL_OPTIONAL type: TYPE_GROUP type_name: \"Den\" }") +
                   "extension { name: \"weight\" extendee: \"Otter\" number: 100 label: LABEL_OPTIONAL type: TYPE_STRING }",
               "proto2");
  const auto rules = rules_of(lint(std::span(&file, 1), CodeLists::built_in()));
  CHECK(rules.contains("group"));
  CHECK(rules.contains("extension"));
  CHECK(rules.contains("proto3"));
}

TEST_CASE("an annotation that can't be true of its field is found") { check_each(untrue_annotations()); }

TEST_CASE("a record type that does not say enough of itself is found") { check_each(unfinished_records()); }

TEST_CASE("a record type stands in the file of its name") {
  CHECK(rules_of(lint_text(record(weight("optional", "string")), "records/badger.proto")) ==
        std::set<std::string>{"file-name"});
}

TEST_CASE("two record types never share a number") {
  MadeDescriptors pool;
  const auto text = record(weight("optional", "string"));
  const FileDescriptor* files[] = {pool.add("records/otter.proto", text),
                                   pool.add("records/badger.proto", replaced(text, "\"Otter\"", "\"Badger\""))};
  CHECK(rules_of(lint(files, CodeLists::built_in())) == std::set<std::string>{"number"});
}

TEST_CASE("a link from the less restricted record to the more restricted is found, the other way round it may stand") {
  const auto pair = [](const std::string& from, const std::string& to) {
    MadeDescriptors pool;
    const auto link = field("optional", "bytes", "badger_id", 1, kSaid + "format: \"UUID\" references: \"badger\"");
    auto otter = replaced(record(link), "VC2_TEAM", from);
    auto badger = replaced(replaced(record(weight("optional", "string")), "VC2_TEAM", to), "\"Otter\"", "\"Badger\"");
    badger = replaced(badger, "900", "901");
    const FileDescriptor* files[] = {pool.add("records/otter.proto", otter), pool.add("records/badger.proto", badger)};
    return rules_of(lint(files, CodeLists::built_in()));
  };
  CHECK(pair("VC2_TEAM", "VC3_SAFEGUARDING") == std::set<std::string>{"direction"});
  CHECK(pair("VC3_SAFEGUARDING", "VC4_INTELLIGENCE") == std::set<std::string>{"direction"});
  CHECK(pair("VC3_SAFEGUARDING", "VC2_TEAM").empty());
  CHECK(pair("VC2_TEAM", "VC2_TEAM").empty());
}

TEST_CASE("nothing asks for what the service does not hold (PR-02, PR-21, PR-22)") {
  // Pictures are of places: what litter, a lamp or a gap in a fence looked like before and after (REC-20).
  const std::set<std::string> of_places{"beatbook.v1.EnvironmentalAuditItem.picture_before",
                                        "beatbook.v1.EnvironmentalAuditItem.picture_after"};
  size_t seen = 0, pictures = 0;
  for_each_field([&](const FieldDescriptor& field) {
    ++seen;
    CAPTURE(field.full_name());
    const bool of_a_place = of_places.contains(field.full_name());
    pictures += of_a_place ? 1 : 0;
    CHECK((meaning(field).format() == "PICTURE") == of_a_place);
    for (const std::string forbidden :
         {"immigration", "visa", "photo", "picture", "sexual_history", "fingerprint", "voice", "score"}) {
      CAPTURE(forbidden);
      if (!of_a_place) CHECK(field.name().find(forbidden) == std::string::npos);
    }
  });
  CHECK(seen > 150);
  CHECK(pictures == of_places.size());
  CHECK(CodeLists::built_in().find("phone_obtained", "EXTRACTED") == nullptr);
}

TEST_CASE("a stop and search asks for no name, date of birth or address") {
  const auto& search = *find_type("stop_and_search")->descriptor;
  for (int i = 0; i < search.field_count(); ++i) {
    for (const std::string forbidden : {"name", "birth", "address", "person_id"}) {
      CAPTURE(search.field(i)->name());
      CHECK(search.field(i)->name().find(forbidden) == std::string::npos);
    }
  }
}

TEST_CASE("condoms are never found items (PR-20)") {
  for (const auto& code : CodeLists::built_in().find("item_found")->codes) {
    auto words = code.code + code.label;
    std::transform(words.begin(), words.end(), words.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(words.find("condom") == std::string::npos);
  }
}

TEST_CASE("a warning and a welfare contact never name each other (BR-22)") {
  for_each_field([](const FieldDescriptor& field) {
    CAPTURE(field.full_name());
    CHECK(meaning(field).references().find("welfare_contact") == std::string::npos);
    // A referral leads to no enforcement; it is the one thing a welfare contact may name.
    const auto& named = meaning(field).references();
    if (field.containing_type()->name() == "WelfareContact") CHECK((named.empty() || named == "referral"));
  });
}

TEST_CASE("the roles that may create or edit a record are roles of the service") {
  const auto& lists = CodeLists::built_in();
  for (const auto& type : record_types()) {
    for (const auto& role : type.meaning->author_roles()) CHECK(lists.find("officer_role", role) != nullptr);
    CHECK(lists.find("marking", type.meaning->marking()) != nullptr);
  }
  for_each_field([&](const FieldDescriptor& field) {
    for (const auto& role : meaning(field).also_edited_by()) CHECK(lists.find("officer_role", role) != nullptr);
  });
}

TEST_CASE("a PCSO creates no search and no warning") {
  for (const auto* name : {"stop_and_search", "official_warning"}) {
    const auto& roles = find_type(name)->meaning->author_roles();
    CHECK(std::find(roles.begin(), roles.end(), "PCSO") == roles.end());
    CHECK(find_type(name)->meaning->refusal() == "A PCSO can't make this record. Ask a constable to record it.");
  }
}
