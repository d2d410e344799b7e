#include "schema/text.h"

#include <algorithm>
#include <numeric>

namespace beatbook::schema {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// Bytes of the white space that `text` starts with, 0 if none.
size_t leading_space(std::string_view text) {
  constexpr std::string_view narrow = " \t\n\r\v\f";
  if (!text.empty() && narrow.find(text.front()) != narrow.npos) return 1;
  for (std::string_view wide : {"\u00a0", "\u2007", "\u202f", "\u2009", "\u3000"}) {
    if (text.starts_with(wide)) return wide.size();
  }
  return 0;
}

// Levenshtein distance.
size_t edits(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

size_t count_characters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string tidy(std::string_view utf8) {
  std::string out;
  bool gap = false;
  while (!utf8.empty()) {
    const size_t space = leading_space(utf8);
    if (space == 0) {
      if (gap && !out.empty()) out += ' ';
      out += utf8.front();
    }
    gap = space != 0;
    utf8.remove_prefix(std::max<size_t>(space, 1));
  }
  return out;
}

std::string without(std::string_view text, std::string_view unwanted) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [&](char c) { return unwanted.find(c) == unwanted.npos; });
  return out;
}

std::string shortened(std::string_view utf8) {
  constexpr size_t longest_shown = 60;
  if (utf8.size() <= longest_shown) return std::string(utf8);
  size_t end = longest_shown;
  while (end > 0 && (utf8[end] & 0xc0) == 0x80) --end;
  return std::string(utf8.substr(0, end)) + "...";
}

std::string in_sentence(std::string_view label) {
  std::string out(label);
  const bool acronym = out.size() > 1 && (is_upper(out[1]) || is_digit(out[1]) || out[1] == '-');
  if (!out.empty() && !acronym) out[0] = to_lower(out[0]);
  return out;
}

std::string words_of(std::string_view identifier) {
  std::string out;
  for (char c : identifier) {
    if (is_upper(c) && !out.empty() && out.back() != ' ') out += ' ';
    out += c == '_' ? ' ' : to_lower(c);
  }
  return out;
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr size_t longest_name = 64;
  if (word.size() > longest_name) return {};
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c == '-' || c == ' ' ? '_' : to_lower(c); });
  std::string best;
  size_t least = std::max<size_t>(2, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const bool part = lower.size() >= 3 && candidate.find(lower) != candidate.npos;
    const size_t distance = part ? 1 : edits(lower, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace beatbook::schema
