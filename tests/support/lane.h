#pragma once
// The lane for attachments in a shell without a network: its actions obeyed on either end.
#include <optional>

#include "kernel/central_attachments.h"
#include "kernel/limits.h"
#include "kernel/server_conversation.h"
#include "kernel/tablet_conversation.h"

namespace beatbook::test {

// What follows; nothing when the action is none of the lane's.
inline std::optional<tablet::Actions> obey_lane(const tablet::Action& action, TabletLog& log, TabletConversation& conversation,
                                                size_t part = limits::attachment_part) {
  auto attachments = log.attachments();
  if (const auto* find = std::get_if<tablet::FindAttachment>(&action))
    return conversation.attachment_found(attachments.next(find->after));
  if (const auto* load = std::get_if<tablet::LoadPart>(&action))
    return conversation.part_loaded(attachments.part(load->name, load->offset, part));
  if (const auto* keep = std::get_if<tablet::KeepAttached>(&action)) {
    attachments.take(keep->name, keep->said);
    return conversation.attached_kept();
  }
  if (const auto* keep = std::get_if<tablet::KeepPart>(&action))
    return conversation.part_kept(attachments.take(keep->name, keep->part));
  return std::nullopt;
}

inline std::optional<server::Actions> obey_lane(const server::Action& action, Store& store, const Streams& streams,
                                                ServerConversation& conversation) {
  CentralAttachments attachments(store);
  if (const auto* attach = std::get_if<server::StoreAttachment>(&action)) {
    store.begin();
    const auto said = attachments.take(attach->attach);
    store.commit();
    return conversation.attachment_stored(said);
  }
  if (const auto* read = std::get_if<server::ReadAttachment>(&action))
    return conversation.attachment_read(attachments.read(read->fetch, streams));
  return std::nullopt;
}

}  // namespace beatbook::test
