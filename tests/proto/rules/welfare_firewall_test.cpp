// BR-22: nothing of a welfare contact reaches the ladder, an evidence list, an arrest screen or an arrest.
#include <rapidcheck.h>

#include <set>
#include <utility>

#include "records.h"
#include "rules/looks_back.h"

namespace beatbook::rules {

namespace {

// A welfare contact that says everything it can say, with the answers drawn.
std::unique_ptr<google::protobuf::Message> any_contact() {
  const auto& packs = schema::CodeLists::built_in();
  const auto code = [&](const char* list) {
    const auto& codes = packs.find(list)->codes;
    return codes[*rc::gen::inRange<size_t>(0, codes.size())].code;
  };
  json patch = {{"immediate_need", *rc::gen::arbitrary<bool>()},
                {"contact_type", code("welfare_contact_type")},
                {"spoken_to", *rc::gen::arbitrary<bool>()},
                {"needs", {code("need"), code("need")}},
                {"exploitation_indicators", {code("exploitation_indicator")}},
                {"injuries_seen", code("injury_seen")},
                {"crime_disclosed", *rc::gen::arbitrary<bool>()},
                {"report_wish", code("report_wish")},
                {"child_concern", code("yes_no_unknown")},
                {"domestic_abuse_concern", *rc::gen::arbitrary<bool>()},
                {"adult_at_risk", *rc::gen::arbitrary<bool>()},
                {"dash_ticks", *rc::gen::inRange(0, 28)}};
  patch["envelope"]["subjects"] = json::array({subject(avocet_id, code("person_role"))});
  patch["envelope"]["event_at"] = schema::iso(schema::london(ms("2026-11-21 22:50") - *rc::gen::inRange(0, 90) * 86'400'000LL));
  return record("welfare_contact", patch);
}

std::vector<const schema::RecordType*> enforcement_types() {
  std::vector<const schema::RecordType*> out;
  for (const auto& type : schema::record_types()) {
    if (type.meaning->enforcement()) out.push_back(&type);
  }
  return out;
}

// Names of the record types a message leads to.
std::set<std::string> named_by(const schema::Descriptor& message, std::set<const schema::Descriptor*>& seen) {
  std::set<std::string> out;
  if (!seen.insert(&message).second) return out;
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    std::string name;
    for (const char c : schema::meaning(field).references() + "|") {
      if (c != '|') {
        name += c;
      } else if (!name.empty()) {
        out.insert(std::exchange(name, {}));
      }
    }
    if (field.message_type()) out.merge(named_by(*field.message_type(), seen));
  }
  return out;
}

}  // namespace

TEST_CASE("whatever a welfare contact says, no enforcement record is judged otherwise for it", "[BR-22][FA-06][SN-10]") {
  const auto types = enforcement_types();
  REQUIRE(types.size() >= 10);
  CHECK(rc::check("any welfare contact beside any enforcement record", [&] {
    const auto& type = *types[*rc::gen::inRange<size_t>(0, types.size())];
    const auto entry = record(type.name);
    const auto contact = any_contact();
    auto situation = as(type.meaning->author_roles(0));
    const std::vector<Linked> with = {{&type_of("welfare_contact"), contact.get(), *RecordId::parse(other_id)}};
    RC_ASSERT(check_record(type, *entry, situation, with) == check_record(type, *entry, situation, {}));
    RC_ASSERT(asked_for(type, *entry, situation, with) == asked_for(type, *entry, situation, {}));
  }));
}

TEST_CASE("no way leads from an enforcement record to a welfare contact, over any number of links", "[BR-22][LD-07]") {
  for (const auto* from : enforcement_types()) {
    std::set<std::string> reached, open = {from->name};
    while (!open.empty()) {
      const auto name = *open.begin();
      open.erase(open.begin());
      if (!reached.insert(name).second || name == "*") continue;
      std::set<const schema::Descriptor*> seen;
      open.merge(named_by(*type_of(name).descriptor, seen));
    }
    INFO(from->name);
    CHECK(reached.size() > 1);
    CHECK_FALSE(reached.contains("welfare_contact"));
    CHECK_FALSE(reached.contains("*"));
  }
}

TEST_CASE("welfare and referral are no enforcement, and every record that is one has people and a time", "[BR-22]") {
  for (const char* name : {"welfare_contact", "referral", "engagement_support_order", "sighting", "intelligence", "phone_call",
                           "other_offence", "community_contact"}) {
    CHECK_FALSE(type_of(name).meaning->enforcement());
  }
  for (const auto* type : enforcement_types()) {
    INFO(type->name);
    CHECK(type->meaning->counted());
    CHECK(type->face == v1::VC2_TEAM);
  }
}

TEST_CASE("no other record looks back to a welfare contact, and it looks back to its own kind alone", "[BR-22]") {
  for (const auto& type : schema::record_types()) {
    INFO(type.name);
    const auto back = looks_back_to(type);
    if (type.name == "welfare_contact") {
      CHECK(back == std::vector<std::string_view>{"welfare_contact"});
    } else {
      CHECK(std::find(back.begin(), back.end(), "welfare_contact") == back.end());
    }
    for (const auto name : back) CHECK(schema::find_type(name));
  }
}

}  // namespace beatbook::rules
