#pragma once
#include "app/commands/context.h"

namespace beatbook::app {

// What the tablet warns of beside a record that was saved, to standard error; it never blocks a save.
void print_notices(Tablet& tablet, const RecordId& id);

}  // namespace beatbook::app
