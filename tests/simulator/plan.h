#pragma once
// What happens in a run, step by step, from its seed alone. A step carries its own dice, so a plan with steps left out is a
// plan.
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulator/disk.h"

namespace beatbook::simulator {

enum class Kind : uint8_t {
  save,
  connect,
  connect_locked,
  deliver,
  exchange,
  cut_line,
  power_cut_tablet,
  power_cut_server,
  power_cut_at_commit_tablet,
  power_cut_at_commit_server,
  disk_full,
  clock_jump,
  streams_change,
  revoke,
  back_up_server,
  restore_server,
  back_up_tablet,
  restore_tablet,
  copy_tablet,
  damage,
  release,
  purge,
  attach,
  fetch,
  tamper,
  hand_in_copy,
  lose_tablet,
  // Of tablets that have a sealed outbox:
  outbox_fails,
  outbox_damaged,
  // Of a disk that is more than memory:
  io_error_tablet,
  io_error_server,
  count
};
inline constexpr std::array<std::string_view, static_cast<size_t>(Kind::count)> kind_names{
    "save",
    "connect",
    "connect locked",
    "deliver part",
    "exchange",
    "line cut",
    "power cut on a tablet",
    "power cut on the server",
    "power cut at a tablet's k-th commit",
    "power cut at the server's k-th commit",
    "disk full",
    "clock jump",
    "streams change",
    "revoke",
    "server backed up",
    "server restored",
    "tablet backed up",
    "tablet restored",
    "tablet copied",
    "digest of a view damaged",
    "release",
    "purge",
    "attach",
    "fetch",
    "picture damaged on its way",
    "copy of a lost entry handed in",
    "tablet lost for good",
    "disk error, or power cut, in an outbox",
    "outbox damaged",
    "disk error on a tablet",
    "disk error on the server"};

struct Step {
  Kind kind = Kind::save;
  uint64_t dice = 0;
};

struct Plan {
  uint64_t seed = 0;
  Lane lane = Lane::memory;
  size_t tablets = 2;
  std::vector<Step> steps;
};

// Both lanes have the same kinds of steps, and the lane for the disk two more.
Plan make_plan(uint64_t seed, Lane lane);

}  // namespace beatbook::simulator
