#include "rules/review.h"

#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "records.h"

namespace beatbook::rules {

namespace {

const Hash seen = sha256("the state the reviewer saw"), changed = sha256("a later state");

ReviewFacts fact(const char* decision, int64_t made_ms, const Hash& heads = seen, bool from_peer = true) {
  return {decision, {{v1::VC2_TEAM, heads}}, made_ms, make_record_id(static_cast<uint64_t>(made_ms), "0123456789"), from_peer};
}

EntryStatus status(std::vector<ReviewFacts> reviews, bool retracted = false) {
  return status_of(reviews, {{v1::VC2_TEAM, seen}}, retracted);
}

Situation supervisor(const char* number = "PS 100") {
  auto situation = as("SUP");
  situation.officer.collar_number = number;
  return situation;
}

}  // namespace

TEST_CASE("an entry's status is what its standing reviews make of it") {
  struct {
    const char* what;
    std::vector<ReviewFacts> reviews;
    EntryStatus expected;
  } rows[] = {{"none", {}, EntryStatus::submitted},
              {"approved", {fact("APPROVE", 1)}, EntryStatus::approved},
              {"returned", {fact("RETURN", 1)}, EntryStatus::returned},
              {"voided", {fact("VOID", 1)}, EntryStatus::voided},
              {"a remark changes nothing", {fact("ANNOTATE", 1)}, EntryStatus::submitted},
              {"nor after an approval", {fact("APPROVE", 1), fact("ANNOTATE", 2)}, EntryStatus::approved},
              {"returned, then approved as it stood", {fact("RETURN", 1), fact("APPROVE", 2)}, EntryStatus::approved},
              {"approved, then returned", {fact("APPROVE", 1), fact("RETURN", 2)}, EntryStatus::returned},
              {"a void is never outvoted", {fact("VOID", 1), fact("APPROVE", 2)}, EntryStatus::voided},
              {"a correction ends an approval", {fact("APPROVE", 1, changed)}, EntryStatus::submitted},
              {"and a void of another state", {fact("VOID", 1, changed)}, EntryStatus::submitted},
              {"the newer review of an older state does not count",
               {fact("APPROVE", 1), fact("RETURN", 2, changed)},
               EntryStatus::approved},
              {"nobody approves their own entry", {fact("APPROVE", 1, seen, false)}, EntryStatus::submitted},
              {"nor voids it by a review", {fact("VOID", 1, seen, false)}, EntryStatus::submitted},
              {"a decision of a newer program decides nothing", {fact("ESCALATE", 1)}, EntryStatus::submitted}};
  for (const auto& row : rows) {
    INFO(row.what);
    CHECK(status(row.reviews) == row.expected);
    CHECK(status(row.reviews, true) == EntryStatus::voided);
  }
}

namespace {

// A record with `first` under every tag of the type, and `second` written to one of them afterwards.
Record written(const schema::RecordType& type, std::optional<uint32_t> again) {
  const auto cell = [](uint32_t tag) {
    Bytes out;
    for (uint32_t key = tag << 3 | 2;; key >>= 7) {
      out += static_cast<char>(key > 0x7f ? (key & 0x7f) | 0x80 : key);
      if (key <= 0x7f) break;
    }
    return out + Bytes("\1x", 2);
  };
  const auto face = v1::VC2_TEAM;
  const auto id = make_record_id(1, "0123456789");
  const auto author = *EnrolmentId::from_bytes(std::string(16, 'w'));
  Record record;
  Change change{id, type.number, v1::Change::CREATE, face, {}, {}, {}};
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    change.partial += cell(static_cast<uint32_t>(type.descriptor->field(i)->number()));
  }
  REQUIRE(record.apply(change, Origin{{{author, 0}, 1}, {1, 0}, "lapwing"}));
  if (!again) return record;
  Change edit{id, type.number, v1::Change::EDIT, face, cell(*again), {}, record.seen({*again}, face)};
  REQUIRE(record.apply(edit, Origin{{{author, 0}, 2}, {2, 0}, "lapwing"}));
  return record;
}

}  // namespace

TEST_CASE("what tells how far an entry has come undoes no review, everything else does", "[BR-33]") {
  size_t moving = 0;
  for (const auto& type : schema::record_types()) {
    const auto before = reviewed_heads(type, written(type, std::nullopt));
    for (int i = 0; i < type.descriptor->field_count(); ++i) {
      const auto& field = *type.descriptor->field(i);
      INFO(type.name << "." << field.name());
      const auto after = written(type, static_cast<uint32_t>(field.number()));
      const bool moves_on = schema::meaning(field).moves_on();
      moving += moves_on ? 1 : 0;
      CHECK((reviewed_heads(type, after) == before) == moves_on);
      CHECK(reviewed_heads(type, after, v1::VC2_TEAM) == reviewed_heads(type, after).at(v1::VC2_TEAM));
    }
  }
  CHECK(moving > 0);
}

TEST_CASE("a review is compared in the classes that it names and the reader holds") {
  const HeadsByClass team{{v1::VC2_TEAM, seen}}, detail{{v1::VC3_SAFEGUARDING, seen}};
  const HeadsByClass both{{v1::VC2_TEAM, seen}, {v1::VC3_SAFEGUARDING, seen}};
  const HeadsByClass newer_detail{{v1::VC2_TEAM, seen}, {v1::VC3_SAFEGUARDING, changed}};
  const HeadsByClass newer_face{{v1::VC2_TEAM, changed}, {v1::VC3_SAFEGUARDING, seen}};
  struct {
    const char* what;
    HeadsByClass reviewed, held;
    bool stands;
  } rows[] = {{"all equal", both, both, true},
              {"the reader holds less", both, team, true},
              {"the reviewer held less", team, newer_detail, true},
              {"the detail changed", both, newer_detail, false},
              {"the face changed", both, newer_face, false},
              {"what changed is not this reader's", newer_detail, team, true},
              {"no class in common", detail, team, false},
              {"nothing named", {}, both, false},
              {"nothing held", both, {}, false}};
  for (const auto& row : rows) {
    INFO(row.what);
    auto review = fact("APPROVE", 1);
    review.heads = row.reviewed;
    CHECK(status_of(std::vector{review}, row.held, false) == (row.stands ? EntryStatus::approved : EntryStatus::submitted));
  }
}

TEST_CASE("readers of different classes agree on the status unless a class that only one of them holds has changed") {
  CHECK(rc::check([] {
    const std::vector<VisibilityClass> all{v1::VC2_TEAM, v1::VC3_SAFEGUARDING, v1::VC4_INTELLIGENCE};
    const auto state = [] { return *rc::gen::element(seen, seen, seen, changed); };
    HeadsByClass now;
    for (const auto visibility : all) now[visibility] = state();
    // Everybody who sees the entry holds its face.
    const auto part = [&](const HeadsByClass& whole) {
      HeadsByClass out{*whole.begin()};
      for (const auto& of_class : whole) {
        if (*rc::gen::arbitrary<bool>()) out.insert(of_class);
      }
      return out;
    };
    std::vector<ReviewFacts> reviews;
    std::set<VisibilityClass> ended;
    const auto count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
      auto review = fact(*rc::gen::element("APPROVE", "RETURN", "ANNOTATE", "VOID"), i + 1);
      HeadsByClass then;
      for (const auto visibility : all) then[visibility] = state();
      review.heads = part(then);
      for (const auto& [visibility, hash] : review.heads) {
        if (now[visibility] != hash) ended.insert(visibility);
      }
      reviews.push_back(review);
    }
    const auto wren = part(now), heron = part(now);
    const bool same_view = std::all_of(ended.begin(), ended.end(), [&](VisibilityClass visibility) {
      return wren.contains(visibility) == heron.contains(visibility);
    });
    RC_CLASSIFY(same_view && wren != heron, "different classes, same changes");
    if (same_view) RC_ASSERT(status_of(reviews, wren, false) == status_of(reviews, heron, false));
  }));
}

TEST_CASE("heads are named in a review and read back; a class of a newer program is left out") {
  v1::Review review;
  const HeadsByClass heads{{v1::VC2_TEAM, seen}, {v1::VC3_SAFEGUARDING, changed}};
  set_heads(review, heads);
  CHECK(review.heads(0).visibility() == "VC2");
  CHECK(review.heads(1).visibility() == "VC3");
  auto& newer = *review.add_heads();
  newer.set_visibility("VC7");
  newer.set_heads(Bytes(32, 'n'));
  CHECK(heads_of(review) == heads);
}

TEST_CASE("the status does not depend on the order or the number of times reviews arrive") {
  CHECK(rc::check([] {
    const auto count = *rc::gen::inRange(0, 8);
    std::vector<ReviewFacts> reviews;
    for (int i = 0; i < count; ++i) {
      auto review = fact(*rc::gen::element("APPROVE", "RETURN", "ANNOTATE", "VOID"), *rc::gen::inRange<int64_t>(1, 4),
                         *rc::gen::element(seen, seen, changed), *rc::gen::inRange(0, 4) > 0);
      review.id.value[15] = static_cast<unsigned char>(i);
      reviews.push_back(review);
    }
    const auto expected = status(reviews);
    auto shuffled = reviews;
    const auto turns = *rc::gen::inRange(0, 8);
    for (int i = 0; i < turns && !shuffled.empty(); ++i) {
      std::rotate(shuffled.begin(), shuffled.begin() + 1, shuffled.end());
      std::swap(shuffled.front(), shuffled[shuffled.size() / 2]);
    }
    shuffled.insert(shuffled.end(), reviews.begin(), reviews.end());
    RC_ASSERT(status(shuffled) == expected);
  }));
}

TEST_CASE("a status has the name people read") {
  CHECK(name(EntryStatus::submitted) == "SUBMITTED");
  CHECK(name(EntryStatus::returned) == "RETURNED");
  CHECK(name(EntryStatus::approved) == "APPROVED");
  CHECK(name(EntryStatus::voided) == "VOIDED");
}

TEST_CASE("nobody reviews their own entry, as author or as second officer", "[BR-33]") {
  const auto entry = record("official_warning", {{"envelope", {{"author", "PS 100"}, {"second_officer", "PS 200"}}}});
  const char* own = "You can't approve your own entry.";
  CHECK(review_refusal("SUP", "PS 100", *entry) == own);
  CHECK(review_refusal("INS", "ps100", *entry) == own);
  CHECK(review_refusal("SUP", "PS 200", *entry) == own);
  CHECK(review_refusal("SUP", "PS 300", *entry) == std::nullopt);
  for (const char* role : {"OFC", "SWL", "INT", "ADM", ""}) {
    CHECK(review_refusal(role, "PS 300", *entry) == "Only a supervisor can review an entry.");
  }
}

TEST_CASE("a review record is checked against the entry it speaks of") {
  const auto own = record("official_warning", {{"envelope", {{"second_officer", "PS 100"}}}});
  const auto others = record("official_warning");
  const auto id = *RecordId::parse(other_id), unrelated = *RecordId::parse(vehicle_id);
  const auto errors = [](const google::protobuf::Message& entry, RecordId linked) {
    return errors_of("review", json::object(), supervisor(), {{&type_of("official_warning"), &entry, linked}});
  };
  CHECK(errors(*own, id) == Lines{"reviewer: You can't approve your own entry."});
  CHECK(errors(*own, {}) == Lines{"reviewer: You can't approve your own entry."});
  CHECK(errors(*own, unrelated).empty());
  CHECK(errors(*others, id).empty());
  CHECK(errors_of("review", json::object(), supervisor("PS 999")) ==
        Lines{"reviewer: A review is signed by whoever makes it. Enter your own collar number."});
  CHECK(errors_of("review", {{"reviewer", "PC 1234"}}, as("OFC")) == Lines{": Only a supervisor can review an entry."});
}

TEST_CASE("a remark names a field of the entry") {
  const auto remark = [](const char* field) {
    return errors_of("review", {{"comments", {{{"field", field}, {"text", "Which?"}}}}}, supervisor());
  };
  CHECK(remark("conduct_text").empty());
  CHECK(remark("envelope.location.street").empty());
  CHECK(remark("grounds") == Lines{"comments[0].field: Choose a field of the entry you review."});
}

TEST_CASE("the supervisor's clock is 24 hours where it matters and 72 otherwise") {
  constexpr int64_t made = 1'000'000, hour = 3'600'000;
  const auto hours = [&](const char* type, const json& patch = json::object()) {
    return (review_due_ms(type_of(type), *record(type, patch), made, false) - made) / hour;
  };
  CHECK(hours("official_warning") == 24);
  CHECK(hours("stop_and_search") == 24);
  CHECK(hours("stop_check_person") == 72);
  CHECK(hours("sighting") == 72);
  CHECK(hours("welfare_contact") == 72);
  for (const json& risk :
       {json{{"immediate_need", true}}, json{{"child_concern", "YES"}}, json{{"domestic_abuse_concern", true}},
        json{{"exploitation_indicators", {"SAME_MINDER", "DEBT_BONDAGE"}}}, json{{"injuries_seen", "NEEDS_CARE"}},
        json{{"crime_disclosed", true}}}) {
    INFO(risk.dump());
    CHECK(hours("welfare_contact", risk) == 24);
  }
  CHECK(hours("welfare_contact", {{"exploitation_indicators", {"SAME_MINDER"}}}) == 72);
  CHECK(hours("sighting", {{"age_range", "COULD_BE_UNDER_18"}}) == 24);
  CHECK(hours("sighting", {{"age_range", "18-24"}}) == 72);
  CHECK(review_due_ms(type_of("shift"), *record("shift"), made, false) == 0);
}

TEST_CASE("a supervisor has 24 hours for what weighs on somebody, 72 for the rest, and nobody reviews their own", "[BR-33]") {
  const std::set<std::string> in_24 = {"official_warning", "arrest", "stop_and_search", "keeper_letter", "person_match"};
  for (const auto& type : schema::record_types()) {
    const int64_t hours = review_due_ms(type, *record(type.name), 0, false) / 3'600'000;
    INFO(type.name);
    CHECK((hours > 0) == type.meaning->counted());
    if (hours > 0) CHECK(hours == (in_24.contains(type.name) ? 24 : 72));
  }
  const auto child = record("referral", {{"safeguarding_type", "CHILD"}});
  CHECK(review_due_ms(type_of("referral"), *child, 0, false) == 24 * 3'600'000);
  for (const char* role : {"SUP", "INS"}) {
    for (const auto& type : schema::record_types()) {
      if (!type.meaning->counted()) continue;
      CHECK(review_refusal(role, "PC 1234", *record(type.name)) == "You can't approve your own entry.");
      CHECK_FALSE(review_refusal(role, "PS 100", *record(type.name)));
    }
  }
}

TEST_CASE("what names a card of somebody who may be under 18 is due within 24 hours", "[BR-08]") {
  const auto& type = type_of("sighting");
  CHECK(review_due_ms(type, *record("sighting"), 0, true) == 24 * 3'600'000);
  CHECK(review_due_ms(type, *record("sighting"), 0, false) == 72 * 3'600'000);
  CHECK(review_due_ms(type_of("person"), *record("person"), 0, true) == 0);
}

TEST_CASE("that a person was told is said of a warning, and how", "[BR-06]") {
  const json told = {{"decision", "PERSON_TOLD"}, {"comment", "Told by PC 2345 at the contact of 20/11/2026."}};
  CHECK(errors_of("review", told, supervisor()).empty());
  CHECK_FALSE(errors_of("review", {{"decision", "PERSON_TOLD"}}, supervisor()).empty());
  json of_sighting = told;
  of_sighting["subject_type"] = "sighting";
  CHECK(errors_of("review", of_sighting, supervisor()) ==
        Lines{"decision: This is said of a warning. Choose another decision."});
}

TEST_CASE("whether an entry is of one occasion with an earlier one is said of any, and why", "[BR-05][BR-25]") {
  for (const char* decision : {"SAME_OCCASION", "OWN_OCCASION"}) {
    CHECK_FALSE(errors_of("review", {{"decision", decision}}, supervisor()).empty());
    CHECK(errors_of("review", {{"decision", decision}, {"comment", "Both officers asked."}, {"subject_type", "sighting"}},
                    supervisor())
              .empty());
  }
}

}  // namespace beatbook::rules
