// How much of the log one page holds.
#include "beatbook/v1/records/vehicle.pb.h"
#include "kernel/frame.h"
#include "rules/access.h"
#include "schema/catalogue.h"
#include "schema/partials.h"
#include "sync-server/reader.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

struct Page {
  size_t entries, plain, framed;
};

// All pages of the log, as a colleague of its author reads them.
std::vector<Page> pages_for(TestServer& server, TestTablet& colleague) {
  StoreReader reader(server.open(Database::Mode::read_only));
  const std::vector<std::string> roles{"OFC"}, operations{"lantern"};
  const Reader who{colleague.log().branch(), rules::streams_for(roles, operations)};
  std::vector<Page> out;
  FrameCodec codec;
  for (uint64_t gsn = 0;;) {
    v1::ServerFrame frame;
    *frame.mutable_page() = must(reader.page(who, gsn, UINT64_MAX));
    gsn = frame.page().to_gsn();
    out.push_back(
        {static_cast<size_t>(frame.page().entries_size()), frame.page().ByteSizeLong(), must(codec.encode(frame)).size()});
    if (frame.page().caught_up()) return out;
  }
}

// A field of a newer app, so that it may hold anything.
std::vector<Change> unknown_field(Bytes value) {
  Bytes partial("\x82\xfa\x01", 3);  // tag 4000, length-delimited
  for (size_t rest = value.size();; rest >>= 7) {
    partial += static_cast<char>((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) break;
  }
  const auto* type = schema::find_type(v1::Vehicle::descriptor());
  return {{new_record_id(), type->number, v1::Change::CREATE, type->face, partial + value, {}, {}}};
}

}  // namespace

TEST_CASE("a page holds up to 128 KiB of what packs well and never more than a frame of what does not") {
  constexpr size_t entries = 400;
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PC 2", {"OFC"});
  TestTablet wren(server, "PC 1"), robin(server, "PC 2");
  const bool packs = GENERATE(true, false);
  for (size_t i = 0; i < entries; ++i) wren.save(unknown_field(packs ? Bytes(800, 'a') : random_bytes(800)));
  REQUIRE_FALSE(wren.sync());

  const auto pages = pages_for(server, robin);
  size_t seen = 0;
  for (const auto& page : pages) {
    seen += page.entries;
    CHECK(page.framed <= limits::frame);
  }
  CHECK(seen == entries);
  if (packs) CHECK(pages.front().plain > 2 * limits::batch);
  if (packs) CHECK(pages.front().plain < limits::page + limits::change_set);
  CHECK_FALSE(robin.sync());
  CHECK(robin.log().position().cursor == entries);
}
