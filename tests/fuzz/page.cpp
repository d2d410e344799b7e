// A page of any content is taken in or refused whole; nothing of the tablet's own is lost by it.
#include "fuzz/fuzz.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// Wren's store after an exchange with a server that crane had written to; an own save waits.
MemoryStore evening() {
  Server server;
  Tablet wren{1}, crane{2};
  const Streams team{{operation, v1::VC2_TEAM}};
  for (auto* tablet : {&wren, &crane}) server.streams[tablet->id] = team;
  crane.save({create(record_id(1), field(1, "avocet"))});
  fuzz::require(Line(crane, server).run(), "crane hands in");
  wren.save({create(record_id(2), field(1, "bittern"))});
  fuzz::require(Line(wren, server).run(), "wren reads");
  wren.save({create(record_id(3), field(1, "curlew"))});
  return wren.store;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  v1::Page page;
  if (!page.ParseFromArray(data, static_cast<int>(size))) return 0;
  static const MemoryStore before_it = evening();
  MemoryStore store = before_it;
  auto log = *TabletLog::open(store);
  const auto before = log.position().cursor;
  page.set_from_gsn(before);
  const auto taken = log.take_page(page, 1'795'000'060'000);
  fuzz::require(taken || log.position().cursor == before, "a page that is refused moves nothing");
  fuzz::require(log.head_seq() >= 2, "own saves stay");
  fuzz::require(log.record(record_id(3)) || log.erased(record_id(3)), "what was not handed in stays, unless it is purged");
  const auto verified = log.verify();
  fuzz::require(verified && *verified >= 2, "the own chain holds");
  const auto again = TabletLog::open(store);
  fuzz::require(again && again->head_seq() >= 2, "and is read again");
  return 0;
}
