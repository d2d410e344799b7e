#pragma once
// A keeper letter on paper (BR-13): one page for a window envelope, and a page for the front of a plain one. Marked by nothing:
// a household reads it.
#include <filesystem>

#include "kernel/result.h"
#include "rules/letter_text.h"

namespace beatbook::app {

// Writes the PDF, A4, whole or not at all; only its owner may read it. Fault::storage with a sentence when the file cannot be
// written; Fault::bad_input for a letter that does not fit its page. Makes a QGuiApplication without a display when the program
// has none.
Result<void> print_letter(const rules::LetterText& letter, const std::filesystem::path& file);

}  // namespace beatbook::app
