#include "app/forms/review_queue.h"

#include <nlohmann/json.hpp>

#include "beatbook/v1/records/envelope.pb.h"
#include "beatbook/v1/records/shift.pb.h"
#include "rules/review.h"
#include "schema/formats.h"

namespace beatbook::app {

namespace {

constexpr std::string_view fact_cover = "review.cover";

nlohmann::json covers(Store& store) {
  const auto stored = store.fact(fact_cover);
  auto read = stored ? nlohmann::json::parse(*stored, nullptr, false) : nlohmann::json::object();
  return read.is_object() ? read : nlohmann::json::object();
}

const v1::Envelope* envelope_of(const schema::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
  if (!field) return nullptr;
  return dynamic_cast<const v1::Envelope*>(&message.GetReflection()->GetMessage(message, field));
}

}  // namespace

std::optional<QueuedEntry> queued_for_review(TabletLog& log, const RecordId& id, const EntrySources& sources) {
  auto entry = read_entry(log, id, sources);
  if (!entry || entry->own || entry->review_due_ms == 0 || entry->status != rules::EntryStatus::submitted) return std::nullopt;
  const auto* envelope = envelope_of(entry->stored.message());
  if (!envelope) return std::nullopt;
  go_by_cards(log, *entry);
  QueuedEntry queued{std::move(*entry), envelope->author(), {}, 0};
  queued.due_ms = queued.entry.review_due_ms;
  if (const auto shift_id = RecordId::from_bytes(envelope->shift_id())) {
    const auto shift = read_stored(log, *shift_id);
    const auto* message = shift ? dynamic_cast<const v1::Shift*>(&shift->message()) : nullptr;
    if (message) queued.sergeant = message->sergeant();
  }
  return queued;
}

bool is_mine(Store& store, TabletLog& log, const QueuedEntry& queued, int64_t now_ms) {
  if (queued.sergeant.empty() || queued.sergeant == log.facts().collar_number()) return true;
  const auto all = covers(store);
  const auto at = all.find(queued.sergeant);
  return at != all.end() && at->is_number_integer() && now_ms < at->get<int64_t>();
}

Result<std::string> cover_for(Store& store, const std::string& sergeant, int64_t until_ms) {
  const auto collar = schema::normalise(*schema::find_format("COLLAR_NUMBER"), sergeant);
  if (!collar) return collar.error();
  auto all = covers(store);
  all[*collar] = until_ms;
  store.begin();
  store.set_fact(fact_cover, all.dump());
  store.commit();
  return *collar;
}

}  // namespace beatbook::app
