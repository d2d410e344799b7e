// The shells of both ends: they obey the conversations, and the line between them delivers as many bytes as the step says.
#include "kernel/seal.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

// As a newer program sends it.
void add_unknown(google::protobuf::Message& message) {
  const auto* reflection = message.GetReflection();
  reflection->MutableUnknownFields(&message)->AddVarint(700, 7);
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) add_unknown(*reflection->MutableMessage(&message, field));
    for (int i = 0; field->is_repeated() && i < reflection->FieldSize(message, field); ++i)
      add_unknown(*reflection->MutableRepeatedMessage(&message, field, i));
  }
}

}  // namespace

void World::connect(Node& node, bool push_only) {
  if (!try_unlock(node)) return;
  node.link = std::make_unique<Link>(TabletConversation::Options{"simulator", push_only});
  try {
    if (!finish_erasures(node)) {
      node.link = std::make_unique<Link>(TabletConversation::Options{"simulator", true});
    }
    tablet_actions(node, node.link->tablet.start(node.log->position(), wall(node)));
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
  }
}

bool World::exchange(Node& node) {
  if (!node.link || node.link->failed) connect(node, false);
  if (!node.link) return false;
  for (int turn = 0; !node.link->finished && !node.link->failed; ++turn) {
    if (turn > 5000) throw Violation{"L2", "an exchange never ends"};
    if (node.link->up.empty() && node.link->down.empty()) throw Violation{"L2", "both ends wait for one another"};
    deliver(node, true, SIZE_MAX);
    if (!node.link->failed) deliver(node, false, SIZE_MAX);
  }
  const bool ended = !node.link->failed && !node.link->push_only;
  // Its last words: receipts, and goodbye.
  if (node.link->finished) deliver(node, true, SIZE_MAX);
  node.link.reset();
  return ended;
}

void World::deliver(Node& node, bool up, size_t size) {
  auto& stream = up ? node.link->up : node.link->down;
  size = std::min(size, stream.size());
  note(BytesView(stream).substr(0, size));
  (up ? node.link->at_server : node.link->at_tablet).feed(BytesView(stream).substr(0, size));
  stream.erase(0, size);
  pump(node, up);
}

void World::show(const Node& node, const char* what, const google::protobuf::Message& frame) const {
  if (!tally_.shows_frames) return;
  std::printf("tablet %zu %s: %.300s\n", node.number, what, frame.ShortDebugString().c_str());
}

void World::pump(Node& node, bool up) {
  auto& link = *node.link;
  while (!link.failed && (up || !link.finished)) {
    auto payload = (up ? link.at_server : link.at_tablet).next();
    if (!payload) throw Violation{"L2", "a frame cannot be read: " + payload.error().message};
    if (!*payload) return;
    ++tally_.kernel_steps;
    if (up) {
      v1::TabletFrame frame;
      frame.ParseFromString(**payload);
      show(node, link.locked ? "locked, says" : "says", frame);
      server_actions(node, link.server.on_frame(std::move(frame)));
    } else {
      v1::ServerFrame frame;
      frame.ParseFromString(**payload);
      show(node, "is told", frame);
      if (frame.has_fork()) ++tally_[Count::forks];
      tablet_actions(node, link.tablet.on_frame(std::move(frame)));
    }
  }
}

SessionFacts World::facts(Node& node, const v1::Hello& hello) {
  node.link->hello_head = hello.head_seq();
  SessionFacts out;
  out.branch = central_.branch({node.id, 0});
  for (const auto& row : disk_->store().branches_of(node.id)) {
    if (hello.incarnation() > 0) out.branch = row;
  }
  if (const auto named = disk_->store().branch({node.id, hello.incarnation()})) out.branch = *named;
  out.streams = streams_of(node.id);
  out.store_incarnation = incarnation_;
  out.head_gsn = central_.head();
  out.digest = central_.digest(out.streams, hello.cursor());
  out.wall_ms = now_ms_;
  out.backup_gsn = backed_up_.gsn;
  out.backup_attachment = backed_up_.attachment;
  out.unlocked = !node.link->locked;
  out.archived = archive_ != nullptr;
  out.revoked = revoked_.contains(node.id);
  if (hello.push_only()) return out;
  auto& store = disk_->store();
  store.begin();
  const auto unanswered = purge_book().unanswered(PurgeBook::tablet(out.branch.branch), hello, 100);
  if (!unanswered) throw Violation{"S12", unanswered.error().message};
  out.unanswered = *unanswered;
  store.commit();
  disk_->check();
  Oracle(*this).counted_as_erased_is_gone(node, PurgeBook::tablet(out.branch.branch));
  return out;
}

Result<std::variant<Taken, Diverged>> World::store(Node& node, const server::StorePush& action) {
  const auto branch = central_.branch({node.id, action.push.incarnation()}, action.names);
  auto push = action.push;
  if (const auto opened = unseal_push(push, SealedOutbox::server_key()); !opened) return opened.error();
  auto prepared = prepare_push(push, branch.branch, branch.ancestry);
  if (!prepared) return prepared.error();
  prepared->once_acked_seq = action.once_acked_seq;
  prepared->names = action.names;
  const auto granted = streams_of(node.id);
  const Judge judge = [&](const Dot& dot, const ChangeSet& set, RecordBatch&) -> std::optional<std::string> {
    // A revoked tablet cannot tell what the server has lost of what its copies wrote.
    if (const auto fit = central_.fits_its_name(dot, set); !fit && fit.error().code != Fault::not_found)
      throw Violation{"S6", fit.error().message};
    if (set.header.copy_of) return "a copy";
    for (const auto& placed : set.changes) {
      if (granted.contains({Bytes(set.header.operation), placed.change.visibility})) continue;
      ++tally_[Count::quarantined];
      return "not granted";
    }
    return std::nullopt;
  };
  auto& store = disk_->store();
  store.begin();
  auto outcome = central_.take_push(*prepared, ++now_ms_, judge);
  outcome ? store.commit() : store.rollback();
  disk_->check();
  archive();
  return outcome;
}

void World::server_work(Node& node, server::Action& action) {
  auto& link = *node.link;
  if (auto* send = std::get_if<server::Send>(&action)) {
    if (send->frame.has_page()) {
      Oracle(*this).page_is_within_grants(node, send->frame.page());
      Oracle(*this).page_fits_own_chain(node, send->frame.page());
    }
    if (send->frame.has_part()) tamper(link, *send->frame.mutable_part()->mutable_content());
    if (newer_server_) add_unknown(send->frame);
    const Bytes wire = *link.at_server.encode(send->frame, link.server.dictionary());
    link.down += wire;
    server_actions(node, link.server.sent(send->frame, wire.size()));
  } else if (auto* load = std::get_if<server::LoadSession>(&action)) {
    server_actions(node, link.server.loaded(facts(node, load->hello)));
  } else if (auto* push = std::get_if<server::StorePush>(&action)) {
    auto outcome = store(node, *push);
    if (!outcome) throw Violation{"S14", "a push was refused: " + outcome.error().message};
    server_actions(node, link.server.stored(outcome));
  } else if (auto* erased = std::get_if<server::KeepErased>(&action)) {
    auto& store = disk_->store();
    store.begin();
    const auto done = purge_book().answered(PurgeBook::tablet({node.id, erased->incarnation}), erased->records, now_ms_);
    if (!done) throw Violation{"S12", done.error().message};
    store.commit();
    disk_->check();
    node.answered.insert(erased->records.begin(), erased->records.end());
    Oracle(*this).purged_is_gone(node);
  } else if (auto* read = std::get_if<server::ReadPage>(&action)) {
    const bool granted = read->reader.streams == streams_of(node.id);
    server_actions(node, link.server.page_read(granted ? central_.read_page(read->reader, read->from_gsn, page_bytes_)
                                                       : Error{Fault::refused, "What you may see has changed."}));
  } else {
    picture_work(node, action);
  }
}

void World::server_actions(Node& node, server::Actions actions) {
  for (auto& action : actions) {
    if (node.link->failed) return;
    ++tally_.kernel_steps;
    try {
      server_work(node, action);
    } catch (const StorageFailure&) {
      server_disk_failed();
    }
  }
}

void World::keep_page(Node& node, const v1::Page& page) {
  // What the old view shows when the new one takes its place, and what is kept when the page brings it.
  const bool rebuilding = node.log->facts().rebuilding(), may_vanish = rebuilding || keeps(node);
  const auto before = may_vanish ? Oracle(*this).seen_of_others(node) : Oracle::ReadEntries{};
  auto outcome = node.log->take_page(page, wall(node));
  node.check();
  if (rebuilding && !node.log->facts().rebuilding() && !page.caught_up())
    throw Violation{"S5", "a view is in use that lacks what the server has"};
  if (may_vanish && outcome && !node.log->facts().rebuilding()) Oracle(*this).nothing_seen_vanishes(node, before);
  if (!outcome) {
    node.link->failed = true;
    return;
  }
  node.link->damaged = false;
  tally_.kernel_steps += outcome->purged.size();
  if (!finish_erasures(node)) outcome->purged.clear();
  node.check();
  Oracle(*this).kept_is_lost(node);
  tablet_actions(node, node.link->tablet.page_kept(node.log->position(), *outcome));
}

void World::send(Node& node, const v1::TabletFrame& said) {
  auto& link = *node.link;
  if (said.has_erased()) Oracle(*this).nothing_is_left(node, said.erased());
  auto frame = said;
  if (frame.has_attach()) tamper(link, *frame.mutable_attach()->mutable_content());
  if (node.number % 3 == 0) add_unknown(frame);
  const Bytes wire = *link.at_tablet.encode(frame, link.tablet.dictionary_for(frame));
  link.up += wire;
  tablet_actions(node, link.tablet.sent(said, wire.size()));
}

// False when the exchange is over for this end.
bool World::tablet_work(Node& node, const tablet::Action& action) {
  auto& link = *node.link;
  auto& log = *node.log;
  const auto kept = [&](const Result<void>& done) {
    if (!done) {
      link.failed = true;
      return;
    }
    tablet_actions(node, link.tablet.kept(log.position()));
  };
  if (const auto* sent = std::get_if<tablet::Send>(&action)) {
    send(node, sent->frame);
    return !link.failed && !link.finished;
  }
  if (link.locked) return locked_work(node, action);
  if (picture_work(node, action)) return !link.failed && !link.finished;
  if (const auto* load = std::get_if<tablet::LoadOwn>(&action)) {
    auto batch = log.own_batch(load->after_seq, std::min<size_t>(load->max_bytes, page_bytes_));
    v1::Push push;
    push.set_from_seq(batch.from_seq);
    push.set_previous_hash(Bytes(view(batch.previous)));
    for (auto& set : batch.change_sets) push.add_change_sets(std::move(set));
    const size_t count = batch.change_sets.size();
    tablet_actions(node, link.tablet.own_loaded(std::move(push), count));
  } else if (const auto* welcome = std::get_if<tablet::KeepWelcome>(&action)) {
    Oracle(*this).welcome_is_right(node, welcome->welcome);
    const auto taken = log.take_welcome(welcome->welcome, wall(node));
    Oracle(*this).acknowledged_is_held(node);
    Oracle(*this).backed_up_is_in_the_backup(node);
    kept(taken);
  } else if (const auto* ack = std::get_if<tablet::KeepAck>(&action)) {
    Oracle(*this).acknowledged_is_durable(node, ack->ack);
    kept(log.take_ack(ack->ack));
  } else if (const auto* fork = std::get_if<tablet::TakeFork>(&action)) {
    const auto forked = log.take_fork(fork->fork);
    Oracle(*this).shadow_starts_empty(node);
    kept(forked);
  } else if (const auto* begin = std::get_if<tablet::BeginRebuild>(&action)) {
    ++tally_[Count::rebuilds];
    Oracle(*this).rebuild_has_a_cause(node, begin->reason);
    if (auto begun = log.begin_rebuild(begin->reason, begin->streams); !begun) link.failed = true;
    Oracle(*this).shadow_starts_empty(node);
    tablet_actions(node, link.tablet.rebuild_begun(log.position()));
  } else if (const auto* page = std::get_if<tablet::KeepPage>(&action)) {
    keep_page(node, page->page);
  } else if (const auto* check = std::get_if<tablet::CheckErased>(&action)) {
    (void)finish_erasures(node);
    const auto gone = log.gone_for_good(check->records);
    if (!gone) throw Violation{"S12", gone.error().message};
    tablet_actions(node, link.tablet.erased(*gone));
  } else if (std::get_if<tablet::Finish>(&action)) {
    link.finished = true;
    if (node.outbox) node.outbox->settle(log, node.store());
    Oracle(*this).status_is_true(node, !link.push_only);
  } else {
    link.failed = true;
  }
  return !link.failed && !link.finished;
}

void World::tablet_actions(Node& node, tablet::Actions actions) {
  for (const auto& action : actions) {
    if (node.link->failed || node.link->finished) return;
    ++tally_.kernel_steps;
    try {
      if (!tablet_work(node, action)) return;
      node.check();
    } catch (const StorageFailure&) {
      tablet_disk_failed(node);
      return;
    }
  }
}

}  // namespace beatbook::simulator
