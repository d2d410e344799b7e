#pragma once
// What a search found, as lines; on the tablet's thread.
#include "app/ui/find.h"

namespace beatbook::app {

struct HitsAsked {
  QString text;
  QStringList types;  // names of record types; empty = all
  Purpose purpose = Purpose::enforcement;
  size_t limit = 50;
  bool recent = false;
};

// A hit on a further name or a telephone is told as the person it belongs to.
std::vector<HitRow> read_hits(Bench& bench, const HitsAsked& asked, int64_t now_ms);

}  // namespace beatbook::app
