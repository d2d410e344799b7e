#include "schema/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdexcept>

namespace beatbook::schema {

namespace {

// A format or a word list needs a few hundred steps for a text of 48 KiB; this leaves room and still ends in milliseconds.
constexpr uint32_t step_limit = 1'000'000;
constexpr uint32_t depth_limit = 10'000;

PCRE2_SPTR8 units(std::string_view text) { return reinterpret_cast<PCRE2_SPTR8>(text.data()); }

const pcre2_code* code(const std::shared_ptr<const void>& held) { return static_cast<const pcre2_code*>(held.get()); }

pcre2_match_context* limits() {
  static pcre2_match_context* const context = [] {
    auto* made = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(made, step_limit);
    pcre2_set_depth_limit(made, depth_limit);
    return made;
  }();
  return context;
}

struct FreeMatch {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
using Match = std::unique_ptr<pcre2_match_data, FreeMatch>;

Match new_match(const pcre2_code* pattern) { return Match(pcre2_match_data_create_from_pattern(pattern, nullptr)); }

}  // namespace

Pattern::Pattern(std::string_view expression, bool ignore_case) {
  int error = 0;
  PCRE2_SIZE at = 0;
  const uint32_t options = PCRE2_UTF | (ignore_case ? PCRE2_CASELESS : 0);
  auto* compiled = pcre2_compile(units(expression), expression.size(), options, &error, &at, nullptr);
  if (!compiled) throw std::logic_error("regular expression does not compile: " + std::string(expression));
  code_ = std::shared_ptr<const void>(
      compiled, [](const void* held) { pcre2_code_free(const_cast<pcre2_code*>(static_cast<const pcre2_code*>(held))); });
}

bool Pattern::matches(std::string_view text) const { return groups(text).has_value(); }

std::optional<std::vector<std::string_view>> Pattern::groups(std::string_view text) const {
  const Match match = new_match(code(code_));
  const int count =
      pcre2_match(code(code_), units(text), text.size(), 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED, match.get(), limits());
  if (count < 0) return std::nullopt;
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(match.get());
  std::vector<std::string_view> out(pcre2_get_ovector_count(match.get()));
  for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
    if (ends[2 * i] != PCRE2_UNSET) out[i] = text.substr(ends[2 * i], ends[2 * i + 1] - ends[2 * i]);
  }
  return out;
}

std::vector<Pattern::Piece> Pattern::find_all(std::string_view text, size_t limit) const {
  std::vector<Piece> found;
  const Match match = new_match(code(code_));
  size_t from = 0;
  while (found.size() < limit && from <= text.size()) {
    if (pcre2_match(code(code_), units(text), text.size(), from, PCRE2_NOTEMPTY, match.get(), limits()) < 0) break;
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(match.get());
    found.push_back({ends[0], ends[1]});
    from = ends[1];
  }
  return found;
}

bool is_utf8(std::string_view text) {
  static const Pattern anything("(?s).*+");
  return anything.matches(text);
}

std::string upper(std::string_view text) {
  static pcre2_code* const lower_case = [] {
    int error = 0;
    PCRE2_SIZE at = 0;
    return pcre2_compile(units("\\p{Ll}+"), PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &at, nullptr);
  }();
  constexpr uint32_t options = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_EXTENDED | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH;
  std::string out(text.size() + 16, '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    PCRE2_SIZE size = out.size();
    const int result = pcre2_substitute(lower_case, units(text), text.size(), 0, options, nullptr, limits(), units("\\U$0"),
                                        PCRE2_ZERO_TERMINATED, reinterpret_cast<PCRE2_UCHAR8*>(out.data()), &size);
    if (result != PCRE2_ERROR_NOMEMORY && result < 0) break;
    out.resize(size);
    if (result >= 0) return out;
  }
  return std::string(text);
}

}  // namespace beatbook::schema
