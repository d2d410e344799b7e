#pragma once
// How far two words are apart, for names and plates that were heard or read wrong.
#include <cstddef>
#include <string_view>

namespace beatbook::app {

// Letters put in, left out, changed or swapped with their neighbour to make `a` out of `b` (Damerau-Levenshtein, no letter
// touched twice). Counts UTF-8 characters. Anything above `limit` is limit + 1.
size_t spelling_distance(std::string_view a, std::string_view b, size_t limit);

// Mistakes forgiven in a word of that many characters: none up to 2, one up to 5, two beyond. A shorter word would find half
// the list.
size_t forgiven_mistakes(std::string_view word);

}  // namespace beatbook::app
