// beatbook-simulator: runs seeds until one breaks an invariant; a broken one is shrunk and printed as a command.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>

#include "kernel/mutant.h"
#include "simulator/world.h"
#include "sqlite/database.h"

namespace {

using namespace beatbook;
using namespace beatbook::simulator;
using Clock = std::chrono::steady_clock;

struct Options {
  uint64_t seed = 0;
  uint64_t seeds = 0;  // 0 = until the seconds are over
  double seconds = 60;
  unsigned threads = 2;
  Lane lane = Lane::memory;
  bool one = false;  // only this seed
  std::vector<size_t> keep;
  bool frames = false;  // prints what one seed says over its lines
  bool table = false;
  std::string mutant;
};

struct Outcome {
  std::optional<Violation> broken;
  uint64_t trace = 0;
};

Outcome run_once(const Plan& plan, Tally& tally) {
  World world(plan, tally);
  Outcome out;
  try {
    world.run(plan);
  } catch (const Violation& violation) {
    out.broken = violation;
  } catch (const StorageFailure& failure) {
    out.broken = Violation{"disk", std::string("a store cannot be read though its disk works: ") + failure.what()};
  }
  out.trace = world.trace();
  return out;
}

// Every seed twice: a run that does not repeat itself proves nothing.
Outcome run_twice(const Plan& plan, Tally& tally) {
  auto first = run_once(plan, tally);
  Tally unused;
  const auto second = run_once(plan, unused);
  if (!first.broken && first.trace != second.trace) first.broken = Violation{"determinism", "the second run went another way"};
  return first;
}

// Leaves out steps, in ever smaller groups, while the same invariant still breaks. Returns the places of those that stay.
std::vector<size_t> shrink(const Plan& plan, const std::string& invariant) {
  std::vector<size_t> kept(plan.steps.size());
  for (size_t i = 0; i < kept.size(); ++i) kept[i] = i;
  const auto breaks = [&](const std::vector<size_t>& places) {
    Plan smaller = plan;
    smaller.steps.clear();
    for (const auto place : places) smaller.steps.push_back(plan.steps[place]);
    Tally tally;
    const auto outcome = run_once(smaller, tally);
    return outcome.broken && outcome.broken->invariant == invariant;
  };
  for (size_t size = kept.size() / 2; size > 0;) {
    bool less = false;
    for (size_t at = 0; at < kept.size();) {
      auto fewer = kept;
      fewer.erase(fewer.begin() + static_cast<long>(at), fewer.begin() + static_cast<long>(std::min(at + size, kept.size())));
      if (breaks(fewer)) {
        kept = std::move(fewer);
        less = true;
      } else {
        at += size;
      }
    }
    if (size > 1 || !less) size /= 2;
  }
  return kept;
}

void report_broken(const Plan& plan, const Violation& violation) {
  std::printf("seed %llu breaks %s: %s\n", static_cast<unsigned long long>(plan.seed), violation.invariant.c_str(),
              violation.what.c_str());
  const auto kept = shrink(plan, violation.invariant);
  std::string list;
  for (const auto place : kept) {
    list += (list.empty() ? "" : ",") + std::to_string(place);
    std::printf("  %s\n", std::string(kind_names[static_cast<size_t>(plan.steps[place].kind)]).c_str());
  }
  std::printf("again: beatbook-simulator%s --seed %llu --keep %s\n", plan.lane == Lane::vfs ? " --lane vfs" : "",
              static_cast<unsigned long long>(plan.seed), list.c_str());
}

struct Found {
  std::optional<Plan> plan;
  Violation violation;
  uint64_t seeds = 0;
};

Found search(const Options& options, Tally& all) {
  Found found;
  std::mutex mutex;
  std::atomic<uint64_t> next{0};
  std::atomic<bool> stop{false};
  const auto until = Clock::now() + std::chrono::duration<double>(options.seconds);
  const auto work = [&] {
    Tally tally;
    while (!stop) {
      const uint64_t n = next++;
      if (options.seeds ? n >= options.seeds : Clock::now() >= until) break;
      const auto plan = make_plan(options.seed + n, options.lane);
      const auto outcome = run_twice(plan, tally);
      if (!outcome.broken) continue;
      const std::lock_guard lock(mutex);
      stop = true;
      if (!found.plan || plan.seed < found.plan->seed) found = {plan, *outcome.broken, n + 1};
    }
    const std::lock_guard lock(mutex);
    all.runs += tally.runs;
    all.kernel_steps += tally.kernel_steps;
    for (size_t i = 0; i < all.counts.size(); ++i) all.counts[i] += tally.counts[i];
    for (size_t i = 0; i < all.hits.size(); ++i) all.hits[i] += tally.hits[i];
    for (size_t i = 0; i < all.watch.harms.size(); ++i) all.watch.harms[i] += tally.watch.harms[i];
    all.steps_of_runs.insert(all.steps_of_runs.end(), tally.steps_of_runs.begin(), tally.steps_of_runs.end());
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options.threads; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  return found;
}

void report(Tally& tally, double seconds) {
  auto& runs = tally.steps_of_runs;
  std::sort(runs.begin(), runs.end());
  std::printf("%llu seeds, each run twice; %llu kernel steps in the first runs, %.0f a second; median of a run %llu\n",
              static_cast<unsigned long long>(tally.runs), static_cast<unsigned long long>(tally.kernel_steps),
              static_cast<double>(tally.kernel_steps) / seconds,
              static_cast<unsigned long long>(runs.empty() ? 0 : runs[runs.size() / 2]));
  for (size_t i = 0; i < tally.counts.size(); ++i) {
    std::printf("%10llu  %s\n", static_cast<unsigned long long>(tally.counts[i]), std::string(count_names[i]).c_str());
  }
  for (size_t i = 0; i < tally.hits.size(); ++i) {
    std::printf("%10llu  %s\n", static_cast<unsigned long long>(tally.hits[i]), std::string(kind_names[i]).c_str());
  }
  std::printf("of the disks:\n");
  for (size_t i = 0; i < harm_names.size(); ++i) {
    std::printf("%10llu  %s\n", static_cast<unsigned long long>(tally.watch.harms[i]), std::string(harm_names[i]).c_str());
  }
}

#ifdef BEATBOOK_MUTANTS
constexpr std::pair<Mutant, const char*> mutants[]{
#define BEATBOOK_MUTANT(name) {Mutant::name, #name},
    BEATBOOK_EACH_MUTANT(BEATBOOK_MUTANT)
#undef BEATBOOK_MUTANT
};

// Each planted bug within 10,000 seeds, or the simulator is at fault.
int mutant_table(Options options) {
  int missed = 0;
  options.seeds = options.seeds ? options.seeds : 10'000;
  std::printf("| planted bug | seeds to find | breaks |\n|---|---|---|\n");
  for (const auto& [bug, name] : mutants) {
    if (!options.mutant.empty() && options.mutant != name) continue;
    planted_mutant = bug;
    Tally tally;
    const auto found = search(options, tally);
    if (!found.plan) ++missed;
    std::printf("| %s | %s | %s |\n", name, found.plan ? std::to_string(found.seeds).c_str() : "**missed**",
                found.violation.invariant.c_str());
    std::fflush(stdout);
  }
  return missed > 0;
}
#else
int mutant_table(const Options&) {
  std::fprintf(stderr, "The bugs are planted in beatbook-simulator-mutants only.\n");
  return 2;
}
#endif

Options read(int count, char** words) {
  Options options;
  options.seed = std::random_device{}() % 1'000'000'000u;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const auto value = [&]() -> std::string { return i + 1 < count ? words[++i] : ""; };
    if (word == "--seed") options.seed = std::stoull(value()), options.one = true;
    if (word == "--seeds") options.seeds = std::stoull(value()), options.one = false;
    if (word == "--seconds") options.seconds = std::stod(value());
    if (word == "--threads") options.threads = static_cast<unsigned>(std::stoul(value()));
    if (word == "--lane") options.lane = value() == "vfs" ? Lane::vfs : Lane::memory;
    if (word == "--frames") options.frames = true;
    if (word == "--mutants") options.table = true;
    if (word == "--mutant") options.mutant = value(), options.table = true;
    if (word == "--keep") {
      const std::string list = value();
      for (size_t at = 0; at < list.size(); ++at) {
        options.keep.push_back(std::stoul(list.substr(at)));
        at = std::min(list.find(',', at), list.size());
      }
    }
  }
  return options;
}

}  // namespace

int main(int count, char** words) {
  const auto options = read(count, words);
  if (options.table) return mutant_table(options);
  if (options.one) {
    auto plan = make_plan(options.seed, options.lane);
    const auto whole = plan;
    if (!options.keep.empty()) plan.steps.clear();
    for (const auto place : options.keep) plan.steps.push_back(whole.steps.at(place));
    Tally tally;
    tally.shows_frames = options.frames;
    const auto outcome = run_twice(plan, tally);
    if (!outcome.broken) return std::printf("seed %llu holds\n", static_cast<unsigned long long>(options.seed)), 0;
    if (options.keep.empty())
      report_broken(whole, *outcome.broken);
    else
      std::printf("breaks %s: %s\n", outcome.broken->invariant.c_str(), outcome.broken->what.c_str());
    return 1;
  }
  std::printf("seeds from %llu on\n", static_cast<unsigned long long>(options.seed));
  Tally tally;
  const auto start = Clock::now();
  const auto found = search(options, tally);
  report(tally, std::chrono::duration<double>(Clock::now() - start).count());
  if (!found.plan) return 0;
  report_broken(*found.plan, found.violation);
  return 1;
}
