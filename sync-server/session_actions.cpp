// What the frames of a session mean: who is there, enrolment, and the conversation's actions obeyed.
#include "kernel/central_attachments.h"
#include "kernel/seal.h"
#include "kernel/unlock.h"
#include "sync-server/clock.h"
#include "sync-server/enrolments.h"
#include "sync-server/orders.h"
#include "sync-server/publisher.h"
#include "sync-server/push_intake.h"
#include "sync-server/quarantine.h"
#include "sync-server/session.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

void Session::identify() {
  const auto peer = peer_of(stream_);
  if (!peer) {
    services_.log.event(number_, "connected");
    return;
  }
  holder_ = peer->holder;
  exported_ = exported_by(stream_);
  services_.log.event(number_, "connected", {{"enrolment", holder_->enrolment}});
  const auto known = services_.reader.grant(holder_->enrolment);
  if (!known) return refuse(v1::Refusal::SERVER_FAULT, not_stored().message);
  if (!*known) remember_unknown(peer->certificate);
  if (!*known || (*known)->public_key != holder_->public_key) {
    refuse(v1::Refusal::NOT_ENROLLED, "This tablet is not enrolled at this server. Your entries are safe; ask for a new code.");
  }
}

// Our authority signed it, so this store was put back to before it: an administrator may reinstate it.
void Session::remember_unknown(const Bytes& certificate) {
  const auto work = [certificate](SqliteStore& store) { Enrolments(store.database()).remember(certificate, wall_ms()); };
  submit(certificate.size(), work, [](const std::optional<Error>&) {});
}

void Session::on_frame(const Bytes& payload) {
  v1::TabletFrame frame;
  if (!frame.ParseFromString(payload)) return refuse(v1::Refusal::BAD_FRAME, "The server cannot read what the tablet sent.");
  if (holder_) return perform(conversation_.on_frame(std::move(frame)));
  if (frame.body_case() == v1::TabletFrame::kEnrol) return enrol(frame.enrol());
  refuse(v1::Refusal::NOT_ENROLLED, "This tablet is not enrolled. Ask your supervisor for an enrolment code.");
}

void Session::enrol(const v1::EnrolRequest& request) {
  closing_ = true;  // one request, one answer
  const auto reply = std::make_shared<Result<v1::EnrolReply>>(not_stored());
  const auto work = [&services = services_, request, reply](SqliteStore& store) {
    const auto issue = [&](const CertificateHolder& holder) { return services.certificates.issue(holder); };
    store.database().run("SAVEPOINT enrol");
    *reply = Enrolments(store.database()).redeem(request, wall_ms(), issue);
    store.database().run(*reply ? "RELEASE enrol" : "ROLLBACK TO enrol; RELEASE enrol");
  };
  submit(1024, work, [this, reply](const std::optional<Error>& failure) {
    if (failure || (!*reply && reply->error().code == Fault::storage)) {
      return refuse(v1::Refusal::SERVER_FAULT, "The server could not enrol this tablet now. Try the same code again later.");
    }
    if (!*reply) return refuse(v1::Refusal::BAD_CODE, reply->error().message);
    v1::ServerFrame frame;
    *frame.mutable_enrolled() = std::move(**reply);
    frame.mutable_enrolled()->set_authority(services_.certificates.authority.certificate);
    frame.mutable_enrolled()->set_sealing_key(sealing_public_key(services_.sealing_key));
    services_.log.event(number_, "enrolled",
                        {{"enrolment", EnrolmentId::from_bytes(frame.enrolled().enrolment()).value_or(EnrolmentId{})}});
    send(frame);
  });
}

void Session::perform(server::Actions actions) {
  std::deque<server::Action> todo(std::make_move_iterator(actions.begin()), std::make_move_iterator(actions.end()));
  while (!todo.empty()) {
    server::Action action = std::move(todo.front());
    todo.pop_front();
    auto more = std::visit([this](auto&& one) { return obey(std::move(one)); }, std::move(action));
    todo.insert(todo.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
}

server::Actions Session::obey(server::Send&& action) {
  if (action.frame.has_refusal()) refused_ = action.frame.refusal().code();
  return conversation_.sent(action.frame, send(action.frame));
}

server::Actions Session::obey(server::LoadSession&& action) {
  const auto facts = std::make_shared<Result<SessionFacts>>(not_stored());
  const auto hello = std::make_shared<v1::Hello>(std::move(action.hello));
  const auto work = [&services = services_, facts, hello, enrolment = holder_->enrolment](SqliteStore& store) {
    // Before the facts: what waits to be told is told in this exchange.
    if (const auto published = Publisher(store).publish(wall_ms()); !published) {
      services.log.event(0, "publish-failed", {{"fault", name(published.error().code)}});
    } else if (*published > 0) {
      services.log.event(0, "published", {{"records", *published}});
    }
    if (const auto ordered = Orders(store, services.folder).carry_out(wall_ms()); !ordered) {
      services.log.event(0, "order-failed", {{"fault", name(ordered.error().code)}});
    } else if (*ordered > 0) {
      services.scrub_owed = true;
      services.log.event(0, "ordered", {{"orders", *ordered}});
    }
    *facts = session_facts(store, enrolment, *hello);
  };
  submit(0, work, [this, facts, hello](const std::optional<Error>& failure) {
    if (failure) *facts = not_stored();
    if (*facts) {
      (*facts)->unlocked = proves_unlocked(hello->unlock_proof(), holder_->unlock_key, services_.sealing_key, exported_);
      return perform(conversation_.loaded(std::move(**facts)));
    }
    const bool unknown = facts->error().code == Fault::refused;
    refuse(unknown ? v1::Refusal::NOT_ENROLLED : v1::Refusal::SERVER_FAULT,
           unknown ? facts->error().message : not_stored().message);
  });
  return {};
}

server::Actions Session::obey(server::StorePush&& action) {
  using Outcome = Result<std::variant<Taken, Diverged>>;
  const auto outcome = std::make_shared<Outcome>(not_stored());
  const size_t bytes = action.push.ByteSizeLong();
  const auto row = services_.reader.branch({holder_->enrolment, action.push.incarnation()}, action.names);
  const auto push = std::make_shared<Result<PreparedPush>>(
      row ? take_in(std::move(action.push), *row, holder_->public_key, services_.sealing_key)
          : Result<PreparedPush>(not_stored()));
  if (*push) {
    (*push)->once_acked_seq = action.once_acked_seq;
    (*push)->names = std::move(action.names);
  }
  // A push that fails goes through the writer too: answers keep the order of the questions.
  const auto work = [outcome, push](SqliteStore& store) {
    if (!*push) {
      *outcome = push->error();
      return;
    }
    *outcome = Quarantine(store.database()).take_push(store, **push, wall_ms());
    if (!*outcome) *outcome = not_stored();
  };
  submit(bytes, work, [this, outcome](const std::optional<Error>& failure) {
    if (failure) *outcome = not_stored();
    if (*outcome) stored_ += std::visit([](const auto& done) { return done.stored; }, **outcome);
    perform(conversation_.stored(*outcome));
  });
  return {};
}

server::Actions Session::obey(server::ReadPage&& action) {
  return conversation_.page_read(services_.reader.page(action.reader, action.from_gsn, services_.writer.durable_gsn()));
}

server::Actions Session::obey(server::KeepErased&& action) {
  const size_t bytes = 64 * action.records.size();
  const auto work = [erased = std::move(action), enrolment = holder_->enrolment](SqliteStore& store) {
    PurgeBook book(store, store.fact(fact_store_incarnation).value_or(Bytes()));
    // What cannot be read is told by `purges` and by the next Hello; the tablet gives its receipt again then.
    (void)book.answered(PurgeBook::tablet({enrolment, erased.incarnation}), erased.records, wall_ms());
  };
  submit(bytes, work, [](const std::optional<Error>&) {});
  return {};
}

server::Actions Session::obey(server::StoreAttachment&& action) {
  const auto said = std::make_shared<Result<v1::Attached>>(not_stored());
  const size_t bytes = action.attach.content().size();
  const auto work = [said, attach = std::move(action.attach)](SqliteStore& store) {
    *said = CentralAttachments(store).take(attach);
  };
  submit(bytes, work, [this, said](const std::optional<Error>& failure) {
    if (failure) *said = not_stored();
    perform(conversation_.attachment_stored(*said));
  });
  return {};
}

server::Actions Session::obey(server::ReadAttachment&& action) {
  auto part = services_.reader.attachment(action.fetch, holder_->enrolment);
  return conversation_.attachment_read(part ? std::move(*part) : v1::AttachmentPart{});
}

void Session::grown() {
  if (!talking_ || closing_) return;
  guarded([this] { perform(conversation_.grown()); });
}

server::Actions Session::obey(server::Close&&) {
  close_soon();
  return {};
}

}  // namespace beatbook::server
