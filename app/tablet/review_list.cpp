#include "app/tablet/review_list.h"

#include <algorithm>

namespace beatbook::app {

namespace {

constexpr size_t at_once = 500;

bool is_reviewed(uint32_t number) {
  const auto* type = schema::find_type(number);
  return type && type->meaning->review_hours() > 0;
}

}  // namespace

ReviewList::ReviewList(int64_t from_ms, bool all) : all_(all) {
  query_.purpose = Purpose::safeguarding;
  query_.from_ms = from_ms;
}

std::vector<QueuedEntry> ReviewList::step(Tablet& tablet, size_t at_most) {
  std::vector<QueuedEntry> out;
  query_.limit = at_most;
  const auto page = tablet.index().list(query_);
  const auto now = static_cast<int64_t>(wall_clock_ms());
  for (const auto& at : page) {
    if (at.imported || at.retracted || !is_reviewed(at.type)) continue;
    auto queued = queued_for_review(tablet.log(), at.id, tablet.sources());
    if (queued && (all_ || is_mine(tablet.store(), tablet.log(), *queued, now))) out.push_back(*std::move(queued));
  }
  done_ = page.size() < at_most;
  if (!page.empty()) query_.after = Place{page.back().at_ms, page.back().id};
  return out;
}

std::vector<QueuedEntry> review_list(Tablet& tablet, int64_t from_ms, bool all) {
  std::vector<QueuedEntry> queue;
  for (ReviewList list(from_ms, all); !list.done();) {
    for (auto& entry : list.step(tablet, at_once)) queue.push_back(std::move(entry));
  }
  std::sort(queue.begin(), queue.end(), [](const auto& a, const auto& b) { return a.due_ms < b.due_ms; });
  return queue;
}

}  // namespace beatbook::app
