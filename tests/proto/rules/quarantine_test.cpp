#include "records.h"
#include "rules/access.h"
#include "schema/partials.h"

namespace beatbook::rules {

namespace {

EnrolmentId enrolment(char c) { return *EnrolmentId::from_bytes(std::string(16, c)); }
const Branch wren{enrolment('w'), 1};
const auto entry = *RecordId::parse(other_id);

// A change-set that creates `patch` on a sound record, one change per class.
ChangeSet creation(const std::string& type_name, const json& patch = json::object(), const char* operation = "heron") {
  ChangeSet set;
  set.header.operation = operation;
  const auto& type = type_of(type_name);
  for (auto& [visibility, partial] : schema::split_by_class(*record(type_name, patch), type, v1::VC2_TEAM)) {
    Change change;
    change.record = entry;
    change.type = type.number;
    change.kind = v1::Change::CREATE;
    change.visibility = visibility;
    change.partial = partial;
    set.changes.emplace_back(static_cast<uint32_t>(set.changes.size()), BytesView(), change);
  }
  return set;
}

// One change to a record that somebody created before.
ChangeSet change_of(const std::string& type_name, v1::Change::Kind kind, v1::VisibilityClass visibility,
                    std::vector<uint32_t> cleared = {}) {
  ChangeSet set;
  set.header.operation = "heron";
  Change change;
  change.record = entry;
  change.type = type_of(type_name).number;
  change.kind = kind;
  change.visibility = visibility;
  change.cleared = std::move(cleared);
  set.changes.emplace_back(0, BytesView(), change);
  return set;
}

uint32_t tag(const std::string& type_name, const std::string& field) {
  return static_cast<uint32_t>(type_of(type_name).descriptor->FindFieldByName(field)->number());
}

Grant grant(std::vector<std::string> roles) { return {std::move(roles), {"heron"}, false}; }

std::string reason(const Grant& granted, const ChangeSet& set, std::optional<EnrolmentId> creator = {}, bool history = false) {
  const HeldRecords held{[&](const RecordId&) { return creator; }, [&](const RecordId&) { return history; }};
  return quarantine_reason(granted, wren, set, held).value_or("fine");
}

}  // namespace

TEST_CASE("what an officer may record is not held") {
  for (const char* type :
       {"stop_check_person", "stop_and_search", "official_warning", "welfare_contact", "intelligence", "person"}) {
    INFO(type);
    CHECK(reason(grant({"OFC"}), creation(type)) == "fine");
  }
  CHECK(reason(grant({"SUP"}), creation("review")) == "fine");
}

TEST_CASE("a copy of a colleague's entry is held, whoever hands it in, and is examined as its author's") {
  const auto of = [](ChangeSet copy, const char* role, const std::optional<Grant>& wrote, std::optional<EnrolmentId> creator) {
    copy.header.copy_of = Original{{{enrolment('x'), 0}, 7}, {}};
    const HeldRecords held{[&](const RecordId&) { return creator; }, [](const RecordId&) { return false; }};
    return quarantine_reason(grant({role}), wren, copy, held, wrote).value_or("fine");
  };
  const std::string copy = "A copy of a colleague's entry, handed in because the server had lost it.";
  for (const char* role : {"OFC", "SUP", "PCSO"}) {
    INFO(role);
    CHECK(of(creation("stop_and_search"), role, grant({"OFC"}), {}) == copy + " Release it when the original won't come back.");
    CHECK(of(creation("stop_and_search"), role, grant({"PCSO"}), {}) ==
          copy + " Look closely: A PCSO can't make this record. Ask a constable to record it.");
    CHECK(of(creation("stop_and_search"), role, {}, {}) ==
          copy + " Its author isn't known here: ask who wrote it before you release it.");
    CHECK(of(change_of("sighting", v1::Change::EDIT, v1::VC2_TEAM), role, grant({"OFC"}), enrolment('y'))
              .starts_with(copy + " Look closely: Only its author"));
  }
}

TEST_CASE("a revoked enrolment, another operation, a role that may not: each is held with its reason") {
  auto revoked = grant({"OFC"});
  revoked.revoked = true;
  CHECK(reason(revoked, creation("sighting")) == "This enrolment is revoked.");
  CHECK(reason(grant({"OFC"}), creation("sighting", json::object(), "swift")) ==
        "The operation \"swift\" is not granted to this officer.");
  CHECK(reason(grant({"PCSO"}), creation("stop_and_search")) == "A PCSO can't make this record. Ask a constable to record it.");
  CHECK(reason(grant({"CTL"}), creation("welfare_contact")) == "The officer's role may not write safeguarding entries.");
  CHECK(reason(grant({"ADM"}), creation("sighting")) == "The officer's role may not write team entries.");
  CHECK(reason(grant({}), creation("sighting")) == "The officer's role may not write team entries.");
  CHECK(reason(grant({"OFC"}), creation("review")) == "Only a supervisor can review an entry.");
}

TEST_CASE("one right of several roles is enough") {
  CHECK(reason(grant({"ADM", "OFC"}), creation("official_warning")) == "fine");
  CHECK(reason(grant({"PCSO", "SUP"}), creation("review")) == "fine");
}

TEST_CASE("a record type of a newer program is held until the server knows it") {
  auto set = creation("sighting");
  set.changes[0].change.type = 999;
  CHECK(reason(grant({"OFC"}), set) == "Records of type 999 are not known here. Update the server before releasing it.");
}

TEST_CASE("a safeguarding field in a team change is held, a tag of a newer program is not") {
  auto set = change_of("official_warning", v1::Change::EDIT, v1::VC2_TEAM, {tag("official_warning", "conduct_text")});
  CHECK(reason(grant({"OFC"}), set, wren.enrolment) ==
        "\"What was seen\" is a safeguarding field and can't be part of a team change.");
  set.changes[0].change.cleared = {900};
  CHECK(reason(grant({"OFC"}), set, wren.enrolment) == "fine");
}

TEST_CASE("an author's record is changed by its author, voided by a supervisor and touched by nobody else") {
  const auto other = enrolment('o');
  const std::vector<uint32_t> tags{tag("sighting", "description")};
  struct Touch {
    v1::Change::Kind kind;
    const char* role;
    EnrolmentId creator;
    const char* held;
  };
  const char* only_author = "Only its author may correct this entry. A supervisor returns, annotates or voids it.";
  const char* only_supervisor = "Only a supervisor may void another officer's entry.";
  const Touch touches[] = {
      {v1::Change::EDIT, "OFC", wren.enrolment, "fine"},    {v1::Change::RETRACT, "OFC", wren.enrolment, "fine"},
      {v1::Change::EDIT, "OFC", other, only_author},        {v1::Change::EDIT, "SUP", other, only_author},
      {v1::Change::RETRACT, "OFC", other, only_supervisor}, {v1::Change::RESTORE, "OFC", other, only_supervisor},
      {v1::Change::RETRACT, "SUP", other, "fine"},          {v1::Change::RESTORE, "INS", other, "fine"},
  };
  for (const auto& row : touches) {
    INFO(row.role << " kind " << row.kind);
    CHECK(reason(grant({row.role}), change_of("sighting", row.kind, v1::VC2_TEAM, tags), row.creator) == row.held);
  }
}

TEST_CASE("a shared record is changed by any officer of the operation") {
  const auto set = change_of("person", v1::Change::EDIT, v1::VC2_TEAM, {tag("person", "sex")});
  CHECK(reason(grant({"PCSO"}), set, enrolment('o')) == "fine");
}

TEST_CASE("the intelligence unit grades what an officer wrote, and nothing else of it") {
  const auto graded =
      change_of("intelligence", v1::Change::EDIT, v1::VC4_INTELLIGENCE, {tag("intelligence", "source_evaluation")});
  const auto both = change_of("intelligence", v1::Change::EDIT, v1::VC4_INTELLIGENCE,
                              {tag("intelligence", "source_evaluation"), tag("intelligence", "description")});
  CHECK(reason(grant({"INT"}), graded, enrolment('o')) == "fine");
  CHECK_FALSE(reason(grant({"INT"}), both, enrolment('o')) == "fine");
  CHECK_FALSE(reason(grant({"INS"}), graded, enrolment('o')) == "fine");
}

TEST_CASE("an id that somebody else used is held, unless both imported the same row") {
  CHECK(reason(grant({"OFC"}), creation("stop_and_search"), enrolment('o')) ==
        "This record was sent twice with different content. Your supervisor has been told.");
  CHECK(reason(grant({"OFC"}), creation("stop_and_search", {{"envelope", {{"origin", "IMPORTED"}}}}), enrolment('o'), true) ==
        "fine");
}

TEST_CASE("what calls itself history does not take the place of what an officer recorded") {
  CHECK(reason(grant({"OFC"}), creation("sighting", {{"envelope", {{"origin", "IMPORTED"}}}}), enrolment('o'), false) ==
        "This record was sent twice with different content. Your supervisor has been told.");
}

TEST_CASE("an edit of a record nobody created is judged as its creation") {
  const auto set = change_of("stop_and_search", v1::Change::EDIT, v1::VC2_TEAM, {tag("stop_and_search", "grounds")});
  CHECK(reason(grant({"PCSO"}), set) == "A PCSO can't make this record. Ask a constable to record it.");
  CHECK(reason(grant({"OFC"}), set) == "fine");
}

TEST_CASE("the first change that is wrong holds the whole change-set") {
  auto set = creation("sighting");
  const auto second = creation("stop_and_search");
  set.changes.push_back(second.changes[0]);
  set.changes[1].position = 1;
  CHECK(reason(grant({"PCSO"}), set) == "A PCSO can't make this record. Ask a constable to record it.");
}

}  // namespace beatbook::rules
