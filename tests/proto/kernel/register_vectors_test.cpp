// The merge against the model of it: each end state that tests/models/register.pml reaches is a line of
// tests/data/register/vectors.txt, and Record::apply must come to it whatever order the changes arrive in.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "kernel/record.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

constexpr uint32_t tag = 1;
constexpr auto team = v1::VC2_TEAM;

struct Step {
  Change change;
  Origin from;
};

struct Vector {
  std::string line;
  std::vector<Step> steps;
  std::map<std::string, std::vector<Dot>> ends;  // kept, shown, life, unseen
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  return out;
}

// "B2": officer B's second change.
Dot dot_of(const std::string& name) {
  REQUIRE(name.size() == 2);
  return {{enrolment(static_cast<unsigned char>(name[0])), 0}, static_cast<uint64_t>(name[1] - '0')};
}

std::vector<Dot> dots_of(const std::string& names) {
  std::vector<Dot> out;
  if (names == "-") return out;
  for (const auto& name : split(names, ',')) out.push_back(dot_of(name));
  return out;
}

Step step_of(const std::string& text) {
  static const std::map<std::string, ChangeKind> kinds{{"create", v1::Change::CREATE},
                                                       {"edit", v1::Change::EDIT},
                                                       {"clear", v1::Change::EDIT},
                                                       {"retract", v1::Change::RETRACT},
                                                       {"restore", v1::Change::RESTORE}};
  static const std::map<char, uint64_t> clocks{{'A', 2}, {'B', 1}, {'C', 3}};
  const auto parts = split(text, ':');
  REQUIRE(parts.size() == 5);
  Change change{record_id(1), 11, kinds.at(parts[1]), team, {}, {}, {}};
  if (parts[2] != "-") change.partial = field(tag, parts[2]);
  if (parts[1] == "clear") change.cleared = {tag};
  if (auto dots = dots_of(parts[3]); !dots.empty()) change.seen.push_back({{tag}, std::move(dots)});
  if (auto dots = dots_of(parts[4]); !dots.empty()) change.seen.push_back({{0}, std::move(dots)});
  return {std::move(change), {dot_of(parts[0]), {clocks.at(parts[0][0]), 0}, operation}};
}

std::vector<Vector> vectors() {
  std::ifstream in(BEATBOOK_SOURCE_DIR "/tests/data/register/vectors.txt");
  std::vector<Vector> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Vector vector{line, {}, {}};
    bool history = true;
    for (const auto& word : split(line, ' ')) {
      if (word == "=>") {
        history = false;
      } else if (history) {
        vector.steps.push_back(step_of(word));
      } else {
        const auto sides = split(word, '=');
        vector.ends[sides.at(0)] = dots_of(sides.at(1));
      }
    }
    out.push_back(std::move(vector));
  }
  return out;
}

std::vector<Dot> standing(const Cell* cell) {
  std::vector<Dot> out;
  if (!cell) return out;
  for (const auto& value : cell->values) out.push_back(value.dot);
  return out;
}

// Heads as the specification writes them, of the dots the model says stand.
Hash heads_of(std::vector<Dot> dots) {
  std::sort(dots.begin(), dots.end());
  Bytes data;
  for (const auto& dot : dots) {
    data += dot.branch.enrolment.bytes();
    put_u32(data, dot.branch.incarnation);
    put_u64(data, dot.seq);
  }
  return sha256(data);
}

// The first thing in which a record differs from the end state the model reached; empty = nothing.
std::string difference(const Record& record, const Vector& vector) {
  const Cell* cell = record.cell(tag, team);
  if (standing(cell) != vector.ends.at("kept")) return "kept";
  if (standing(record.life(team)) != vector.ends.at("life")) return "life";
  const Value* shown = cell ? cell->shown() : nullptr;
  if ((shown ? std::vector{shown->dot} : std::vector<Dot>()) != vector.ends.at("shown")) return "shown";
  std::set<Dot> unseen;
  for (const auto* value : record.unseen_by_retract(team)) unseen.insert(value->dot);
  if (std::vector<Dot>(unseen.begin(), unseen.end()) != vector.ends.at("unseen")) return "unseen";
  bool retracted = false;
  std::set<Bytes> texts;
  for (const auto& step : vector.steps) {
    const auto stands = [&](const char* where) {
      const auto& dots = vector.ends.at(where);
      return std::find(dots.begin(), dots.end(), step.from.dot) != dots.end();
    };
    if (stands("life") && step.change.kind == v1::Change::RETRACT) retracted = true;
    if (stands("kept")) texts.insert(step.change.partial);
  }
  if (record.retracted(team) != retracted) return "retracted";
  if ((cell ? cell->distinct().size() : 0) != texts.size()) return "distinct";
  for (const auto& value : cell ? cell->values : std::vector<Value>()) {
    if (!texts.contains(value.raw)) return "a text nobody wrote";
  }
  if (record.heads(team) != heads_of(vector.ends.at("kept"))) return "heads";
  return {};
}

}  // namespace

TEST_CASE("The merge comes to every end state of the model, whatever order the changes arrive in") {
  const auto all = vectors();
  CHECK(all.size() > 500);
  for (const auto& vector : all) {
    std::vector<size_t> order(vector.steps.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::optional<Bytes> first;
    do {
      Record record;
      for (const auto i : order) {
        REQUIRE(record.apply(vector.steps[i].change, vector.steps[i].from));
        // Delivered again, it changes nothing.
        REQUIRE(record.apply(vector.steps[order[0]].change, vector.steps[order[0]].from));
      }
      const auto differs = difference(record, vector);
      if (!first) first = record.encode();
      if (differs.empty() && record.encode() == *first) continue;
      std::string arrived;
      for (const auto i : order) arrived += ' ' + std::to_string(i + 1);
      FAIL_CHECK((differs.empty() ? "bytes" : differs) << " differs, arriving as" << arrived << ": " << vector.line);
      break;
    } while (std::next_permutation(order.begin(), order.end()));
  }
}
