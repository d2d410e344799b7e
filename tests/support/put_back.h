#pragma once
// A server put back to a backup, which has lost entries that colleagues have read.
#include <catch2/catch.hpp>

#include "support/world.h"

namespace beatbook::test {

inline const Streams safeguarding{{operation, v1::VC1_PARTNER}, {operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}};

// Wren's entry 1 is in the backup; its later ones, which crane has read, are not.
struct PutBack {
  PutBack() {
    for (auto* tablet : {&wren, &crane, &finch}) give(server, *tablet, safeguarding);
    server.judge = [this](const Dot& dot, const ChangeSet& set, RecordBatch&) -> std::optional<std::string> {
      if (const auto fit = server.log.fits_its_name(dot, set); !fit) return fit.error().message;
      return set.header.copy_of ? std::optional<std::string>("a copy") : std::nullopt;
    };
    wren.save({create(record_id(1), field(1, "in the backup"))});
    sync({&wren, &crane, &finch});
    backup = server.store;
  }
  void sync(std::initializer_list<Tablet*> tablets) {
    for (auto* tablet : tablets) {
      Line line(*tablet, server);
      const bool ended = line.run();
      INFO((line.failed ? line.failed->message : ""));
      REQUIRE(ended);
    }
  }
  void lose() { server.put_back(backup); }
  // Wren's, which these have read.
  void lose_a_concern(std::initializer_list<Tablet*> readers) {
    wren.save({create(record_id(2), field(1, "a concern"))});
    sync({&wren});
    sync(readers);
    lose();
    sync(readers);
  }
  Saved hand_in(Tablet& tablet, const Dot& dot) {
    auto copy = tablet.log.copy_of(dot);
    REQUIRE(copy);
    return *tablet.log.save(copy->header, copy->changes, 1'795'000'200'000, Bytes(16, 'h'));
  }
  // A copy of it that says something else.
  void forge(Tablet& tablet) {
    auto forged = *tablet.log.copy_of(second());
    forged.changes[0].partial = field(1, "forged");
    REQUIRE(tablet.log.save(forged.header, forged.changes, 1'795'000'200'000, Bytes(16, 'f')));
  }
  uint64_t held() {
    for (const auto& row : server.store.entries_after(0, 1000)) {
      if (row.quarantined && server.log.released_by(row.gsn) == 0) return row.gsn;
    }
    return 0;
  }
  Dot second() const { return {{wren.id, 0}, 2}; }

  Server server;
  Tablet wren{1}, crane{2}, finch{3};
  MemoryStore backup;
};

// What is kept says so.
inline bool mentions(MemoryStore& store, std::string_view text) {
  auto kept = KeptEntries(store);
  for (const auto& one : kept.list()) {
    if (kept.find(one.dot)->change_set.find(text) != Bytes::npos) return true;
  }
  return false;
}

}  // namespace beatbook::test
