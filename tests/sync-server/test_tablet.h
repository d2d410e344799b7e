#pragma once
// A tablet without a disk: the real kernel on a memory store, speaking through a TestClient.
#include <optional>
#include <string>
#include <vector>

#include "kernel/memory_store.h"
#include "kernel/tablet_log.h"
#include "kernel/unlock.h"
#include "sync-server/test_client.h"
#include "sync-server/test_server.h"

namespace beatbook::test {

// An Ed25519 seed with its public half.
struct KeyPair {
  Key seed = server::random_key();
  Bytes public_key() const;
  Bytes sign(BytesView message) const;
};

// What a certificate for this key says.
server::CertificateHolder holder_with(const Bytes& public_key,
                                      const EnrolmentId& id = *EnrolmentId::from_bytes(server::random_bytes(16)));

v1::TabletFrame enrol_request(const Bytes& secret, const Bytes& public_key,
                              const Bytes& unlock_public = unlock_public_key(server::random_key()));

RecordId new_record_id();

// The changes that create `message`, one a class.
std::vector<Change> creation(const RecordId& id, const google::protobuf::Message& message);

class TestTablet {
 public:
  // Enrols over the wire.
  TestTablet(TestServer& server, const std::string& collar);

  server::Identity identity() const { return {reply_.certificate(), key_.seed}; }
  const v1::EnrolReply& reply() const { return reply_; }
  const EnrolmentId& id() const { return id_; }
  TabletLog& log() { return *log_; }

  Saved save(const std::vector<Change>& changes, const std::string& operation = "lantern", const std::string& reason_text = {});
  v1::Push push_after(uint64_t seq, size_t& count);

  // That this tablet is unlocked, in the session of `client`.
  Bytes proof(TestClient& client) const { return prove_unlocked(unlock_, reply_.sealing_key(), client.exported()); }

  // One exchange; the error the conversation ended with, if any.
  std::optional<Error> sync();

  // The server went and came back elsewhere.
  void reach(uint16_t port) { port_ = port; }
  const KeyPair& key() const { return key_; }
  // Every byte of every exchange, decompressed.
  const Bytes& seen() const { return seen_; }

 private:
  uint16_t port_;
  KeyPair key_;
  Key unlock_ = unlock_key(server::random_key());
  v1::EnrolReply reply_;
  EnrolmentId id_;
  MemoryStore store_;
  std::optional<TabletLog> log_;
  Bytes seen_;
};

void save_vehicle(TestTablet& tablet, const std::string& vrm);

}  // namespace beatbook::test
