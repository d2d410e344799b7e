#include "sync-server/test_tablet.h"

#include <sodium.h>

#include <deque>

#include "beatbook/v1/records/vehicle.pb.h"
#include "kernel/seal.h"
#include "kernel/tablet_conversation.h"
#include "schema/catalogue.h"
#include "schema/partials.h"
#include "support/lane.h"

namespace beatbook::test {

Bytes KeyPair::public_key() const {
  Bytes out(crypto_sign_PUBLICKEYBYTES, '\0');
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(out.data()), secret, seed.data());
  return out;
}

Bytes KeyPair::sign(BytesView message) const {
  unsigned char public_part[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(public_part, secret, seed.data());
  Bytes out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(), secret);
  return out;
}

server::CertificateHolder holder_with(const Bytes& public_key, const EnrolmentId& id) {
  return {id, public_key, "PC 1", unlock_public_key(server::random_key())};
}

v1::TabletFrame enrol_request(const Bytes& secret, const Bytes& public_key, const Bytes& unlock_public) {
  v1::TabletFrame frame;
  frame.mutable_enrol()->set_secret(secret);
  frame.mutable_enrol()->set_public_key(public_key);
  frame.mutable_enrol()->set_device_name("Tablet 7");
  frame.mutable_enrol()->set_unlock_key(unlock_public);
  return frame;
}

RecordId new_record_id() { return make_record_id(server::wall_ms(), server::random_bytes(10)); }

std::vector<Change> creation(const RecordId& id, const google::protobuf::Message& message) {
  const auto* type = schema::find_type(message.GetDescriptor());
  std::vector<Change> out;
  for (auto& [visibility, partial] : schema::split_by_class(message, *type)) {
    out.push_back({id, type->number, v1::Change::CREATE, visibility, std::move(partial), {}, {}});
  }
  return out;
}

TestTablet::TestTablet(TestServer& server, const std::string& collar) : port_(server.port()) {
  TestClient client(port_, std::nullopt);
  client.send(enrol_request(server.add_code(collar), key_.public_key(), unlock_public_key(unlock_)));
  const auto reply = client.receive();
  if (!reply || !reply->has_enrolled()) throw std::runtime_error("not enrolled");
  reply_ = reply->enrolled();
  id_ = *EnrolmentId::from_bytes(reply_.enrolment());
  log_.emplace(must(TabletLog::create(store_, id_)));
}

Saved TestTablet::save(const std::vector<Change>& changes, const std::string& operation, const std::string& reason_text) {
  v1::Header header;
  header.set_operation(operation);
  header.set_reason_text(reason_text);
  return must(log_->save(header, changes, server::wall_ms(), server::random_bytes(16)));
}

v1::Push TestTablet::push_after(uint64_t seq, size_t& count) {
  const auto batch = log_->own_batch(seq, limits::batch);
  count = batch.change_sets.size();
  v1::Push push;
  push.set_incarnation(log_->branch().incarnation);
  push.set_from_seq(batch.from_seq);
  push.set_previous_hash(Bytes(view(batch.previous)));
  for (const auto& set : batch.change_sets) push.add_change_sets(set);
  push.set_head_signature(key_.sign(view(batch.head)));
  return push;
}

std::optional<Error> TestTablet::sync() {
  TestClient client(port_, identity());
  TabletConversation conversation({"test", false, proof(client)});
  auto actions = conversation.start(log_->position(), server::wall_ms());
  std::optional<Error> failure;
  bool done = false;
  while (!done) {
    std::deque<tablet::Action> todo(actions.begin(), actions.end());
    while (!todo.empty() && !done) {
      tablet::Action action = std::move(todo.front());
      todo.pop_front();
      tablet::Actions more;
      if (auto lane = obey_lane(action, *log_, conversation)) {
        more = std::move(*lane);
      } else if (auto* send = std::get_if<tablet::Send>(&action)) {
        client.send(send->frame);
      } else if (auto* load = std::get_if<tablet::LoadOwn>(&action)) {
        size_t count = 0;
        auto push = push_after(load->after_seq, count);
        more = conversation.own_loaded(std::move(push), count);
      } else if (auto* welcome = std::get_if<tablet::KeepWelcome>(&action)) {
        must(log_->take_welcome(welcome->welcome, server::wall_ms()));
        more = conversation.kept(log_->position());
      } else if (auto* ack = std::get_if<tablet::KeepAck>(&action)) {
        must(log_->take_ack(ack->ack));
        more = conversation.kept(log_->position());
      } else if (auto* page = std::get_if<tablet::KeepPage>(&action)) {
        const auto outcome = must(log_->take_page(page->page, server::wall_ms()));
        must(log_->finish_erasures());
        more = conversation.page_kept(log_->position(), outcome);
      } else if (auto* check = std::get_if<tablet::CheckErased>(&action)) {
        more = conversation.erased(must(log_->gone_for_good(check->records)));
      } else if (auto* fork = std::get_if<tablet::TakeFork>(&action)) {
        must(log_->take_fork(fork->fork));
        more = conversation.kept(log_->position());
      } else if (auto* rebuild = std::get_if<tablet::BeginRebuild>(&action)) {
        must(log_->begin_rebuild(rebuild->reason, rebuild->streams));
        more = conversation.rebuild_begun(log_->position());
      } else if (auto* fail = std::get_if<tablet::Fail>(&action)) {
        failure = fail->error;
        done = true;
      } else {
        done = true;
      }
      todo.insert(todo.end(), more.begin(), more.end());
    }
    if (done) break;
    const auto frame = client.receive();
    if (!frame) return Error{Fault::unreachable, "closed"};
    actions = conversation.on_frame(*frame);
  }
  seen_ += client.received_plain();
  return failure;
}

void save_vehicle(TestTablet& tablet, const std::string& vrm) {
  v1::Vehicle vehicle;
  vehicle.set_vrm(vrm);
  tablet.save(creation(new_record_id(), vehicle));
}

}  // namespace beatbook::test
