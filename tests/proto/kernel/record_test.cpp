// The merge as a truth table, and its laws as properties.
#include "kernel/record.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

Dot dot(unsigned char who, uint64_t seq) { return {{enrolment(who), 0}, seq}; }
Origin origin(Dot at, uint64_t ms = 1000) { return {at, {ms, 0}, operation}; }

Change edit(uint32_t tag, std::string_view text, std::vector<Dot> seen = {}) {
  Change change{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(tag, text), {}, {}};
  if (!seen.empty()) change.seen.push_back({{tag}, std::move(seen)});
  return change;
}

std::vector<Bytes> values(const Record& record, uint32_t tag) {
  std::vector<Bytes> out;
  const auto* cell = record.cell(tag, v1::VC2_TEAM);
  if (!cell) return out;
  for (const auto* value : cell->distinct()) out.push_back(value->raw);
  return out;
}

struct Step {
  Change change;
  Origin from;
};

// A history in which every author has seen some of what was written before: dots seen always exist somewhere in the history.
std::vector<Step> any_history() {
  std::vector<Step> steps;
  const auto count = *rc::gen::inRange(1, 14);
  for (int i = 0; i < count; ++i) {
    const auto who = static_cast<unsigned char>(1 + *rc::gen::inRange(0, 3));
    uint64_t seq = 1;
    for (const auto& s : steps) {
      if (s.from.dot.branch.enrolment == enrolment(who)) seq = s.from.dot.seq + 1;
    }
    const auto tag = static_cast<uint32_t>(*rc::gen::inRange(1, 3));
    const auto visibility = *rc::gen::element(v1::VC2_TEAM, v1::VC3_SAFEGUARDING);
    Change change{
        record_id(1),
        11,
        *rc::gen::element(v1::Change::CREATE, v1::Change::EDIT, v1::Change::EDIT, v1::Change::RETRACT, v1::Change::RESTORE),
        visibility,
        {},
        {},
        {}};
    if (*rc::gen::arbitrary<bool>()) {
      change.partial = field(tag, *rc::gen::element<std::string>("avocet", "wren", ""));
    } else {
      change.cleared = {tag};
    }
    for (const uint32_t seen_tag : {tag, 0u}) {
      Seen seen{{seen_tag}, {}};
      for (const auto& s : steps) {
        if (*rc::gen::inRange(0, 3) == 0) seen.dots.push_back(s.from.dot);
      }
      if (!seen.dots.empty()) change.seen.push_back(seen);
    }
    steps.push_back({change, {dot(who, seq), {static_cast<uint64_t>(*rc::gen::inRange(1, 5)), 0}, operation}});
  }
  return steps;
}

Record fold(const std::vector<Step>& steps) {
  Record record;
  for (const auto& step : steps) REQUIRE(record.apply(step.change, step.from));
  return record;
}

}  // namespace

TEST_CASE("What stands in a cell follows the truth table of the specification") {
  struct Row {
    std::string says;
    std::vector<Step> steps;
    std::vector<Bytes> stands;
  };
  const auto a = dot(1, 1), b = dot(2, 1), c = dot(3, 1);
  const std::vector<Row> table{
      {"one value", {{edit(1, "wren"), origin(a)}}, {field(1, "wren")}},
      {"an edit that saw the value replaces it",
       {{edit(1, "wren"), origin(a)}, {edit(1, "crane", {a}), origin(b)}},
       {field(1, "crane")}},
      {"an edit that did not see it stands beside it, the later first",
       {{edit(1, "wren"), origin(a, 1)}, {edit(1, "crane"), origin(b, 2)}},
       {field(1, "crane"), field(1, "wren")}},
      {"the clock decides what is shown, never what is kept",
       {{edit(1, "wren"), origin(a, 9)}, {edit(1, "crane"), origin(b, 2)}},
       {field(1, "wren"), field(1, "crane")}},
      {"equal bytes are one value", {{edit(1, "wren"), origin(a)}, {edit(1, "wren"), origin(b)}}, {field(1, "wren")}},
      {"a resolution names all it saw",
       {{edit(1, "wren"), origin(a)}, {edit(1, "crane"), origin(b)}, {edit(1, "swift", {a, b}), origin(c)}},
       {field(1, "swift")}},
      {"a resolution that saw one of two leaves the other",
       {{edit(1, "wren"), origin(a, 1)}, {edit(1, "crane"), origin(b, 2)}, {edit(1, "swift", {a}), origin(c, 3)}},
       {field(1, "swift"), field(1, "crane")}},
      {"another tag is another cell", {{edit(1, "wren"), origin(a)}, {edit(2, "crane"), origin(b)}}, {field(1, "wren")}},
      {"a value that arrives after the one that replaced it does not come back",
       {{edit(1, "crane", {a}), origin(b)}, {edit(1, "wren"), origin(a)}},
       {field(1, "crane")}},
      {"the same change twice is one change", {{edit(1, "wren"), origin(a)}, {edit(1, "wren"), origin(a)}}, {field(1, "wren")}},
  };
  for (const auto& row : table) {
    INFO(row.says);
    CHECK(values(fold(row.steps), 1) == row.stands);
  }
}

TEST_CASE("A retract hides nothing it has not seen") {
  Record record;
  const auto a = dot(1, 1);
  REQUIRE(record.apply(create(record_id(1), field(1, "wren")), origin(a)));
  CHECK_FALSE(record.retracted(v1::VC2_TEAM));
  Change retract{record_id(1), 11, v1::Change::RETRACT, v1::VC2_TEAM, {}, {}, {{{0}, {a}}, {{1}, {a}}}};
  REQUIRE(record.apply(retract, origin(dot(2, 1))));
  CHECK(record.retracted(v1::VC2_TEAM));
  CHECK(record.unseen_by_retract(v1::VC2_TEAM).empty());

  SECTION("an edit made meanwhile is shown to a person") {
    REQUIRE(record.apply(edit(1, "crane", {a}), origin(dot(3, 1))));
    REQUIRE(record.unseen_by_retract(v1::VC2_TEAM).size() == 1);
    CHECK(record.unseen_by_retract(v1::VC2_TEAM)[0]->raw == field(1, "crane"));
  }
  SECTION("a restore that saw the retract brings it back with its values") {
    Change restore{record_id(1), 11, v1::Change::RESTORE, v1::VC2_TEAM, {}, {}, {{{0}, {dot(2, 1)}}}};
    REQUIRE(record.apply(restore, origin(dot(1, 2))));
    CHECK_FALSE(record.retracted(v1::VC2_TEAM));
    CHECK(values(record, 1) == std::vector<Bytes>{field(1, "wren")});
  }
  SECTION("a restore that did not see it leaves it voided") {
    Change restore{record_id(1), 11, v1::Change::RESTORE, v1::VC2_TEAM, {}, {}, {{{0}, {a}}}};
    REQUIRE(record.apply(restore, origin(dot(1, 2))));
    CHECK(record.retracted(v1::VC2_TEAM));
  }
}

TEST_CASE("What only this tablet holds is shown first whatever its clock says") {
  Record record;
  REQUIRE(record.apply(edit(1, "wren"), origin(dot(1, 7), 1)));
  REQUIRE(record.apply(edit(1, "crane"), origin(dot(2, 1), 2)));
  CHECK(record.cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "crane"));
  CHECK(record.cell(1, v1::VC2_TEAM)->shown({enrolment(1), 6})->raw == field(1, "wren"));
  CHECK(record.cell(1, v1::VC2_TEAM)->shown({enrolment(1), 7})->raw == field(1, "crane"));
}

TEST_CASE("A clock that runs ahead gains nothing once the server has received the value", "[BR-27]") {
  CHECK(received_stamp({500, 3}, 400) == Stamp{400, 0});
  CHECK(received_stamp({300, 3}, 400) == Stamp{300, 3});
  CHECK(received_stamp({500, 3}, 0) == Stamp{500, 3});
}

TEST_CASE("A broken partial leaves the record as it was") {
  Record record;
  REQUIRE(record.apply(edit(1, "wren"), origin(dot(1, 1))));
  const Record before = record;
  Change broken = edit(1, "crane");
  broken.partial.pop_back();
  CHECK_FALSE(record.apply(broken, origin(dot(2, 1))));
  CHECK(record == before);
}

TEST_CASE("Equal sets of changes give equal bytes, in any order and with duplicates", "[BR-26]") {
  CHECK(rc::check("merge is commutative, associative and idempotent", [] {
    const auto steps = any_history();
    const Bytes expected = fold(steps).encode();
    auto shuffled = steps;
    for (size_t i = shuffled.size(); i > 1; --i)
      std::swap(shuffled[i - 1], shuffled[static_cast<size_t>(*rc::gen::inRange<int>(0, static_cast<int>(i)))]);
    shuffled.push_back(shuffled[static_cast<size_t>(*rc::gen::inRange<int>(0, static_cast<int>(shuffled.size())))]);
    RC_ASSERT(fold(shuffled).encode() == expected);
  }));
}

TEST_CASE("No value disappears unless a change named its dot", "[BR-26]") {
  CHECK(rc::check("S9", [] {
    const auto steps = any_history();
    const Record record = fold(steps);
    std::set<Touch> once;
    for (const auto& step : steps) {
      if (!once.insert({step.from.dot, step.change.visibility}).second) continue;
      if (step.change.partial.empty()) continue;
      const uint32_t tag = static_cast<unsigned char>(step.change.partial[0]) >> 3;
      bool named = false;
      for (const auto& other : steps) {
        if (other.change.visibility != step.change.visibility) continue;
        const bool writes =
            (!other.change.partial.empty() && static_cast<unsigned char>(other.change.partial[0]) >> 3 == tag) ||
            (!other.change.cleared.empty() && other.change.cleared[0] == tag);
        if (!writes) continue;
        for (const auto& seen : other.change.seen) {
          if (seen.tags == std::vector<uint32_t>{tag})
            named |= std::count(seen.dots.begin(), seen.dots.end(), step.from.dot) > 0;
        }
      }
      const auto* cell = record.cell(tag, step.change.visibility);
      RC_ASSERT(cell);
      const bool stands =
          std::any_of(cell->values.begin(), cell->values.end(), [&](const Value& v) { return v.dot == step.from.dot; });
      RC_ASSERT(stands == !named);
    }
  }));
}

TEST_CASE("A record's bytes read back as the same record") {
  CHECK(rc::check("round trip", [] {
    const Record record = fold(any_history());
    const auto again = Record::decode(record.encode());
    RC_ASSERT(again);
    RC_ASSERT(*again == record);
    RC_ASSERT(again->heads_by_class() == record.heads_by_class());
  }));
}

TEST_CASE("The heads of a class follow from the changes of that class alone") {
  CHECK(rc::check("readers of different classes agree", [] {
    const auto steps = any_history();
    std::vector<Step> team_only;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(team_only),
                 [](const Step& step) { return step.change.visibility == v1::VC2_TEAM; });
    const Record all = fold(steps), of_team = fold(team_only);
    RC_ASSERT(all.heads(v1::VC2_TEAM) == of_team.heads(v1::VC2_TEAM));
    for (const auto& [visibility, heads] : all.heads_by_class()) RC_ASSERT(heads == all.heads(visibility));
    RC_ASSERT(all.heads_by_class().contains(v1::VC2_TEAM) == !team_only.empty());
  }));
}

TEST_CASE("The heads of a class change with every value that comes to stand there, and with no other") {
  Record record;
  REQUIRE(record.apply(edit(1, "wren"), origin(dot(1, 1))));
  const auto heads = record.heads(v1::VC2_TEAM), nothing = record.heads(v1::VC3_SAFEGUARDING);
  CHECK(nothing == Record().heads(v1::VC3_SAFEGUARDING));
  CHECK_FALSE(record.heads_by_class().contains(v1::VC3_SAFEGUARDING));
  auto detail = edit(2, "seen twice");
  detail.visibility = v1::VC3_SAFEGUARDING;
  REQUIRE(record.apply(detail, origin(dot(1, 2))));
  CHECK(record.heads(v1::VC2_TEAM) == heads);
  CHECK(record.heads(v1::VC3_SAFEGUARDING) != nothing);
  REQUIRE(record.apply(edit(1, "crane", {dot(1, 1)}), origin(dot(2, 1))));
  CHECK(record.heads(v1::VC2_TEAM) != heads);
}
