// PR-17: role x class on the bytes that leave, all cells. Each class holds a canary; what a role's tablet receives is searched
// for it.
#include "beatbook/v1/records/intelligence.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
#include "kernel/central_log.h"
#include "kernel/memory_store.h"
#include "kernel/server_conversation.h"
#include "rules/access.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

const std::map<v1::VisibilityClass, std::string> canaries = {{v1::VC0_PUBLIC, "canary-public"},
                                                             {v1::VC1_PARTNER, "canary-partner"},
                                                             {v1::VC2_TEAM, "canary-team"},
                                                             {v1::VC3_SAFEGUARDING, "canary-safeguarding"},
                                                             {v1::VC4_INTELLIGENCE, "canary-intelligence"}};

// Domain B.2, the table "who may see what", by role: the classes a tablet of that role receives.
const std::map<std::string, std::set<v1::VisibilityClass>> may_see = {
    {"OFC", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM}},
    {"SC", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM}},
    {"PCSO", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM}},
    {"CTL", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM}},
    {"SWL", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC3_SAFEGUARDING}},
    {"SUP", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC3_SAFEGUARDING}},
    {"INS", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC3_SAFEGUARDING, v1::VC4_INTELLIGENCE}},
    {"INT", {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC4_INTELLIGENCE}},
    {"ANA", {}},
    {"RMU", {}},
    {"PTN", {v1::VC0_PUBLIC}},
    {"ADM", {}},
    {"NOBODY", {}},
};

// One change-set that holds every class, as a save of several records does.
void fill(CentralLog& log, MemoryStore& store, const std::string& operation) {
  const Branch author{*EnrolmentId::from_bytes(server::random_bytes(16)), 0};
  std::vector<Change> changes;
  const RecordId one_record = new_record_id();
  for (const auto& [visibility, canary] : canaries) {
    v1::Person person;
    person.set_description(canary + " in " + operation);
    changes.push_back({one_record, 2, v1::Change::CREATE, visibility, person.SerializeAsString(), {}, {}});
    changes.push_back({new_record_id(), 2, v1::Change::CREATE, visibility, person.SerializeAsString(), {}, {}});
  }
  v1::Header header;
  header.set_operation(operation);
  header.set_hlc_ms(1);
  v1::Push push;
  push.set_from_seq(1);
  push.set_previous_hash(Bytes(view(chain_root(author.enrolment))));
  push.add_change_sets(must(encode_change_set(header, changes, server::random_bytes(16), author)));
  store.begin();
  must(log.take_push(must(prepare_push(push, author, {})), 1000, nullptr));
  store.commit();
}

// All a tablet receives in an exchange from the start: compressed frames as they leave, unpacked again.
Bytes received_by(MemoryStore& store, const Streams& streams, bool rebuild) {
  CentralLog log(store);
  FrameCodec out, in;
  ServerConversation conversation;
  v1::TabletFrame hello;
  hello.mutable_hello()->set_protocol(limits::protocol);
  hello.mutable_hello()->set_rebuild(rebuild);
  std::deque<server::Action> todo;
  const auto add = [&](server::Actions actions) { todo.insert(todo.end(), actions.begin(), actions.end()); };
  add(conversation.on_frame(hello));
  while (!todo.empty()) {
    const auto action = todo.front();
    todo.pop_front();
    if (const auto* send = std::get_if<server::Send>(&action)) {
      in.feed(must(out.encode(send->frame)));
    } else if (std::holds_alternative<server::LoadSession>(action)) {
      SessionFacts facts;
      facts.branch = log.branch({*EnrolmentId::from_bytes(Bytes(16, 'r')), 0});
      facts.streams = streams;
      facts.head_gsn = log.head();
      facts.store_incarnation = Bytes(16, 's');
      facts.unlocked = true;
      add(conversation.loaded(facts));
    } else if (const auto* read = std::get_if<server::ReadPage>(&action)) {
      add(conversation.page_read(log.read_page(read->reader, read->from_gsn, limits::batch)));
    }
  }
  Bytes all;
  while (auto frame = must(in.next())) all += *frame;
  return all;
}

}  // namespace

TEST_CASE("each role receives the bytes of its classes and of no other, in every cell") {
  MemoryStore store;
  CentralLog log(store);
  fill(log, store, "lantern");
  fill(log, store, "other-operation");
  for (const auto& [role, classes] : may_see) {
    for (const bool rebuild : {false, true}) {
      const std::vector<std::string> roles{role}, operations{"lantern"};
      const Bytes bytes = received_by(store, rules::streams_for(roles, operations), rebuild);
      for (const auto& [visibility, canary] : canaries) {
        INFO(role << " and " << canary);
        const bool arrived = bytes.find(canary + " in lantern") != Bytes::npos;
        CHECK(arrived == classes.contains(visibility));
      }
      CHECK(bytes.find("in other-operation") == Bytes::npos);
    }
  }
}

TEST_CASE("over the wire too: an officer's tablet receives no safeguarding or intelligence bytes of a colleague") {
  TestServer server;
  server.add_officer("PC 1", {"OFC", "SWL", "INT"});
  server.add_officer("PC 2", {"OFC"});
  server.add_officer("PC 3", {"SWL"});
  TestTablet author(server, "PC 1"), officer(server, "PC 2"), liaison(server, "PC 3");
  v1::Person person;
  person.set_description("canary-team");
  person.mutable_address()->add_lines("canary-safeguarding");
  v1::WelfareContact welfare;
  welfare.set_immediate_action("canary-welfare");
  v1::Intelligence intelligence;
  intelligence.set_description("canary-intelligence");
  intelligence.set_sanitised_text("canary-sanitised");
  author.save(creation(new_record_id(), person));
  author.save(creation(new_record_id(), welfare));
  author.save(creation(new_record_id(), intelligence));
  REQUIRE_FALSE(author.sync());
  REQUIRE_FALSE(officer.sync());
  REQUIRE_FALSE(liaison.sync());
  const auto has = [](const TestTablet& tablet, const std::string& canary) {
    return tablet.seen().find(canary) != Bytes::npos;
  };
  CHECK(has(officer, "canary-team"));
  CHECK(has(officer, "canary-sanitised"));
  CHECK_FALSE(has(officer, "canary-safeguarding"));
  CHECK_FALSE(has(officer, "canary-welfare"));
  CHECK_FALSE(has(officer, "canary-intelligence"));
  CHECK(has(liaison, "canary-safeguarding"));
  CHECK(has(liaison, "canary-welfare"));
  CHECK_FALSE(has(liaison, "canary-intelligence"));
}

TEST_CASE("the reason a save gives in words reaches only readers who see every change of it") {
  TestServer server;
  server.add_officer("PC 1", {"OFC", "SWL"});
  server.add_officer("PC 2", {"OFC"});
  server.add_officer("PC 3", {"SWL"});
  TestTablet author(server, "PC 1"), officer(server, "PC 2"), liaison(server, "PC 3");
  v1::Person face;
  face.set_description("canary-face");
  v1::Person whole = face;
  whole.mutable_address()->add_lines("canary-address");
  author.save(creation(new_record_id(), face), "lantern", "canary-reason-for-all");
  author.save(creation(new_record_id(), whole), "lantern", "canary-reason-for-some");
  REQUIRE_FALSE(author.sync());
  REQUIRE_FALSE(officer.sync());
  REQUIRE_FALSE(liaison.sync());
  const auto has = [](const TestTablet& tablet, const std::string& canary) {
    return tablet.seen().find(canary) != Bytes::npos;
  };
  CHECK(has(officer, "canary-face"));
  CHECK(has(officer, "canary-reason-for-all"));
  CHECK_FALSE(has(officer, "canary-reason-for-some"));
  CHECK(has(liaison, "canary-reason-for-all"));
  CHECK(has(liaison, "canary-reason-for-some"));
  CHECK(officer.log().streams().size() < liaison.log().streams().size());
}

TEST_CASE("grants taken away are noticed at the next exchange") {
  TestServer server;
  server.add_officer("PC 1", {"SWL"});
  server.add_officer("PC 2", {"SWL"});
  TestTablet author(server, "PC 1"), reader(server, "PC 2");
  REQUIRE_FALSE(reader.sync());
  server.change([](SqliteStore& store) {
    return server::Accounts(store.database()).set_officer({"PC 2", {"OFC"}, {"lantern"}, false}, server::wall_ms());
  });
  v1::WelfareContact welfare;
  welfare.set_immediate_action("canary-welfare");
  author.save(creation(new_record_id(), welfare));
  REQUIRE_FALSE(author.sync());
  REQUIRE_FALSE(reader.sync());
  CHECK(reader.seen().find("canary-welfare") == Bytes::npos);
  CHECK(reader.log().facts().roles(0) == "OFC");
}
