#pragma once
// One name in the forms that people write it: in other scripts, and as papers of different countries have it.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace beatbook::app {

// A word as the index keeps it, in small Latin letters without accents (ICU Any-Latin, Latin-ASCII): "сергей" is "sergej". A
// word of plain letters comes back as it is.
std::string latin(std::string_view word);

// The number of the name that this Latin word is a form of by name_forms.txt: the same for "mohamed" and "muhammad".
std::optional<size_t> name_number(std::string_view latin_word);

}  // namespace beatbook::app
