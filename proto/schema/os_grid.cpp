#include "schema/os_grid.h"

#include <charconv>

#include "schema/pattern.h"
#include "schema/text.h"

namespace beatbook::schema {

namespace {

// The letters run A to Z without I in rows of five from the north-west corner.
struct Square {
  int column, row_from_north;
};
Square square_of(char letter) {
  const int index = letter - 'A' - (letter > 'I' ? 1 : 0);
  return {index % 5, index / 5};
}

int64_t metres(std::string_view figures, int64_t size_m) {
  int64_t value = 0;
  std::from_chars(figures.data(), figures.data() + figures.size(), value);
  return value * size_m;
}

}  // namespace

std::optional<GridReference> read_grid_reference(std::string_view text) {
  static const Pattern shape(
      "((?:H[PTUW-Z]|N[A-DF-HJ-OR-UW-Z]|OV|S[C-EHJKM-PR-Z]|T[AFGLMQRV]))([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})");
  constexpr size_t longest_typed = 64;
  if (text.size() > longest_typed) return std::nullopt;
  const std::string compact = upper(without(tidy(text), " "));
  const auto parts = shape.groups(compact);
  if (!parts) return std::nullopt;
  const auto letters = (*parts)[1], figures = (*parts)[2];
  const size_t half = figures.size() / 2;
  int64_t size_m = 100'000;
  for (size_t i = 0; i < half; ++i) size_m /= 10;

  // The first letter is a square of 500 km with S at the false origin, the second one of 100 km inside it.
  const Square large = square_of(letters[0]), small = square_of(letters[1]);
  const int64_t east_km = (large.column - 2) * 500 + small.column * 100;
  const int64_t north_km = (3 - large.row_from_north) * 500 + (4 - small.row_from_north) * 100;
  const auto east = figures.substr(0, half), north = figures.substr(half);
  return GridReference{std::string(letters) + " " + std::string(east) + " " + std::string(north),
                       east_km * 1000 + metres(east, size_m), north_km * 1000 + metres(north, size_m), size_m};
}

}  // namespace beatbook::schema
