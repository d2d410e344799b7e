#pragma once
#include "app/ui/session.h"

namespace beatbook::app {

// On the tablet's thread.
SessionFacts session_facts(Bench& bench, int64_t now_ms);

}  // namespace beatbook::app
