#pragma once
// The dictionaries this program was built with; kernel/dictionary.h says what they are for.
#include <span>
#include <string_view>

namespace beatbook::dictionaries {

struct File {
  std::string_view name;  // the number
  std::string_view bytes;
};

std::span<const File> built_in();

}  // namespace beatbook::dictionaries
