#include "app/forms/entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/person_readings.h"
#include "beatbook/v1/records/review.pb.h"

namespace beatbook::app {

namespace {

// Own as this tablet counts: a dot of a branch it does not continue came back from the server.
bool own_dot_of(const Dot& dot, const TabletPosition& at) {
  return dot.branch.enrolment == at.branch.enrolment && own_dot(at.branch, at.ancestry, dot.seq) == dot;
}

// Own change-sets that speak of the record: own entries, and copies of colleagues' that go by those names.
std::vector<LogRow> own_rows(TabletLog& log, const Record& record, const TabletPosition& at) {
  std::vector<LogRow> out;
  const auto add = [&](const Dot& dot) {
    auto row = own_dot_of(dot, at) ? log.change_set(dot) : std::nullopt;
    if (row) out.push_back(*std::move(row));
  };
  for (const auto& touch : record.touches) {
    add(touch.dot);
    for (const auto& copy : log.copies_of(touch.dot)) add(copy);
  }
  return out;
}

bool quarantined(TabletLog& log, const Record& record, const TabletPosition& at) {
  const auto own = own_rows(log, record, at);
  return std::any_of(own.begin(), own.end(), [](const LogRow& row) { return row.quarantined; });
}

// A colleague's entry that the server has lost.
bool is_kept(TabletLog& log, const Record& record) {
  const auto kept = log.kept();
  return kept.any() && std::any_of(record.touches.begin(), record.touches.end(), [&](const Touch& touch) {
           const auto all = kept.of(touch.dot.branch.enrolment, touch.dot.seq);
           return std::any_of(all.begin(), all.end(), [&](const KeptEntries::Kept& one) { return one.original == touch.dot; });
         });
}

// A review counts if its reviewer is a peer by collar number and by enrolment.
std::vector<rules::ReviewFacts> facts_of(TabletLog& log, const Entry& entry, std::vector<RecordId> ids,
                                         std::vector<RecordId>& read) {
  std::vector<rules::ReviewFacts> out;
  const auto authors = creators(log, entry.stored.id, entry.stored.record);
  for (const auto& id : ids) {
    const auto stored = read_stored(log, id);
    if (!stored || stored->shown.retracted) continue;
    const auto* review = google::protobuf::DynamicCastToGenerated<v1::Review>(&stored->message());
    if (!review || review->subject() != entry.stored.id.bytes()) continue;
    const auto reviewers = creators(log, id, stored->record);
    const bool other_hand = std::none_of(reviewers.begin(), reviewers.end(), [&](const EnrolmentId& reviewer) {
      return std::find(authors.begin(), authors.end(), reviewer) != authors.end();
    });
    const bool peer =
        other_hand && !rules::review_refusal(review->reviewer_role(), review->reviewer(), entry.stored.message()).has_value();
    out.push_back({review->decision(), rules::heads_of(*review), review->made_at().utc_ms(), id, peer});
    read.push_back(id);
  }
  return out;
}

std::vector<std::string> not_shown(const Stored& stored, const EnrolmentId& me) {
  std::vector<std::string> out;
  for (const auto* list : {&stored.shown.conflicts, &stored.shown.kept}) {
    for (const auto& conflict : *list) {
      if (conflict.tag == 0 || conflict.values.empty() || conflict.values[0].dot.branch.enrolment == me) continue;
      const bool mine = std::any_of(conflict.values.begin(), conflict.values.end(),
                                    [&](const Value& value) { return value.dot.branch.enrolment == me; });
      if (mine) out.push_back(conflict.field);
    }
  }
  return out;
}

void collect_needs(TabletLog& log, Entry& entry, const TabletPosition& at) {
  const auto& type = entry.stored.type();
  if (quarantined(log, entry.stored.record, at)) {
    entry.needs.push_back("The server holds this for a supervisor. Ask your supervisor.");
  }
  if (entry.own && entry.status == rules::EntryStatus::returned) {
    entry.needs.push_back("Your supervisor returned this entry. Read the comment and add a correction.");
  }
  if (!entry.own && type.meaning->owner() != v1::SHARED) return;
  for (const auto& conflict : entry.stored.shown.conflicts) {
    entry.needs.push_back(conflict.tag == 0 ? "Somebody wrote here while it was voided. Choose whether it stays."
                                            : fmt::format("{} was written twice at once. Choose which value stands.",
                                                          schema::label(type, conflict.field)));
  }
}

}  // namespace

std::string_view name(SyncState state) {
  switch (state) {
    case SyncState::only_here:
      return "only here";
    case SyncState::received:
      return "received";
    case SyncState::merged:
      return "merged";
    case SyncState::needs_you:
      return "needs you";
  }
  return "";
}

SyncState where_is(TabletLog& log, const Record& record, const TabletPosition& position) {
  if (is_kept(log, record)) return SyncState::only_here;
  uint64_t newest = 0;
  const auto take = [&](const Dot& dot) {
    if (own_dot_of(dot, position)) newest = std::max(newest, dot.seq);
  };
  for (const auto& touch : record.touches) {
    take(touch.dot);
    for (const auto& copy : log.copies_of(touch.dot)) take(copy);
  }
  if (newest > position.acked_seq) return SyncState::only_here;
  if (quarantined(log, record, position)) return SyncState::received;
  // While the view is rebuilt the cursor is the shadow's, so a record may fall back to received: less than is true, never more.
  return newest > position.cursor_own_seq ? SyncState::received : SyncState::merged;
}

Outcome<Entry> read_entry(TabletLog& log, const RecordId& id, const EntrySources& sources) {
  auto stored = read_stored(log, id);
  if (!stored) return stored.failure();
  Entry entry;
  entry.stored = *std::move(stored);
  entry.own = made_here(log, entry.stored);
  const auto ids = sources.reviews_of ? sources.reviews_of(id) : std::vector<RecordId>{};
  const auto reviews = facts_of(log, entry, ids, entry.reviews);
  entry.status =
      rules::status_of(reviews, rules::reviewed_heads(entry.stored.type(), entry.stored.record), entry.stored.shown.retracted);
  if (const auto* envelope = envelope_of(entry.stored.message()); envelope && entry.status == rules::EntryStatus::submitted) {
    entry.review_due_ms =
        rules::review_due_ms(entry.stored.type(), entry.stored.message(), envelope->made_at().utc_ms(), false);
  }
  const auto at = log.position();
  entry.sync = where_is(log, entry.stored.record, at);
  entry.not_shown = not_shown(entry.stored, log.branch().enrolment);
  collect_needs(log, entry, at);
  if (!entry.needs.empty()) entry.sync = SyncState::needs_you;
  return entry;
}

void go_by_cards(TabletLog& log, Entry& entry) {
  const auto* envelope = envelope_of(entry.stored.message());
  if (!envelope || entry.review_due_ms == 0) return;
  const auto& subjects = envelope->subjects();
  entry.names_child = std::any_of(subjects.begin(), subjects.end(), [&](const auto& subject) {
    const auto id = RecordId::from_bytes(subject.person_id());
    const auto stored = id ? read_stored(log, *id) : Outcome<Stored>(Error{Fault::not_found, "-"});
    return stored && says_child(*stored, envelope->event_at().utc_ms());
  });
  entry.review_due_ms =
      rules::review_due_ms(entry.stored.type(), entry.stored.message(), envelope->made_at().utc_ms(), entry.names_child);
}

}  // namespace beatbook::app
