#pragma once
// Colleagues on shift whose tablets have brought nothing for long, as far as this tablet's store knows.
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

// A tablet that is heard from brings something at least this often while its shift is open.
inline constexpr int64_t silent_after_ms = 2LL * 3'600'000;

// "Not heard from PC 1234 since 20:05. The shift is open, so the tablet may hold entries for you." Empty when nobody is silent.
QString silent_text_of(Bench& bench, int64_t now_ms);

}  // namespace beatbook::app
