#include "app/reports/suppression.h"

#include <algorithm>

namespace beatbook::app {

namespace {

constexpr size_t smallest_shown = 5;
// How far what is hidden under one total must be able to vary.
constexpr size_t least_slack = 3;

bool small(size_t count) { return count > 0 && count < smallest_shown; }

// The least a cell can be, for a reader who knows the rule.
size_t least_of(std::span<const CountCell> cells, const std::vector<Shown>& shown, size_t cell) {
  if (shown[cell] == Shown::exact) return cells[cell].count;
  size_t parts = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].part_of == cell) parts += least_of(cells, shown, i);
  }
  return std::max<size_t>(shown[cell] == Shown::under_five ? 1 : smallest_shown, parts);
}

// What is hidden below one total, as such a reader sees it.
struct Below {
  size_t rest = 0;     // of the total, in no part
  size_t unknown = 0;  // the hidden parts and the rest together: the total less what is shown
  size_t least = 0;    // of the hidden parts
  bool hidden = false;
  std::optional<size_t> smallest_part;  // of those shown and not nothing

  bool tells() const { return hidden ? unknown < least + least_slack : small(rest); }
};

Below below(std::span<const CountCell> cells, const std::vector<Shown>& shown, size_t total) {
  Below out{cells[total].count, cells[total].count, 0, false, std::nullopt};
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].part_of != total) continue;
    const auto count = cells[i].count;
    if (count > out.rest) return {};  // they overlap, so nothing follows from them
    out.rest -= count;
    if (shown[i] != Shown::exact) {
      out.hidden = true;
      out.least += least_of(cells, shown, i);
      continue;
    }
    out.unknown -= count;
    if (count > 0 && (!out.smallest_part || count < cells[*out.smallest_part].count)) out.smallest_part = i;
  }
  return out;
}

// Hides one cell more if the parts of a shown total tell too much.
bool hide_one_more(std::span<const CountCell> cells, std::vector<Shown>& shown) {
  for (size_t total = 0; total < cells.size(); ++total) {
    if (shown[total] != Shown::exact) continue;
    const auto found = below(cells, shown, total);
    if (!found.tells()) continue;
    shown[found.smallest_part.value_or(total)] = Shown::withheld;
    return true;
  }
  return false;
}

}  // namespace

std::vector<Shown> suppress(std::span<const CountCell> cells) {
  std::vector<Shown> shown;
  for (const auto& cell : cells) shown.push_back(small(cell.count) ? Shown::under_five : Shown::exact);
  while (hide_one_more(cells, shown)) {
  }
  return shown;
}

std::string shown_text(size_t count, Shown shown) {
  switch (shown) {
    case Shown::exact:
      return std::to_string(count);
    case Shown::under_five:
      return "<5";
    case Shown::withheld:
      break;
  }
  return "withheld";
}

}  // namespace beatbook::app
