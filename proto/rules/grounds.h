#pragma once
// Text that must tell facts: grounds of a search, reason of a stop, conduct of a warning (PACE Code A 2.2B, PR-20). The words
// are those of the plain-language pack.
#include <optional>
#include <string>
#include <string_view>

#include "schema/code_lists.h"
#include "schema/word_list.h"

namespace beatbook::rules {

class GroundWords {
 public:
  explicit GroundWords(const schema::CodeLists& packs);

  // What the pack says if the text names what is never a ground: condoms and other safer-sex items.
  std::optional<std::string> never_ground(std::string_view text) const;
  // Nothing but appearance, age, ethnicity or past record, and small words between: "Young male, known to police".
  bool only_traits(std::string_view text) const;

 private:
  schema::WordList never_, traits_;
};

// Compiled once for the packs of this program, at every call for others.
GroundWords ground_words(const schema::CodeLists& packs);

}  // namespace beatbook::rules
