// The tablet's half of the lane for attachments. It goes on only while nothing else is to be exchanged: a save made meanwhile
// goes before the next part.
#include "kernel/limits.h"
#include "kernel/tablet_conversation.h"

namespace beatbook {

using namespace tablet;

namespace {

constexpr int most_restarts = 4;  // of one attachment in one exchange
constexpr uint64_t any = UINT64_MAX;

}  // namespace

bool TabletConversation::move_attachments(Actions& actions) {
  if (!reads() || lane_.off) return false;
  if (lane_.row) {
    move_on(actions);
    return true;
  }
  if (lane_.searching) return true;
  if (lane_.searched) return false;
  lane_.searching = true;
  actions.push_back(FindAttachment{lane_.after});
  return true;
}

Actions TabletConversation::attachment_found(std::optional<AttachmentRow> row) {
  Actions actions;
  lane_.searching = false;
  if (finished_) return actions;
  if (row) {
    resting_ = false;
    lane_.row = std::move(row);
    lane_.after = lane_.row->number;
    lane_.asked = lane_.loading = lane_.keeping = lane_.draining = false;
    lane_.restarts = 0;
    lane_.next = lane_.row->own ? 0 : lane_.row->through;
  } else {
    lane_.searched = true;
  }
  finish_if_done(actions);
  return actions;
}

void TabletConversation::next_attachment() {
  lane_.row.reset();
  lane_.stale += lane_.expected.size();
  lane_.expected.clear();
}

void TabletConversation::leave_for_later(std::string why) {
  if (!why.empty()) lane_.why = std::move(why);
  next_attachment();
}

void TabletConversation::move_on(Actions& actions) {
  if (lane_.loading || lane_.keeping || lane_.draining) return;
  const auto& row = *lane_.row;
  v1::TabletFrame frame;
  if (!row.own) {
    if (std::exchange(lane_.asked, true)) return;
    write_name(row.name, *frame.mutable_fetch()->mutable_name());
    frame.mutable_fetch()->set_offset(static_cast<uint32_t>(lane_.next));
    actions.push_back(Send{std::move(frame)});
    return;
  }
  if (!std::exchange(lane_.asked, true)) {
    // The offer: what it holds already need not be sent.
    write_name(row.name, *frame.mutable_attach()->mutable_name());
    frame.mutable_attach()->set_size(static_cast<uint32_t>(row.size));
    lane_.expected.push_back(any);
    actions.push_back(Send{std::move(frame)});
    return;
  }
  const bool offered = !lane_.expected.empty() && lane_.expected.front() == any;
  if (offered || lane_.next >= row.size || lane_.expected.size() * limits::attachment_part >= limits::window) return;
  lane_.loading = true;
  actions.push_back(LoadPart{row.name, lane_.next});
}

Actions TabletConversation::part_loaded(Bytes content) {
  Actions actions;
  lane_.loading = false;
  if (finished_ || !lane_.row) return actions;
  if (content.empty()) {
    // It was purged meanwhile.
    next_attachment();
  } else if (entries_done() && !lane_.draining && !lane_.keeping) {
    v1::TabletFrame frame;
    auto* attach = frame.mutable_attach();
    write_name(lane_.row->name, *attach->mutable_name());
    attach->set_size(static_cast<uint32_t>(lane_.row->size));
    attach->set_offset(static_cast<uint32_t>(lane_.next));
    lane_.next += content.size();
    lane_.expected.push_back(lane_.next);
    attach->set_content(std::move(content));
    actions.push_back(Send{std::move(frame)});
  }
  finish_if_done(actions);
  return actions;
}

void TabletConversation::on_attached(const v1::Attached& said, Actions& actions) {
  if (lane_.stale > 0) {
    --lane_.stale;
    return;
  }
  if (!lane_.row || lane_.expected.empty()) return;
  const uint64_t expected = lane_.expected.front();
  lane_.expected.pop_front();
  switch (said.outcome()) {
    case v1::Attached::REFUSED:
      leave_for_later(said.message());
      break;
    case v1::Attached::LATER:
      leave_for_later(said.message());
      lane_.off = true;
      break;
    case v1::Attached::ERASED:
      lane_.keeping = true;
      actions.push_back(KeepAttached{lane_.row->name, said});
      return;
    default:
      if (said.through() == lane_.row->size && said.outcome() == v1::Attached::TAKEN) {
        lane_.keeping = true;
        actions.push_back(KeepAttached{lane_.row->name, said});
        return;
      }
      if (expected == any) {
        lane_.next = said.through();
      } else if (said.through() != expected || lane_.draining) {
        // Somebody else brings the same, or it arrived as another: go on from what the server holds once it has answered all.
        lane_.draining = true;
      }
      if (lane_.draining && lane_.expected.empty()) {
        lane_.draining = false;
        lane_.next = said.through();
        if (++lane_.restarts > most_restarts) leave_for_later("A picture could not be handed over. Sync again.");
      }
  }
  finish_if_done(actions);
}

Actions TabletConversation::attached_kept() {
  Actions actions;
  lane_.keeping = false;
  if (finished_) return actions;
  ++lane_.sent;
  next_attachment();
  finish_if_done(actions);
  return actions;
}

void TabletConversation::on_part(v1::AttachmentPart part, Actions& actions) {
  if (!lane_.row || lane_.row->own || !lane_.asked || lane_.keeping) return;
  if (part.size() == 0) {
    leave_for_later("A picture is not at the server yet, or you may not see it. Sync again when its author has.");
    finish_if_done(actions);
    return;
  }
  lane_.keeping = true;
  lane_.row->size = part.size();
  actions.push_back(KeepPart{lane_.row->name, std::move(part)});
}

Actions TabletConversation::part_kept(std::optional<uint64_t> through) {
  Actions actions;
  lane_.keeping = lane_.asked = false;
  if (finished_ || !lane_.row) return actions;
  if (through && *through == lane_.row->size) {
    ++lane_.fetched;
    next_attachment();
  } else if (!through || (*through <= lane_.next && ++lane_.restarts > most_restarts)) {
    leave_for_later("A picture could not be fetched. Sync again.");
  } else {
    lane_.next = *through;
  }
  finish_if_done(actions);
  return actions;
}

}  // namespace beatbook
