#pragma once
// A regular expression over UTF-8, compiled once (PCRE2). Safe on any input: matching stops at a step limit, and text that is
// not UTF-8 matches nothing. `\d` and `\w` mean ASCII; letters of any script are `\p{L}`.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace beatbook::schema {

class Pattern {
 public:
  struct Piece {
    size_t begin, end;  // byte offsets into the text
  };

  // Throws std::logic_error for an expression that does not compile: a bug or a broken pack.
  explicit Pattern(std::string_view expression, bool ignore_case = false);

  // The whole text matches.
  bool matches(std::string_view text) const;
  // The whole text and its groups (index 0 is the text itself; a group that took no part is empty). Nothing if it does not
  // match.
  std::optional<std::vector<std::string_view>> groups(std::string_view text) const;
  // Where it occurs, left to right without overlap; at most `limit`.
  std::vector<Piece> find_all(std::string_view text, size_t limit = 100) const;

 private:
  std::shared_ptr<const void> code_;
};

// True if every byte sequence of the text is well-formed UTF-8.
bool is_utf8(std::string_view text);
// Upper case of every letter that has exactly one; text that is not UTF-8 comes back unchanged.
std::string upper(std::string_view text);

}  // namespace beatbook::schema
