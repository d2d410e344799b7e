#pragma once
// Who went by a ladder that stood higher than it does (domain D.1, "Void/unmerge"): a warning was voided or found to be
// another person's since, two cards were parted, or a date of birth was corrected. That warnings came in later is another
// matter (BR-06).
#include <string_view>

#include "rules/ladder.h"

namespace beatbook::rules {

// A warning that was given where the tablet showed this code of rung_shown. `before`: the warnings before it that hold now, at
// its moment. A code nobody knows says nothing.
bool went_by_more(std::string_view rung_shown, const Ladder& before, const schema::CodeLists& packs);
// An arrest that was made where the tablet showed this code of ladder_standing.
bool went_by_more(std::string_view ladder_standing, const Ladder& at_arrest);

}  // namespace beatbook::rules
