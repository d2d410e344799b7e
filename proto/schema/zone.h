#pragma once
// When London's clocks change. The date library knows the table of the system's zone file and takes its last line, October
// 2037, to last for ever; behind it the rule at the file's end holds (RFC 8536, section 3.3).
#include <date/tz.h>

namespace beatbook::schema {

// What the clocks show from which instant to which.
date::sys_info clocks_at(date::sys_seconds instant);
// The same for what the clocks show: once, twice or never.
date::local_info clocks_at(date::local_seconds local);

}  // namespace beatbook::schema
