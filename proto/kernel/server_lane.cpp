// The server's half of the lane for attachments. Whatever is wrong with one, the session goes on: entries are not held up.
#include "kernel/limits.h"
#include "kernel/mutant.h"
#include "kernel/server_conversation.h"

namespace beatbook {

using namespace server;

namespace {

Actions say(v1::Attached said) {
  v1::ServerFrame frame;
  *frame.mutable_attached() = std::move(said);
  Actions actions;
  actions.push_back(Send{std::move(frame)});
  return actions;
}

v1::Attached no(v1::Attached::Outcome outcome, std::string message) {
  v1::Attached out;
  out.set_outcome(outcome);
  out.set_message(std::move(message));
  return out;
}

}  // namespace

Actions ServerConversation::take_attach(v1::Attach attach) {
  if (!ready_) return refuse(v1::Refusal::BAD_FRAME, "The tablet sent a picture before saying who it is.");
  attached_bytes_ += attach.content().size();
  v1::Attached said;
  if (!facts_.unlocked || hello_.push_only()) {
    said = no(v1::Attached::REFUSED, "A locked tablet hands in no pictures. Unlock it and sync.");
  } else if (attached_bytes_ > limits::attachments_session) {
    said = no(v1::Attached::LATER, "Many pictures wait. Sync again for the others.");
  }
  // What is refused is asked as an offer, so that answers keep the order of the questions.
  if (said.outcome() != v1::Attached::TAKEN) attach.clear_content();
  if (mutant(Mutant::picture_acked_before_disk) && !attach.content().empty()) {
    auto early = say({});
    auto* answer = std::get<Send>(early.front()).frame.mutable_attached();
    answer->set_through(attach.offset() + static_cast<uint32_t>(attach.content().size()));
    unattached_.push_back(no(v1::Attached::REFUSED, {}));
    early.push_back(StoreAttachment{std::move(attach)});
    return early;
  }
  unattached_.push_back(std::move(said));
  Actions actions;
  actions.push_back(StoreAttachment{std::move(attach)});
  return actions;
}

Actions ServerConversation::attachment_stored(const Result<v1::Attached>& said) {
  if (unattached_.empty()) return {};
  auto instead = std::move(unattached_.front());
  unattached_.pop_front();
  if (closed_ || (mutant(Mutant::picture_acked_before_disk) && instead.outcome() == v1::Attached::REFUSED)) return {};
  if (instead.outcome() != v1::Attached::TAKEN) return say(std::move(instead));
  if (!said) return say(no(v1::Attached::LATER, said.error().message));
  return say(*said);
}

Actions ServerConversation::take_fetch(v1::Fetch fetch) {
  if (!ready_) return refuse(v1::Refusal::BAD_FRAME, "The tablet asked for a picture before saying who it is.");
  if (!facts_.unlocked || hello_.push_only() || facts_.revoked) return attachment_read({});
  Actions actions;
  actions.push_back(ReadAttachment{std::move(fetch)});
  return actions;
}

Actions ServerConversation::attachment_read(v1::AttachmentPart part) {
  if (closed_) return {};
  v1::ServerFrame frame;
  *frame.mutable_part() = std::move(part);
  Actions actions;
  actions.push_back(Send{std::move(frame)});
  return actions;
}

}  // namespace beatbook
