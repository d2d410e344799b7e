#pragma once
// A keeper letter of this tablet, ready to be printed (BR-13).
#include <filesystem>
#include <functional>

#include "app/forms/failure.h"
#include "app/tablet/tablet.h"
#include "rules/letter_text.h"

namespace beatbook::app {

// Fault::refused while anything stops it: not approved, the registration not verified, a suppression, an old keeper check, a
// risk no supervisor has decided on, a word too many. A letter that was printed before comes again only as it was.
Outcome<rules::LetterText> letter_to_print(Tablet& tablet, const RecordId& id);

// Notes that it is printed now, and the hash of its text. Of a letter printed before, nothing.
Outcome<std::vector<RecordId>> letter_printed(Tablet& tablet, const RecordId& id, const rules::LetterText& text);

// Lets `print` write the letter and notes that it is printed, both or neither. `to`: a file, or a folder for one whose name
// tells nothing. Returns the file, which letter_files names from then on.
using LetterPrinter = std::function<Result<void>(const rules::LetterText& letter, const std::filesystem::path& file)>;
Outcome<std::filesystem::path> write_letter(Tablet& tablet, const RecordId& id, const std::filesystem::path& to,
                                            const LetterPrinter& print);

// A letter's file outside this tablet's lock, for somebody to delete once it is on paper. `file` is absolute.
struct LetterFile {
  RecordId letter;
  std::filesystem::path file;
};
// Those this tablet wrote that still lie there, in the order they were written. Only this tablet knows of them.
std::vector<LetterFile> letter_files(Tablet& tablet);
// Deletes the letter's files. Fault::storage when one cannot be deleted: it stays known.
Result<void> delete_letter_files(Tablet& tablet, const RecordId& letter);

}  // namespace beatbook::app
