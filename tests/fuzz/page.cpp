// A page of any content is taken in or refused whole; nothing of the tablet's own is lost by it.
#include "fuzz/fuzz.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// Wren after an exchange with a server that crane had written to; an own save waits.
struct Evening {
  Server server;
  Tablet wren{1}, crane{2};

  Evening() {
    const Streams team{{operation, v1::VC2_TEAM}};
    for (auto* tablet : {&wren, &crane}) server.streams[tablet->id] = team;
    crane.save({create(record_id(1), field(1, "avocet"))});
    fuzz::require(Line(crane, server).run(), "crane hands in");
    wren.save({create(record_id(2), field(1, "bittern"))});
    fuzz::require(Line(wren, server).run(), "wren reads");
    wren.save({create(record_id(3), field(1, "curlew"))});
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Evening evening;
  auto& log = evening.wren.log;
  v1::Page page;
  if (!page.ParseFromArray(data, static_cast<int>(size))) return 0;
  const auto before = log.position().cursor;
  page.set_from_gsn(before);
  const auto taken = log.take_page(page, 1'795'000'060'000);
  fuzz::require(taken || log.position().cursor == before, "a page that is refused moves nothing");
  fuzz::require(log.head_seq() >= 2, "own saves stay");
  fuzz::require(static_cast<bool>(log.record(record_id(3))), "what was not handed in stays");
  const auto verified = log.verify();
  fuzz::require(verified && *verified >= 2, "the own chain holds");
  evening.wren.reopen();
  fuzz::require(evening.wren.log.head_seq() >= 2, "and is read again");
  return 0;
}
