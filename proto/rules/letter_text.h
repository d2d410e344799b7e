#pragma once
// BR-13: the words of a letter to a registered keeper. They come from a locked template of the letters pack; what is filled in
// is looked through, and one word too many stops the letter. A letter is evidence of nothing.
#include <string>
#include <string_view>
#include <vector>

#include "beatbook/v1/records/keeper_letter.pb.h"
#include "kernel/hash.h"
#include "kernel/result.h"
#include "rules/situation.h"

namespace beatbook::rules {

struct LetterText {
  std::string language;              // "en", "cy"
  std::vector<std::string> address;  // the keeper's name and address, a line each: the only words on the envelope's front
  std::string greeting, subject, closing;
  std::vector<std::string> paragraphs;
  std::vector<std::string> return_address;  // on the envelope, and above the letter
  std::string file_name;                    // "letter-T1a2b-003", without ending; no name and no plate

  // All words in the order they are read, a line each: what is hashed and what a copy must say.
  std::string whole() const;
  Hash hash() const;
};

// What is known beside the letter.
struct LetterFacts {
  std::string plate;                               // as people read it
  std::vector<std::string> operation_names;        // none may be told
  std::vector<std::string> other_people;           // names of whoever was met; only the keeper's may be told
  std::vector<std::string> areas, return_address;  // of the operation's profile
};

// Fault::bad_input: the template is not known, or something is left out that it needs. Fault::refused: it says a word it must
// not, and the sentence names each of them and where it stands.
Result<LetterText> letter_text(const v1::KeeperLetter& letter, const LetterFacts& facts, const schema::CodeLists& packs);

// Words of `text` that a letter must not say, as written. `exempt` are places that may be named: Crawley, Kerb Lane.
std::vector<std::string> forbidden_in_letter(std::string_view text, const std::vector<std::string>& exempt,
                                             const schema::CodeLists& packs);

}  // namespace beatbook::rules
