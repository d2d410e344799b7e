#include "app/index/name_forms.h"

#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace beatbook::app {

extern const char* const name_forms_text;  // name_forms.txt

namespace {

bool plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const icu::Transliterator& to_latin() {
  static const auto made = [] {
    UErrorCode status = U_ZERO_ERROR;
    // The soft and hard signs become apostrophes, which no name is looked for by.
    std::unique_ptr<icu::Transliterator> out(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower; [^a-z0-9] Remove", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no Any-Latin: ") + u_errorName(status));
    return out;
  }();
  return *made;
}

// Form -> number of its name.
const std::unordered_map<std::string_view, size_t>& groups() {
  static const auto made = [] {
    std::unordered_map<std::string_view, size_t> out;
    const std::string_view text = name_forms_text;
    size_t name = 0;
    for (size_t start = 0; start < text.size(); ++name) {
      const size_t end = std::min(text.find('\n', start), text.size());
      auto line = text.substr(start, end - start);
      start = end + 1;
      while (!line.empty() && line.front() != '#') {
        const size_t space = std::min(line.find(' '), line.size());
        if (space > 0) out.emplace(line.substr(0, space), name);
        line.remove_prefix(std::min(space + 1, line.size()));
      }
    }
    return out;
  }();
  return made;
}

}  // namespace

std::string latin(std::string_view word) {
  if (plain(word)) return std::string(word);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
  to_latin().transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::optional<size_t> name_number(std::string_view latin_word) {
  const auto found = groups().find(latin_word);
  return found == groups().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace beatbook::app
