// Who may hand pictures in and who may see them: grants, releases, purges, locked tablets, limits.
#include <catch2/catch.hpp>

#include "kernel/erasure.h"
#include "support/pictures.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("A purge takes the pictures of the record from every store, and none comes back") {
  const Bytes content = picture_of(2500);
  PicturePair world;
  const auto name = world.wren.save_picture(place, content);
  Tablet copy(1);
  copy.become_copy_of(world.wren);
  REQUIRE(world.sync(world.wren));
  REQUIRE(world.crane.log.attachments().want(name));
  REQUIRE(world.sync(world.crane));
  REQUIRE(world.crane.log.attachments().read(name));
  REQUIRE(world.server.purge(place));
  CHECK(world.server.store.attachments_of(place).empty());
  // One that is on its way, as of a tablet that does not know yet.
  const auto said = CentralAttachments(world.server.store).take(part_of(name, content, 0, 1000));
  CHECK(said.outcome() == v1::Attached::ERASED);
  CHECK(said.through() == content.size());
  for (auto* tablet : {&world.wren, &world.crane, &copy}) {
    REQUIRE(world.sync(*tablet));
    CHECK(tablet->store.attachments_of(place).empty());
    CHECK(tablet->log.attachments().unreceived() == 0);
    CHECK(tablet->log.attachments().want(name).error().code == Fault::not_found);
  }
  CHECK(world.server.store.attachments_of(place).empty());
}

TEST_CASE("A tablet drops the picture of a record that the server says is purged") {
  PicturePair world;
  const auto name = world.wren.save_picture(place, picture_of(600));
  v1::Attached said;
  said.set_outcome(v1::Attached::ERASED);
  said.set_through(600);
  world.wren.log.attachments().take(name, said);
  CHECK(world.wren.store.attachments_of(place).empty());
  CHECK(world.wren.store.part(1, 0).empty());
}

TEST_CASE("Who may not read the stream gets no picture of it, and no answer that tells whether there is one") {
  const Bytes content = picture_of(700);
  PicturePair world;
  world.server.streams[world.wren.id].insert({operation, v1::VC3_SAFEGUARDING});
  const auto name = world.wren.save_picture(place, content, v1::VC3_SAFEGUARDING);
  REQUIRE(world.sync(world.wren));
  CentralAttachments central(world.server.store);
  const auto refused = central.read(fetch_of(name), team);
  auto missing = name;
  missing.sha256[0] ^= 1;
  auto absent = central.read(fetch_of(missing), team);
  absent.set_sha256(refused.sha256());
  CHECK(refused.size() == 0);
  CHECK(refused.SerializeAsString() == absent.SerializeAsString());
  // Naming it in a stream of one's own gains nothing: that is another attachment.
  auto lower = name;
  lower.stream.visibility = v1::VC2_TEAM;
  CHECK(central.read(fetch_of(lower), team).size() == 0);
  CHECK(central.take(part_of(lower, content, 0, 0)).through() == 0);
  CHECK(central.read(fetch_of(name), world.server.streams[world.wren.id]).content() == content);
}

TEST_CASE("What a revoked enrolment attaches is durable, and nobody reads it before its entry is released") {
  const Bytes content = picture_of(1500);
  PicturePair world;
  world.server.judge = [&](const Dot& dot, const ChangeSet&, RecordBatch&) -> std::optional<std::string> {
    return world.server.revoked.contains(dot.branch.enrolment) ? std::optional<std::string>("revoked") : std::nullopt;
  };
  const auto name = world.wren.save_picture(place, content);
  world.server.revoked.insert(world.wren.id);
  world.server.streams[world.wren.id] = {};
  REQUIRE(world.sync(world.wren));
  CHECK(world.at_server(name) == content);
  CHECK(world.wren.log.attachments().unreceived() == 0);
  REQUIRE(world.crane.log.attachments().want(name));
  REQUIRE(world.sync(world.crane));
  CHECK_FALSE(world.crane.log.attachments().read(name));
  REQUIRE(world.server.release(1));
  REQUIRE(world.sync(world.crane));
  CHECK(*world.crane.log.attachments().read(name) == content);
  CHECK(CentralAttachments(world.server.store).read(fetch_of(name), {}).size() == 0);
}

TEST_CASE("A stream that is lost takes the pictures with it that were fetched, and leaves one's own") {
  PicturePair world;
  const Streams all{{operation, v1::VC1_PARTNER}, {operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}};
  world.server.streams[world.wren.id] = world.server.streams[world.crane.id] = all;
  const auto name = world.wren.save_picture(place, picture_of(500), v1::VC3_SAFEGUARDING);
  REQUIRE(world.sync(world.wren));
  REQUIRE(world.crane.log.attachments().want(name));
  REQUIRE(world.sync(world.crane));
  REQUIRE(world.crane.log.attachments().read(name));
  world.server.streams[world.wren.id] = world.server.streams[world.crane.id] = team;
  REQUIRE(world.sync(world.wren));
  REQUIRE(world.sync(world.crane));
  CHECK(world.crane.log.attachments().read(name).error().code == Fault::not_found);
  CHECK(world.wren.log.attachments().read(name));
}

TEST_CASE("A part over a limit is refused, and the session goes on for entries") {
  const Bytes content = picture_of(limits::attachment_part + 1);
  const AttachmentName name{place, sha256(content), {operation, v1::VC2_TEAM}};
  MemoryStore store;
  CentralAttachments central(store);
  CHECK(central.take(part_of(name, content, 0, content.size())).outcome() == v1::Attached::REFUSED);
  auto large = part_of(name, content, 0, 10);
  large.set_size(limits::attachment + 1);
  CHECK(central.take(large).outcome() == v1::Attached::REFUSED);
  auto beyond = part_of(name, content, 30'000, 2000);
  beyond.set_size(30'100);
  CHECK(central.take(beyond).outcome() == v1::Attached::REFUSED);
  auto unnamed = part_of(name, content, 0, 10);
  unnamed.mutable_name()->set_sha256("short");
  CHECK(central.take(unnamed).outcome() == v1::Attached::REFUSED);
  CHECK(store.attachments_after(0, 10).empty());
  CHECK(TabletAttachments::fits(Bytes(limits::attachment + 1, 'x')).error().code == Fault::too_large);
  CHECK(TabletAttachments::fits(content));
}

namespace {

// The server's half alone, with a Hello answered.
struct Session {
  explicit Session(bool unlocked = true) {
    v1::TabletFrame frame;
    frame.mutable_hello()->set_protocol(limits::protocol);
    (void)conversation.on_frame(frame);
    SessionFacts facts;
    facts.streams = team;
    facts.unlocked = unlocked;
    (void)conversation.loaded(facts);
  }
  v1::Attached say(const v1::Attach& attach) {
    v1::TabletFrame frame;
    *frame.mutable_attach() = attach;
    const auto asked = conversation.on_frame(frame);
    REQUIRE(asked.size() == 1);
    const auto answer = obey_lane(asked.front(), store, team, conversation);
    REQUIRE(answer->size() == 1);
    return std::get<server::Send>(answer->front()).frame.attached();
  }
  MemoryStore store;
  ServerConversation conversation;
};

}  // namespace

TEST_CASE("A session brings so many bytes of pictures and no more; what is over is told to come later") {
  Session session;
  const Bytes content = picture_of(limits::attachment);
  for (size_t brought = 0; brought < limits::attachments_session; brought += limits::attachment_part) {
    const size_t offset = brought % limits::attachment;
    const AttachmentName name{
        record_id(static_cast<unsigned>(brought / limits::attachment)), sha256(content), {operation, v1::VC2_TEAM}};
    REQUIRE(session.say(part_of(name, content, offset, limits::attachment_part)).through() == offset + limits::attachment_part);
  }
  const AttachmentName name{record_id(99), sha256(content), {operation, v1::VC2_TEAM}};
  CHECK(session.say(part_of(name, content, 0, 100)).outcome() == v1::Attached::LATER);
  CHECK_FALSE(session.store.attachment(name));
}

TEST_CASE("Who did not prove to be unlocked hands in no picture and is read none") {
  Session session(false);
  const Bytes content = picture_of(100);
  const AttachmentName name{place, sha256(content), {operation, v1::VC2_TEAM}};
  CHECK(session.say(part_of(name, content, 0, 100)).outcome() == v1::Attached::REFUSED);
  CHECK(session.store.attachments_after(0, 1).empty());
  v1::TabletFrame frame;
  *frame.mutable_fetch() = fetch_of(name);
  const auto answer = session.conversation.on_frame(frame);
  REQUIRE(answer.size() == 1);
  CHECK(std::get<server::Send>(answer.front()).frame.part().size() == 0);
}

TEST_CASE("A locked tablet hands its entries in and keeps the pictures") {
  PicturePair world;
  const auto name = world.wren.save_picture(place, picture_of(300));
  REQUIRE(Line(world.wren, world.server, SIZE_MAX, true).run());
  CHECK(world.wren.log.pending() == 0);
  CHECK(world.wren.log.attachments().unreceived() == 1);
  CHECK_FALSE(world.server.store.attachment(name));
}
