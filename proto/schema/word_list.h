#pragma once
// A list of words and phrases of a pack, found in what people wrote: whole words, any case, the longest phrase first; '*'
// stands for any ending and a space for any white space.
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/pattern.h"

namespace beatbook::schema {

class WordList {
 public:
  struct Found {
    std::string text;             // as written
    const nlohmann::json* entry;  // the pack's entry; lives as long as the list
  };

  WordList() = default;
  // An array of objects with `match`, or of plain texts. Throws std::logic_error for anything else.
  explicit WordList(const nlohmann::json& entries);

  // In the order of the text; at most 20.
  std::vector<Found> find(std::string_view text) const;
  // The text with a dot for each byte of every phrase: neither the phrase nor what stands on both sides of it is found as
  // words.
  std::string blanked(std::string text) const;

 private:
  std::vector<nlohmann::json> entries_;  // longest phrase first
  std::vector<Pattern> patterns_;        // beside entries_
  std::vector<Pattern> any_;             // none or one: all phrases as whole words
};

}  // namespace beatbook::schema
