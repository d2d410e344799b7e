#include "app/reports/suppression.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace beatbook::app;

namespace {

using Texts = std::vector<std::string>;

Texts texts_of(const std::vector<CountCell>& cells) {
  const auto shown = suppress(cells);
  Texts out;
  for (size_t i = 0; i < cells.size(); ++i) out.push_back(shown_text(cells[i].count, shown[i]));
  return out;
}

// A reader who knows the rule and tries every table: which counts could stand behind each cell, and behind the rest of each?
class Reader {
 public:
  explicit Reader(const std::vector<CountCell>& cells) : printed_(cells), shown_(suppress(cells)), try_(cells) { fill(0); }

  const std::set<size_t>& cell(size_t i) { return cells_[i]; }
  const std::set<size_t>& rest(size_t i) { return rests_[i]; }

 private:
  void fill(size_t i) {
    if (i == try_.size()) return keep();
    const size_t from = shown_[i] == Shown::exact ? printed_[i].count : shown_[i] == Shown::under_five ? 1 : 5;
    const size_t to = shown_[i] == Shown::exact ? printed_[i].count : shown_[i] == Shown::under_five ? 4 : 14;
    for (size_t count = from; count <= to; ++count) {
      try_[i].count = count;
      fill(i + 1);
    }
  }
  void keep() {
    std::vector<size_t> rest;
    for (const auto& cell : try_) rest.push_back(cell.count);
    for (const auto& cell : try_) {
      if (!cell.part_of) continue;
      if (cell.count > rest[*cell.part_of]) return;
      rest[*cell.part_of] -= cell.count;
    }
    for (size_t i = 0; i < try_.size(); ++i) {
      cells_[i].insert(try_[i].count);
      rests_[i].insert(rest[i]);
    }
  }

  std::vector<CountCell> printed_;
  std::vector<Shown> shown_;
  std::vector<CountCell> try_;
  std::map<size_t, std::set<size_t>> cells_, rests_;
};

bool small(size_t count) { return count > 0 && count < 5; }

void require_hidden(const std::vector<CountCell>& cells) {
  Reader reader(cells);
  for (size_t i = 0; i < cells.size(); ++i) {
    size_t rest = cells[i].count;
    bool whole = false;
    for (const auto& part : cells) {
      if (part.part_of == i) {
        rest -= part.count;
        whole = true;
      }
    }
    std::string all;
    for (const auto& text : texts_of(cells)) all += " " + text;
    INFO("cell " << i << " of" << all);
    if (small(cells[i].count)) REQUIRE(reader.cell(i).size() >= 2);
    if (whole && small(rest)) REQUIRE(reader.rest(i).size() >= 2);
  }
}

}  // namespace

TEST_CASE("a count of one to four is shown as under five, nothing and five are shown") {
  CHECK(texts_of({{0}, {1}, {4}, {5}, {120}}) == Texts{"0", "<5", "<5", "5", "120"});
}

TEST_CASE("a part is withheld where the rest or a small part could be worked out from its total") {
  const auto part = [](size_t count) { return CountCell{count, 0}; };
  CHECK(texts_of({{20}, part(12)}) == Texts{"20", "12"});
  CHECK(texts_of({{20}, part(18)}) == Texts{"20", "withheld"});
  CHECK(texts_of({{20}, part(20)}) == Texts{"20", "20"});
  CHECK(texts_of({{20}, part(17), part(3)}) == Texts{"20", "withheld", "<5"});
  CHECK(texts_of({{20}, part(9), part(3)}) == Texts{"20", "9", "<5"});
  CHECK(texts_of({{6}, part(5), part(1)}) == Texts{"withheld", "withheld", "<5"});
  CHECK(texts_of({{3}, part(2), part(1)}) == Texts{"<5", "<5", "<5"});
}

TEST_CASE("parts that overlap hide nothing of one another") {
  CHECK(texts_of({{6}, {6, 0}, {5, 0}}) == Texts{"6", "6", "5"});
}

TEST_CASE("no count under five can be worked out from a table of totals and parts") {
  for (size_t total = 0; total <= 12; ++total) {
    for (size_t one = 0; one <= total; ++one) {
      for (size_t two = 0; one + two <= total; ++two) {
        require_hidden({{total}, {one, 0}, {two, 0}});
        for (size_t of_one = 0; of_one <= one; ++of_one) require_hidden({{total}, {one, 0}, {two, 0}, {of_one, 1}});
      }
    }
  }
}
