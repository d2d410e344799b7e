#include "app/sync/enrol.h"

#include "app/sync/connection.h"
#include "beatbook/v1/sync.pb.h"
#include "kernel/enrolment_code.h"
#include "kernel/frame.h"

namespace beatbook::app {

namespace {

constexpr std::chrono::seconds patience{20};

Result<v1::ServerFrame> ask(Connection& connection, const v1::TabletFrame& question) {
  FrameCodec codec;
  auto bytes = codec.encode(question);
  if (!bytes) return bytes.error();
  if (auto sent = connection.send(*bytes); !sent) return sent.error();
  for (;;) {
    auto payload = codec.next();
    if (!payload) return payload.error();
    if (*payload) {
      v1::ServerFrame frame;
      if (!frame.ParseFromString(**payload)) return Error{Fault::corrupt, "The server's answer cannot be read."};
      return frame;
    }
    auto more = connection.receive();
    if (!more) return more.error();
    codec.feed(*more);
  }
}

}  // namespace

Result<Enrolled> enrol(const std::string& server, const std::string& code, Enrolment key, BytesView unlock_key,
                       const std::string& device_name) {
  const auto read = read_enrolment_code(code);
  if (!read)
    return Error{Fault::bad_input,
                 "This is not an enrolment code. Type all 8 groups of 4 as your supervisor's screen shows them."};
  auto connection = Connection::connect(server, {{}, {}, {}, read->pin}, patience);
  if (!connection) return connection.error();
  v1::TabletFrame question;
  auto* request = question.mutable_enrol();
  request->set_secret(read->secret);
  request->set_public_key(key.public_key());
  request->set_device_name(device_name);
  request->set_unlock_key(Bytes(unlock_key));
  auto answer = ask(*connection, question);
  if (!answer) return answer.error();
  if (answer->has_refusal()) return Error{Fault::refused, answer->refusal().message()};
  const auto& reply = answer->enrolled();
  const auto id = EnrolmentId::from_bytes(reply.enrolment());
  if (!answer->has_enrolled() || !id) return Error{Fault::corrupt, "The server's answer cannot be read."};
  Enrolment::Grant grant{server, *id, reply.certificate(), reply.authority(), reply.sealing_key(), reply.collar_number()};
  if (auto accepted = key.accept(std::move(grant)); !accepted) return accepted.error();
  return Enrolled{std::move(key), reply.recovery_code()};
}

}  // namespace beatbook::app
