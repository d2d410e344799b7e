#include "rules/grounds.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "schema/pattern.h"

namespace beatbook::rules {

namespace {

// Words that carry no fact by themselves, sorted.
constexpr auto small_words = std::to_array<std::string_view>(
    {"a",   "about", "all",     "also", "am",    "an",   "and",   "appeared", "appears", "are",    "as",      "at",
     "be",  "been",  "being",   "both", "but",   "by",   "for",   "from",     "had",     "has",    "have",    "he",
     "her", "him",   "his",     "i",    "in",    "is",   "it",    "its",      "just",    "looked", "looking", "looks",
     "me",  "my",    "of",      "on",   "only",  "or",   "our",   "person",   "quite",   "seemed", "seems",   "she",
     "so",  "some",  "that",    "the",  "their", "them", "there", "they",     "this",    "to",     "us",      "very",
     "was", "we",    "wearing", "were", "which", "who",  "whose", "with",     "wore",    "you",    "your"});
static_assert(std::is_sorted(small_words.begin(), small_words.end()));

schema::WordList words_of_packs(const schema::CodeLists& packs, const char* key) {
  auto entries = nlohmann::json::array();
  for (const auto& pack : packs.packs()) {
    if (pack.document.contains(key)) entries.insert(entries.end(), pack.document.at(key).begin(), pack.document.at(key).end());
  }
  return schema::WordList(entries);
}

bool is_small(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::binary_search(small_words.begin(), small_words.end(), std::string_view(lower));
}

}  // namespace

GroundWords::GroundWords(const schema::CodeLists& packs)
    : never_(words_of_packs(packs, "never_grounds")), traits_(words_of_packs(packs, "not_grounds_alone")) {}

std::optional<std::string> GroundWords::never_ground(std::string_view text) const {
  const auto found = never_.find(text);
  if (found.empty()) return std::nullopt;
  return found.front().entry->at("message").get<std::string>();
}

bool GroundWords::only_traits(std::string_view text) const {
  static const schema::Pattern word("[\\p{L}\\p{N}']+");
  if (traits_.find(text).empty()) return false;
  const auto rest = traits_.blanked(std::string(text));
  const auto left = word.find_all(rest, rest.size());
  return std::all_of(left.begin(), left.end(), [&](const auto& piece) {
    return is_small(std::string_view(rest).substr(piece.begin, piece.end - piece.begin));
  });
}

GroundWords ground_words(const schema::CodeLists& packs) {
  // Those in force stay for months and are asked for at each key that is typed.
  thread_local std::optional<std::pair<const schema::CodeLists*, GroundWords>> last;
  if (&packs != &schema::CodeLists::in_force()) return GroundWords(packs);
  if (!last || last->first != &packs) last.emplace(&packs, GroundWords(packs));
  return last->second;
}

}  // namespace beatbook::rules
