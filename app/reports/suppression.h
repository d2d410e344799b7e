#pragma once
// Counts for the public (C.0 "Suppression"): a cell of 1 to 4 is shown as "<5", and a further cell is withheld where it could
// otherwise be worked out from a total. Two reports whose periods differ by a day can still be taken from one another: publish
// periods that do not overlap.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace beatbook::app {

// A printed count. What a cell is part of stands before it; parts of one cell exclude one another and need not fill it.
struct CountCell {
  size_t count = 0;
  std::optional<size_t> part_of = std::nullopt;  // place among the cells
};

enum class Shown { exact, under_five, withheld };

// One answer per cell. Nobody who knows this rule and the tables' order can tell the value of a cell under five, or of a rest
// under five that the parts of a cell leave, from what is shown exactly: each could be any of at least three numbers, or of two
// where the total itself is under five. A cell may have at most three parts under five.
std::vector<Shown> suppress(std::span<const CountCell> cells);

// "12", "<5", "withheld".
std::string shown_text(size_t count, Shown shown);

}  // namespace beatbook::app
