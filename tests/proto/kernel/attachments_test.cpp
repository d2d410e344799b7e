// Pictures of places: they travel after the entries, in parts, by hash; edge case 40.
#include <catch2/catch.hpp>

#include "kernel/erasure.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

Bytes picture_of(size_t size, unsigned seed = 1) {
  Bytes out;
  while (out.size() < size) out += view(sha256(std::to_string(++seed) + " lapwing"));
  return out.substr(0, size);
}

struct Pair {
  Pair() { server.streams[wren.id] = server.streams[crane.id] = team; }
  bool sync(Tablet& tablet, size_t cut = SIZE_MAX) { return Line(tablet, server, cut).run(); }
  std::optional<Bytes> at_server(const AttachmentName& name) {
    const auto row = server.store.attachment(name);
    return row && row->whole() ? attachment_bytes(server.store, *row) : std::nullopt;
  }
  Server server;
  Tablet wren{1}, crane{2};
};

v1::Attach part_of(const AttachmentName& name, const Bytes& content, size_t offset, size_t size) {
  v1::Attach out;
  write_name(name, *out.mutable_name());
  out.set_size(static_cast<uint32_t>(content.size()));
  out.set_offset(static_cast<uint32_t>(offset));
  out.set_content(content.substr(offset, size));
  return out;
}

v1::Fetch fetch_of(const AttachmentName& name, uint32_t offset = 0) {
  v1::Fetch out;
  write_name(name, *out.mutable_name());
  out.set_offset(offset);
  return out;
}

const RecordId place = record_id(1);

}  // namespace

TEST_CASE("edge case 40: a picture handed over a line that is cut after any number of bytes arrives whole, after its entry") {
  const Bytes content = picture_of(4500);
  const auto play = [&](size_t cut) {
    Pair world;
    const auto name = world.wren.save_picture(place, content);
    Line first(world.wren, world.server, cut);
    const bool whole = first.run();
    // The entry never waits for the picture, and the picture never comes before it.
    if (world.server.store.attachment(name)) REQUIRE(world.server.store.record(place));
    REQUIRE((world.wren.log.attachments().unreceived() == 0) <= (world.at_server(name) == content));
    world.wren.reopen();
    if (!whole) REQUIRE(world.sync(world.wren));
    CHECK(world.at_server(name) == content);
    CHECK(world.wren.log.attachments().unreceived() == 0);
    return whole ? first.bytes : SIZE_MAX;
  };
  const size_t length = play(SIZE_MAX - 1);
  REQUIRE(length < 10'000);
  for (size_t cut = 1; cut < length; cut += 7) {
    INFO("cut after " << cut << " bytes");
    play(cut);
  }
}

TEST_CASE("edge case 40: a picture fetched over a line that is cut after any number of bytes is shown whole or not at all") {
  const Bytes content = picture_of(3300);
  Pair origin;
  const auto name = origin.wren.save_picture(place, content);
  REQUIRE(origin.sync(origin.wren));
  REQUIRE(origin.sync(origin.crane));
  CHECK(origin.crane.log.attachments().read(name).error().code == Fault::not_found);
  REQUIRE(origin.crane.log.attachments().want(name));
  const auto play = [&](size_t cut) {
    Tablet crane(2);
    crane.become_copy_of(origin.crane);
    Line first(crane, origin.server, cut);
    const bool whole = first.run();
    crane.reopen();
    if (const auto read = crane.log.attachments().read(name)) REQUIRE(*read == content);
    if (!whole) REQUIRE(Line(crane, origin.server).run());
    REQUIRE(crane.log.attachments().read(name));
    CHECK(*crane.log.attachments().read(name) == content);
    return whole ? first.bytes : SIZE_MAX;
  };
  const size_t length = play(SIZE_MAX - 1);
  REQUIRE(length < 10'000);
  for (size_t cut = 1; cut < length; cut += 7) {
    INFO("cut after " << cut << " bytes");
    play(cut);
  }
}

TEST_CASE("A cut upload goes on where it stopped, and what the server has costs one small frame") {
  const Bytes content = picture_of(40'000);
  Pair world;
  const auto name = world.wren.save_picture(place, content);
  Tablet copy(1);
  copy.become_copy_of(world.wren);
  REQUIRE_FALSE(world.sync(world.wren, 30'000));
  const uint64_t held = world.server.store.attachment(name)->through;
  REQUIRE(held > 20'000);
  Line second(world.wren, world.server);
  REQUIRE(second.run());
  CHECK(second.bytes < content.size() - held + 4000);
  CHECK(second.conversation().attachments_sent() == 1);

  Line again(copy, world.server);
  REQUIRE(again.run());
  CHECK(again.bytes < 1000);
  CHECK(copy.log.attachments().unreceived() == 0);
  CHECK(world.server.store.attachments_after(0, 10).size() == 1);
}

TEST_CASE("A picture that arrives as another is told so, and is sent anew from its beginning") {
  const Bytes content = picture_of(2000), other = picture_of(2000, 7);
  Pair world;
  const auto name = world.wren.save_picture(place, content);
  CentralAttachments central(world.server.store);
  CHECK(central.take(part_of(name, other, 0, 1200)).through() == 1200);
  CHECK(central.take(part_of(name, other, 500, 1500)).through() == 1200);
  const auto said = central.take(part_of(name, other, 1200, 800));
  CHECK(said.outcome() == v1::Attached::WRONG_HASH);
  CHECK(said.through() == 0);
  CHECK_FALSE(world.at_server(name));
  CHECK(central.take(part_of(name, other, 0, 700)).through() == 700);
  // The tablet's own first byte is another than what lies there: the whole is found wrong, and the second time it is right.
  REQUIRE(world.sync(world.wren));
  CHECK(world.at_server(name) == content);
  CHECK(*central.verify() == 1);
}

TEST_CASE("A picture that arrives as another at a colleague is fetched again") {
  const Bytes content = picture_of(900);
  Pair world;
  const auto name = world.wren.save_picture(place, content);
  REQUIRE(world.sync(world.wren));
  REQUIRE(world.crane.log.attachments().want(name));
  auto attachments = world.crane.log.attachments();
  v1::AttachmentPart part;
  part.set_size(900);
  part.set_content(picture_of(900, 7));
  CHECK(attachments.take(name, part) == uint64_t{0});
  CHECK(attachments.read(name).error().code == Fault::not_found);
  REQUIRE(world.sync(world.crane));
  CHECK(*attachments.read(name) == content);
}

TEST_CASE("What one store of the server received, another does not have: it is offered anew") {
  const Bytes content = picture_of(2500);
  Pair world;
  const MemoryStore backup = world.server.store;
  const auto name = world.wren.save_picture(place, content);
  REQUIRE(world.sync(world.wren));
  CHECK(world.wren.log.attachments().unreceived() == 0);
  world.server.put_back(backup);
  // Cut where the tablet has only learned whose store it is.
  for (size_t cut = 200; world.wren.log.facts().store_incarnation() != world.server.incarnation; cut += 20)
    (void)world.sync(world.wren, cut);
  CHECK(world.wren.log.attachments().unreceived() == 1);
  REQUIRE(world.sync(world.wren));
  CHECK(world.at_server(name) == content);
  CHECK(world.wren.log.attachments().unreceived() == 0);
}

TEST_CASE("A picture is backed up when an archive or a backup has it") {
  Pair world;
  world.wren.save_picture(place, picture_of(800));
  CHECK_FALSE(world.wren.log.attachments().all_backed_up());
  REQUIRE(world.sync(world.wren));
  CHECK_FALSE(world.wren.log.attachments().all_backed_up());
  v1::Welcome welcome;
  welcome.set_protocol(limits::protocol);
  welcome.set_store_incarnation(world.server.incarnation);
  welcome.set_have_seq(1);
  welcome.set_view(v1::Welcome::HANDS_IN);
  welcome.set_backup_attachment(1);
  REQUIRE(world.wren.log.take_welcome(welcome, 1));
  CHECK(world.wren.log.attachments().all_backed_up());
  welcome.set_backup_attachment(0);
  welcome.set_archived(true);
  REQUIRE(world.wren.log.take_welcome(welcome, 1));
  CHECK(world.wren.log.attachments().all_backed_up());
}

TEST_CASE("A purge takes the pictures of the record from every store, and none comes back") {
  const Bytes content = picture_of(2500);
  Pair world;
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
  Pair world;
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
  Pair world;
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
  Pair world;
  world.server.judge = [&](const Branch& author, const ChangeSet&, RecordBatch&) -> std::optional<std::string> {
    return world.server.revoked.contains(author.enrolment) ? std::optional<std::string>("revoked") : std::nullopt;
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
  Pair world;
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
  Pair world;
  const auto name = world.wren.save_picture(place, picture_of(300));
  REQUIRE(Line(world.wren, world.server, SIZE_MAX, true).run());
  CHECK(world.wren.log.pending() == 0);
  CHECK(world.wren.log.attachments().unreceived() == 1);
  CHECK_FALSE(world.server.store.attachment(name));
}

namespace {

// A tablet whose entry is handed in and whose picture is not, greeted by a server of this protocol; what it does next.
tablet::Actions greeted(Pair& world, TabletConversation& conversation, uint32_t protocol) {
  world.wren.save_picture(place, picture_of(4 * limits::attachment_part));
  REQUIRE(Line(world.wren, world.server, SIZE_MAX, true).run());
  (void)conversation.start(world.wren.log.position(), 1);
  v1::ServerFrame welcome;
  welcome.mutable_welcome()->set_protocol(protocol);
  welcome.mutable_welcome()->set_store_incarnation(world.server.incarnation);
  welcome.mutable_welcome()->set_have_seq(1);
  welcome.mutable_welcome()->set_view(v1::Welcome::CONTINUES);
  (void)conversation.on_frame(welcome);
  return conversation.kept(world.wren.log.position());
}

}  // namespace

TEST_CASE("A server of before is sent no picture, and a tablet of before is served as ever") {
  Pair older, newer;
  TabletConversation with_older({"test"}), with_newer({"test"});
  CHECK(std::get_if<tablet::Finish>(&greeted(older, with_older, 2).back()));
  CHECK(std::get_if<tablet::FindAttachment>(&greeted(newer, with_newer, 3).back()));

  ServerConversation server;
  v1::TabletFrame hello;
  hello.mutable_hello()->set_protocol(2);
  CHECK(std::get_if<server::LoadSession>(&server.on_frame(hello).front()));
}

TEST_CASE("A save made in a session that stays goes before the next part") {
  Pair world;
  TabletConversation conversation({"test", false, {}, true});
  auto actions = greeted(world, conversation, limits::protocol);
  REQUIRE(std::get_if<tablet::FindAttachment>(&actions.back()));
  actions = conversation.attachment_found(world.wren.log.attachments().next(0));
  REQUIRE(std::get<tablet::Send>(actions.back()).frame.attach().content().empty());
  v1::ServerFrame answer;
  answer.mutable_attached();
  actions = conversation.on_frame(answer);
  REQUIRE(std::get_if<tablet::LoadPart>(&actions.back()));

  world.wren.save({create(record_id(2), field(1, "avocet"))});
  actions = conversation.saved(world.wren.log.position());
  REQUIRE(std::get_if<tablet::LoadOwn>(&actions.back()));
  // The part that was being loaded waits.
  CHECK(conversation.part_loaded(picture_of(limits::attachment_part)).empty());
  v1::Push push;
  push.set_from_seq(2);
  actions = conversation.own_loaded(push, 1);
  REQUIRE(std::get<tablet::Send>(actions.back()).frame.has_push());
  answer.mutable_ack()->set_to_seq(2);
  actions = conversation.on_frame(answer);
  REQUIRE(std::get_if<tablet::KeepAck>(&actions.back()));
  REQUIRE(world.wren.log.take_ack(answer.ack()));
  actions = conversation.kept(world.wren.log.position());
  REQUIRE(std::get_if<tablet::LoadPart>(&actions.back()));
  CHECK(std::get<tablet::LoadPart>(actions.back()).offset == 0);
}
