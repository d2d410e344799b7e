#pragma once
// What a card says of where somebody lives and whether the police knew them is as of the day they were identified (B.3; the
// force's charts count it so). Somebody who moves house changes nothing of that; what was recorded wrong is corrected.
#include <string_view>

#include "beatbook/v1/records/person.pb.h"
#include "schema/check.h"

namespace beatbook::rules {

// A line for each of the two that another answer would replace, unless `reason`, a code of amendment_reason, says that the
// first was a mistake. What nobody had answered, or was not known then, may be answered at any time.
schema::FieldErrors changed_since_identified(const v1::Person& before, const v1::Person& after, std::string_view reason);

}  // namespace beatbook::rules
