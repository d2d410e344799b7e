#include "schema/word_list.h"

#include <algorithm>
#include <stdexcept>

namespace beatbook::schema {

namespace {

using nlohmann::json;

std::string phrase_of(const json& entry) {
  const json* phrase = entry.is_object() && entry.contains("match") ? &entry.at("match") : &entry;
  if (!phrase->is_string() || phrase->get_ref<const std::string&>().empty()) {
    throw std::logic_error("a word list of a pack has an entry without words: " + entry.dump());
  }
  return phrase->get<std::string>();
}

std::string expression_of(std::string_view phrase) {
  std::string out;
  for (char c : phrase) {
    if (c == '*') {
      out += "[\\p{L}\\p{M}']*";
    } else if (c == ' ') {
      out += "[\\s\\x{a0}]+";
    } else if (std::string_view("\\^$.|?+()[]{}#").find(c) != std::string_view::npos) {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

WordList::WordList(const json& entries) {
  if (!entries.is_array()) throw std::logic_error("a word list of a pack is no list");
  if (entries.empty()) return;
  entries_.assign(entries.begin(), entries.end());
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const json& a, const json& b) { return phrase_of(a).size() > phrase_of(b).size(); });
  std::string all;
  for (const auto& entry : entries_) {
    const std::string expression = expression_of(phrase_of(entry));
    patterns_.emplace_back(expression, true);
    all += (all.empty() ? "" : "|") + expression;
  }
  any_.emplace_back("(?<![\\p{L}\\p{N}])(?:" + all + ")(?![\\p{L}\\p{N}])", true);
}

std::string WordList::blanked(std::string text) const {
  if (any_.empty()) return text;
  for (auto pieces = any_.front().find_all(text); !pieces.empty(); pieces = any_.front().find_all(text)) {
    for (const auto [begin, end] : pieces) std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, '.');
  }
  return text;
}

std::vector<WordList::Found> WordList::find(std::string_view text) const {
  constexpr size_t most_found = 20;
  std::vector<Found> found;
  if (any_.empty()) return found;
  for (const auto [begin, end] : any_.front().find_all(text, most_found)) {
    const auto piece = text.substr(begin, end - begin);
    const auto matches = [&](const Pattern& pattern) { return pattern.matches(piece); };
    const auto at = std::find_if(patterns_.begin(), patterns_.end(), matches) - patterns_.begin();
    found.push_back({std::string(piece), &entries_[static_cast<size_t>(at)]});
  }
  return found;
}

}  // namespace beatbook::schema
