#include "simulator/plan.h"

#include "simulator/dice.h"

namespace beatbook::simulator {

Plan make_plan(uint64_t seed, Lane lane) {
  Dice dice(seed);
  Plan plan{seed, lane, 2 + (dice.one_in(20) ? dice.below(29) : dice.below(4)), {}};
  std::array<uint64_t, static_cast<size_t>(Kind::count)> weight{};
  const auto set = [&](Kind kind, uint64_t value) { weight[static_cast<size_t>(kind)] = value; };
  set(Kind::save, 24);
  set(Kind::connect, 10);
  set(Kind::deliver, 30);
  set(Kind::exchange, 10);
  if (dice.one_in(2)) {
    set(Kind::attach, 5);
    set(Kind::fetch, 5);
  }
  if (dice.one_in(2)) set(Kind::connect_locked, 3 + dice.below(15));
  // A fault is in every second run, so that each also happens without the others.
  const auto end = lane == Lane::memory ? static_cast<size_t>(Kind::io_error_tablet) : weight.size();
  for (auto at = static_cast<size_t>(Kind::connect_locked); at < end; ++at) {
    const auto kind = static_cast<Kind>(at);
    if (kind == Kind::connect_locked || kind == Kind::attach || kind == Kind::fetch) continue;
    if ((kind == Kind::outbox_fails || kind == Kind::outbox_damaged) && weight[static_cast<size_t>(Kind::connect_locked)] == 0)
      continue;
    if (weight[at] == 0 && dice.one_in(2))
      weight[at] = 1 + dice.below(kind == Kind::outbox_fails || kind == Kind::outbox_damaged ? 12 : 3);
  }
  uint64_t sum = 0;
  for (const auto one : weight) sum += one;
  const size_t count = 40 + dice.below(80) + plan.tablets * 4;
  for (size_t i = 0; i < count; ++i) {
    uint64_t at = dice.below(sum);
    size_t kind = 0;
    while (at >= weight[kind]) at -= weight[kind++];
    plan.steps.push_back({static_cast<Kind>(kind), dice.next()});
  }
  return plan;
}

}  // namespace beatbook::simulator
