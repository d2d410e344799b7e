#pragma once
// A server process and tablets that are only a log, for benches that move entries about.
#include <memory>
#include <string>
#include <vector>

#include "app/tablet/tablet.h"
#include "bench/workload.h"
#include "support/fleet.h"

namespace beatbook::bench {

// A tablet as far as the exchange needs it: its log, without list and search, which have lines of their own.
struct Node {
  explicit Node(const std::filesystem::path& directory);

  app::Enrolment enrolment;
  Key key;
  SqliteStore store;
  TabletLog log;
};

inline constexpr const char* secret = "three quiet herons";

// All of these throw std::runtime_error with the words of what failed.
struct Station {
  Station() { fleet.serve(); }
  std::unique_ptr<Node> tablet(const std::string& name, const std::string& collar);
  test::Fleet fleet;
};

// Durable, as one change-set.
void save(Node& tablet, const Entry& entry);
// Many entries a change-set would hide the cost of one: each is a save, but here not each is made durable alone.
void fill(Node& tablet, const std::vector<Entry>& all);
app::ExchangeReport sync(Node& tablet, bool push_only = false);
// Brings list and search of this tablet up to its log.
void index(Node& tablet);

}  // namespace beatbook::bench
