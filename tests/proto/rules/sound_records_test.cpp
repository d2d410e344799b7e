// Each record type, whole and right: what a rule refuses in the other tests is the one thing that was bent.
#include <set>

#include "records.h"
#include "schema/published.h"

namespace beatbook::rules {

namespace {

// Somebody who may make the record.
Situation maker(const schema::RecordType& type) { return as(type.name == "review" ? "SUP" : type.meaning->author_roles(0)); }

}  // namespace

TEST_CASE("a sound record of every type passes what its fields and its rules ask") {
  for (const auto& type : schema::record_types()) {
    INFO(type.name);
    auto situation = maker(type);
    if (type.name == "review") situation.officer.collar_number = "PS 100";
    if (schema::is_published(type)) {
      CHECK(check_published(type, *record(type.name), situation).empty());
      continue;
    }
    CHECK(all_errors_of(type.name, json::object(), situation) == Lines{});
  }
}

TEST_CASE("a role that is not named may not make the record, and reads why in words") {
  for (const auto& type : schema::record_types()) {
    INFO(type.name);
    const auto errors = errors_of(type.name, json::object(), as("PTN"));
    REQUIRE_FALSE(errors.empty());
    CHECK(errors[0].starts_with(": "));
    CHECK(errors[0].ends_with("."));
  }
}

TEST_CASE("what a server publishes no role may make") {
  for (const auto& type : schema::record_types()) {
    if (!schema::is_published(type)) continue;
    INFO(type.name);
    for (const auto& role : schema::CodeLists::built_in().find("officer_role")->codes) {
      CHECK_FALSE(errors_of(type.name, json::object(), as(role.code.c_str())).empty());
    }
  }
}

TEST_CASE("an empty record of every type says of each required field how to fill it, and nothing else twice") {
  for (const auto& type : schema::record_types()) {
    INFO(type.name);
    const auto empty = schema::new_message(type);
    const auto shape = schema::check(*empty, type, schema::CodeLists::built_in(), {*schema::read_date("2026-11-21")});
    std::set<std::string> named;
    for (const auto& error : shape) {
      CHECK(named.insert(error.field).second);
      CHECK((error.message.ends_with(".") || error.message.ends_with("?")));
    }
    for (int i = 0; i < type.descriptor->field_count(); ++i) {
      const auto& field = *type.descriptor->field(i);
      CHECK(named.contains(field.name()) == schema::meaning(field).required());
    }
  }
}

}  // namespace beatbook::rules
