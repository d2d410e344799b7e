// Pictures of places: they travel after the entries, in parts, by hash; edge case 40.
#include <catch2/catch.hpp>

#include "kernel/erasure.h"
#include "support/pictures.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("edge case 40: a picture handed over a line that is cut after any number of bytes arrives whole, after its entry") {
  const Bytes content = picture_of(4500);
  const auto play = [&](size_t cut) {
    CAPTURE(cut);
    PicturePair world;
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
  with_a_cut_anywhere(play);
}

TEST_CASE("edge case 40: a picture fetched over a line that is cut after any number of bytes is shown whole or not at all") {
  const Bytes content = picture_of(3300);
  PicturePair origin;
  const auto name = origin.wren.save_picture(place, content);
  REQUIRE(origin.sync(origin.wren));
  REQUIRE(origin.sync(origin.crane));
  CHECK(origin.crane.log.attachments().read(name).error().code == Fault::not_found);
  REQUIRE(origin.crane.log.attachments().want(name));
  const auto play = [&](size_t cut) {
    CAPTURE(cut);
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
  with_a_cut_anywhere(play);
}

TEST_CASE("A cut upload goes on where it stopped, and what the server has costs one small frame") {
  const Bytes content = picture_of(40'000);
  PicturePair world;
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
  PicturePair world;
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
  PicturePair world;
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
  PicturePair world;
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
  PicturePair world;
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

namespace {

// A tablet whose entry is handed in and whose picture is not, greeted by a server of this protocol; what it does next.
tablet::Actions greeted(PicturePair& world, TabletConversation& conversation, uint32_t protocol) {
  world.wren.save_picture(place, picture_of(4 * limits::attachment_part));
  REQUIRE(Line(world.wren, world.server, SIZE_MAX, true).run());
  (void)conversation.start(world.wren.log.position(), 1);
  v1::ServerFrame welcome;
  welcome.mutable_welcome()->set_protocol(protocol);
  welcome.mutable_welcome()->set_store_incarnation(world.server.incarnation);
  welcome.mutable_welcome()->set_have_seq(1);
  welcome.mutable_welcome()->set_view(v1::Welcome::CONTINUES);
  welcome.mutable_welcome()->set_streams_digest(streams_digest(world.wren.log.position().streams));
  (void)conversation.on_frame(welcome);
  return conversation.kept(world.wren.log.position());
}

}  // namespace

TEST_CASE("A server of before is sent no picture, and a tablet of before is served as ever") {
  PicturePair older, newer;
  TabletConversation with_older({"test"}), with_newer({"test"});
  CHECK(std::get_if<tablet::Finish>(&greeted(older, with_older, 2).back()));
  CHECK(std::get_if<tablet::FindAttachment>(&greeted(newer, with_newer, 3).back()));

  ServerConversation server;
  v1::TabletFrame hello;
  hello.mutable_hello()->set_protocol(2);
  CHECK(std::get_if<server::LoadSession>(&server.on_frame(hello).front()));
}

TEST_CASE("A save made in a session that stays goes before the next part") {
  PicturePair world;
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
