#pragma once
// Whether a pack a force has made may stand in the place of one of this program's.
#include <string>
#include <string_view>

#include "beatbook/v1/records/pack.pb.h"
#include "kernel/result.h"

namespace beatbook::schema {

// Reads a pack's document. Fault::bad_input says what to mend: not JSON, no pack of this program, not newer, a list or a code
// of the pack it replaces is missing (records name it: it is retired, never taken out), lists that contradict one another.
Result<v1::Pack> read_pack(std::string_view document);

}  // namespace beatbook::schema
