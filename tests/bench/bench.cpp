// Each figure beside the bare floor of the same run; absolute times mean nothing on a shared machine. Run by hand:
//   build/tests/beatbook-bench [--quick] [--rounds N] [--only save|transfer|history|ingest|answers]
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "bench/answers.h"
#include "bench/floor.h"
#include "bench/station.h"

namespace beatbook::bench {

namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }
double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double index_seconds(Node& tablet) {
  const auto start = Clock::now();
  index(tablet);
  return since(start);
}

// The floor moves the bytes we move.
std::vector<Entry> as_sent(Node& tablet, std::vector<Entry> all) {
  auto rows = tablet.store.own_after(0, SIZE_MAX, all.size());
  if (rows.size() != all.size()) throw std::runtime_error("not all was saved");
  for (size_t i = 0; i < all.size(); ++i) all[i].partial = std::move(rows[i].change_set);
  return all;
}

// What a snapshot without the log would move.
std::vector<Entry> as_records(Node& tablet, std::vector<Entry> all) {
  for (auto& entry : all) {
    auto state = tablet.store.record(entry.id);
    if (!state) throw std::runtime_error("a record is missing");
    entry.partial = *std::move(state);
  }
  return all;
}

void print(const std::string& what, double ours, double floor, const std::string& unit, std::optional<double> aim = {}) {
  const double ratio = ours / floor;
  const auto judged = aim ? fmt::format("aim <= {:<5} {}", *aim, ratio <= *aim ? "ok" : "OVER") : "no aim";
  fmt::print("{:<58} {:>10.3f} {:>10.3f} {:<4} {:>6.2f}  {}\n", what, ours, floor, unit, ratio, judged);
}

void bench_save(int rounds, size_t count) {
  std::vector<double> ours, whole, floor;
  for (int round = 0; round < rounds; ++round) {
    Station station;
    auto tablet = station.tablet("wren", "PC 1234");
    const auto all = entries(count, static_cast<uint32_t>(round));
    floor.push_back(floor_save(station.fleet.directory.path(), all));
    auto start = Clock::now();
    for (const auto& entry : all) save(*tablet, entry);
    ours.push_back(since(start) / static_cast<double>(count));
    const auto more = entries(count, static_cast<uint32_t>(100 + round));
    auto index = app::Index::open(tablet->store);
    if (!index || !index->refresh(tablet->log)) throw std::runtime_error("index");
    start = Clock::now();
    for (const auto& entry : more) {
      save(*tablet, entry);
      const RecordId ids[] = {entry.id};
      if (!index->refresh(tablet->log, ids)) throw std::runtime_error("index");
    }
    whole.push_back(since(start) / static_cast<double>(count));
  }
  print("durable save of one entry", median(ours) * 1e3, median(floor) * 1e3, "ms", 1.5);
  print("  and found by list and search when it returns", median(whole) * 1e3, median(floor) * 1e3, "ms");
}

void bench_transfer(int rounds, size_t count) {
  std::vector<double> push, pull, found, floor;
  double up = 0, down = 0, bare = 0, records = 0;
  for (int round = 0; round < rounds; ++round) {
    Station station;
    auto wren = station.tablet("wren", "PC 1234");
    auto crane = station.tablet("crane", "PC 2345");
    const auto all = entries(count, static_cast<uint32_t>(round));
    fill(*wren, all);
    floor.push_back(floor_transfer(station.fleet.directory.path(), as_sent(*wren, all)).seconds);
    auto start = Clock::now();
    const auto sent = sync(*wren);
    push.push_back(since(start));
    start = Clock::now();
    const auto received = sync(*crane);
    pull.push_back(since(start));
    found.push_back(pull.back() + index_seconds(*crane));
    if (sent.pushed != count || received.received != count) throw std::runtime_error("not everything arrived");
    up = static_cast<double>(sent.bytes_up) / static_cast<double>(count);
    down = static_cast<double>(received.bytes_down) / static_cast<double>(count);
    bare = static_cast<double>(zstd_bytes(all)) / static_cast<double>(count);
    records = static_cast<double>(zstd_bytes(as_records(*crane, all))) / static_cast<double>(count);
  }
  print(fmt::format("push {} entries", count), median(push) * 1e3, median(floor) * 1e3, "ms", 4);
  print(fmt::format("pull {} entries", count), median(pull) * 1e3, median(floor) * 1e3, "ms", 4);
  print("  and found by list and search", median(found) * 1e3, median(floor) * 1e3, "ms");
  fmt::print("{:<58} {:>10.1f} {:>10.1f} B    {:>+6.1f}  aim <= +60   {}\n", "wire up, per entry", up, bare, up - bare,
             up - bare <= 60 ? "ok" : "OVER");
  fmt::print("{:<58} {:>10.1f} {:>10.1f} B    {:>+6.1f}  aim <= +60   {}\n", "wire down, per entry", down, bare, down - bare,
             down - bare <= 60 ? "ok" : "OVER");
  fmt::print("{:<58} {:>10.1f} {:>10.1f} B    {:>6.2f}  no aim\n", "  a new tablet, beside the records alone, per entry", down,
             records, down / records);
}

// In turn, so that what else the machine does meets every history alike.
void bench_history(int rounds, const std::vector<size_t>& histories) {
  struct Case {
    explicit Case(size_t history) {
      fill(*author, entries(history, 1));
      sync(*author);
      sync(*reader);
    }
    Station station;
    std::unique_ptr<Node> author = station.tablet("wren", "PC 1234"), reader = station.tablet("crane", "PC 2345");
    std::vector<double> push, pull;
  };
  std::vector<std::unique_ptr<Case>> all;
  for (const auto history : histories) all.push_back(std::make_unique<Case>(history));
  ::sync();  // what the disk still owes of the histories would slow every save that is made durable
  const auto more = entries(50 * static_cast<size_t>(rounds * 3), 2);
  for (int round = 0; round < rounds * 3; ++round) {
    for (auto& one : all) {
      for (size_t i = 0; i < 50; ++i) save(*one->author, more[static_cast<size_t>(round) * 50 + i]);
      auto start = Clock::now();
      sync(*one->author);
      one->push.push_back(since(start));
      start = Clock::now();
      const auto received = sync(*one->reader).received;
      one->pull.push_back(since(start));
      if (received != 50) throw std::runtime_error("not everything arrived");
    }
  }
  const auto& first = *all.front();
  for (size_t i = 0; i < all.size(); ++i) {
    const auto of = fmt::format("50 on a history of {}", histories[i]);
    print("push " + of, median(all[i]->push) * 1e3, median(first.push) * 1e3, "ms", 1.2);
    print("pull " + of, median(all[i]->pull) * 1e3, median(first.pull) * 1e3, "ms", 1.2);
  }
}

void bench_ingest(size_t tablets, size_t each) {
  Station station;
  std::vector<std::unique_ptr<Node>> all;
  std::vector<std::vector<Entry>> work;
  for (size_t i = 0; i < tablets; ++i) {
    all.push_back(station.tablet("tablet" + std::to_string(i), "PC " + std::to_string(5000 + i)));
    work.push_back(entries(each, static_cast<uint32_t>(1000 + i)));
    fill(*all.back(), work.back());
  }
  const double floor = floor_ingest(station.fleet.directory.path(), work);
  // Sending alone: a whole sync would also count what each pulls of the others.
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (auto& tablet : all) threads.emplace_back([&tablet] { (void)sync(*tablet, true); });
  for (auto& thread : threads) thread.join();
  const double seconds = since(start);
  const double total = static_cast<double>(tablets * each);
  fmt::print("{:<58} {:>10.0f} {:>10.0f} /s   {:>6.2f}  aim >= 15000 {}\n",
             fmt::format("server ingest from {} tablets at once", tablets), total / seconds, total / floor, seconds / floor,
             total / seconds >= 15'000 ? "ok" : "UNDER");
}

}  // namespace

int run(bool quick, int rounds, const std::string& only) {
  const auto wanted = [&](const char* part) { return only.empty() || only == part; };
  fmt::print("{:<58} {:>10} {:>10} {:<4} {:>6}\n", "", "ours", "floor", "", "ratio");
  if (wanted("save")) bench_save(rounds, quick ? 200 : 1000);
  if (wanted("transfer")) bench_transfer(rounds, quick ? 1000 : 10'000);
  if (wanted("history"))
    bench_history(rounds, quick ? std::vector<size_t>{1000, 10'000} : std::vector<size_t>{1000, 10'000, 100'000});
  if (wanted("answers")) quick ? bench_answers(2000, 20'000, 200) : bench_answers(100'000, 1'000'000, 500);
  if (wanted("ingest")) bench_ingest(20, quick ? 100 : 2000);
  return 0;
}

}  // namespace beatbook::bench

int main(int argc, char** argv) {
  bool quick = false;
  int rounds = 3;
  std::string only;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--quick")) quick = true;
    if (!std::strcmp(argv[i], "--rounds") && i + 1 < argc) rounds = std::max(1, std::atoi(argv[++i]));
    if (!std::strcmp(argv[i], "--only") && i + 1 < argc) only = argv[++i];
  }
  return beatbook::bench::run(quick, rounds, only);
}
