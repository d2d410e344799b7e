// Pictures at a real server: on disk before the answer, in the archive and in backups, and gone with a purge.
#include <catch2/catch.hpp>
#include <thread>

#include "beatbook/v1/records/environmental_audit_item.pb.h"
#include "kernel/central_attachments.h"
#include "kernel/memory_store.h"
#include "sync-server/archive.h"
#include "sync-server/backup.h"
#include "sync-server/orders.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;
using namespace std::chrono_literals;

namespace {

AttachmentName save_picture(TestTablet& tablet, const Bytes& content) {
  v1::EnvironmentalAuditItem item;
  item.set_category("LIGHTING");
  item.set_picture_before(Bytes(view(sha256(content))));
  const auto id = new_record_id();
  const auto changes = creation(id, item);
  const AttachmentName name{id, sha256(content), {"lantern", changes.front().visibility}};
  v1::Header header;
  header.set_operation("lantern");
  must(tablet.log().save(header, changes, wall_ms(), random_bytes(16), [&] { tablet.log().attachments().add(name, content); }));
  return name;
}

void must_sync(TestTablet& tablet) {
  const auto failure = tablet.sync();
  INFO((failure ? failure->message : ""));
  REQUIRE_FALSE(failure);
}

std::optional<Bytes> held_by(SqliteStore& store, const AttachmentName& name) {
  const auto row = store.attachment(name);
  return row && row->whole() ? attachment_bytes(store, *row) : std::nullopt;
}

SqliteStore archive_of(TestServer& server, const TemporaryDirectory& elsewhere) {
  return must(SqliteStore::open(elsewhere / "archive/archive.db", server.directory().archive_key(), Database::Mode::existing));
}

template <class True>
bool soon(True is_true) {
  for (int i = 0; i < 100; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

// Not to be found in a file by chance, and packed to nothing smaller.
Bytes picture() { return random_bytes(200'000); }

}  // namespace

TEST_CASE("a picture goes over TLS to the server and on to a colleague, whole and right, and lies encrypted on the disk") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PC 2", {"OFC"});
  TestTablet wren(server, "PC 1"), crane(server, "PC 2");
  const Bytes content = picture();
  const auto name = save_picture(wren, content);
  must_sync(wren);
  CHECK(wren.log().attachments().unreceived() == 0);
  must_sync(crane);
  REQUIRE(crane.log().attachments().want(name));
  must_sync(crane);
  CHECK(must(crane.log().attachments().read(name)) == content);
  auto store = server.open(Database::Mode::read_only);
  CHECK(held_by(store, name) == content);
  CHECK(must(CentralAttachments(store).verify()) == 1);
  CHECK_FALSE(any_file_contains(server.folder().path(), content.substr(1000, 64)));
}

TEST_CASE("what a tablet is told was received of a picture stands in the archive, and backup and archive make it again") {
  TemporaryDirectory elsewhere;
  ServerOptions options;
  options.archive = elsewhere / "archive";
  TestServer server(options);
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  const Bytes first = picture(), second = picture();
  const auto in_backup = save_picture(wren, first);
  must_sync(wren);
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  const auto after_it = save_picture(wren, second);
  CHECK_FALSE(wren.log().attachments().all_backed_up());
  must_sync(wren);
  CHECK(wren.log().attachments().all_backed_up());
  {
    auto archive = archive_of(server, elsewhere);
    CHECK(held_by(archive, in_backup) == first);
    CHECK(held_by(archive, after_it) == second);
  }
  CHECK_FALSE(any_file_contains(elsewhere.path(), second.substr(1000, 64)));
  server.stop();
  REQUIRE(restore(server.directory(), file, elsewhere / "archive"));
  auto store = server.open();
  CHECK(held_by(store, in_backup) == first);
  CHECK(held_by(store, after_it) == second);
  CHECK(must(CentralAttachments(store).verify()) == 2);
}

TEST_CASE("of pictures only what a backup holds is backed up, and after a restore the others are handed in again") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_picture(wren, picture());
  must_sync(wren);
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  must_sync(wren);
  CHECK(wren.log().attachments().all_backed_up());
  const Bytes content = picture();
  const auto name = save_picture(wren, content);
  must_sync(wren);
  CHECK(wren.log().attachments().unreceived() == 0);
  CHECK_FALSE(wren.log().attachments().all_backed_up());
  server.stop();
  REQUIRE(restore(server.directory(), file, {}));
  {
    auto store = server.open();
    CHECK_FALSE(store.attachment(name));
  }
  server.serve();
  wren.reach(server.port());
  must_sync(wren);
  auto store = server.open(Database::Mode::read_only);
  CHECK(held_by(store, name) == content);
  CHECK(wren.log().attachments().unreceived() == 0);
}

TEST_CASE("a purge takes the picture from server, archive and tablets") {
  TemporaryDirectory elsewhere;
  ServerOptions options;
  options.archive = elsewhere / "archive";
  TestServer server(options);
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet wren(server, "PC 1"), crane(server, "PC 1");
  const Bytes content = picture();
  const auto name = save_picture(wren, content);
  must_sync(wren);
  must_sync(crane);
  REQUIRE(crane.log().attachments().want(name));
  must_sync(crane);
  REQUIRE(crane.log().attachments().read(name));
  server.change([&](SqliteStore& store) {
    return Orders(store, server.directory().path()).ask_purge(name.record, "PS 77", "PR-21", wall_ms());
  });
  must_sync(crane);
  must_sync(wren);
  for (auto* tablet : {&wren, &crane}) {
    CHECK_FALSE(tablet->log().attachments().read(name));
    CHECK(tablet->log().attachments().unreceived() == 0);
  }
  CHECK(soon([&] {
    auto store = server.open(Database::Mode::read_only);
    auto archive = archive_of(server, elsewhere);
    return store.attachments_of(name.record).empty() && archive.attachments_of(name.record).empty() &&
           store.part(1, 0).empty() && archive.part(1, 0).empty();
  }));
}

TEST_CASE("what a revoked enrolment attaches is kept, and read by nobody before its entry is released") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet wren(server, "PC 1"), crane(server, "PC 1");
  const Bytes content = picture();
  const auto name = save_picture(wren, content);
  server.change([&](SqliteStore& store) { return Enrolments(store.database()).revoke(wren.id(), wall_ms()); });
  (void)wren.sync();
  {
    auto store = server.open(Database::Mode::read_only);
    REQUIRE(held_by(store, name) == content);
  }
  REQUIRE(crane.log().attachments().want(name));
  must_sync(crane);
  CHECK_FALSE(crane.log().attachments().read(name));
  server.change([&](SqliteStore& store) {
    return Orders(store, server.directory().path()).ask_release(1, "PS 77", "Looked at.", wall_ms());
  });
  must_sync(crane);
  must_sync(crane);
  CHECK(must(crane.log().attachments().read(name)) == content);
}
