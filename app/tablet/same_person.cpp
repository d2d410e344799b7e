#include "app/tablet/same_person.h"

#include <algorithm>

#include "app/forms/entry.h"
#include "app/tablet/read_as.h"
#include "beatbook/v1/records/person_match.pb.h"

namespace beatbook::app {

namespace {

enum class Which { all, agreed };

bool approved(Index& index, TabletLog& log, const RecordId& match) {
  EntrySources sources;
  sources.reviews_of = [&](const RecordId& id) {
    std::vector<RecordId> out;
    for (const auto& review : index.reviews_of(id)) out.push_back(review.entry.id);
    return out;
  };
  const auto entry = read_entry(log, match, sources);
  return entry && entry->status == rules::EntryStatus::approved;
}

// The cards one step away.
std::vector<RecordId> beside(Index& index, TabletLog& log, const RecordId& card, Which which) {
  std::vector<RecordId> out;
  for (const auto& at : index.linked_to(card, Purpose::enforcement)) {
    const auto* type = schema::find_type(at.type);
    if (!type || type->descriptor != v1::PersonMatch::descriptor() || at.retracted) continue;
    const auto match = read_as<v1::PersonMatch>(log, at.id);
    if (!match || (which == Which::agreed && !approved(index, log, at.id))) continue;
    for (const auto& end : {match->card_id(), match->other_card_id()}) {
      if (const auto id = RecordId::from_bytes(end); id && *id != card) out.push_back(*id);
    }
  }
  return out;
}

std::vector<RecordId> reach(Index& index, TabletLog& log, const RecordId& card, Which which) {
  std::vector<RecordId> out{card};
  for (size_t at = 0; at < out.size(); ++at) {
    for (const auto& next : beside(index, log, out[at], which)) {
      if (out.size() >= most_cards) return out;
      if (std::find(out.begin(), out.end(), next) == out.end()) out.push_back(next);
    }
  }
  return out;
}

}  // namespace

SamePerson same_person(Index& index, TabletLog& log, const RecordId& card) {
  SamePerson out;
  out.cards = reach(index, log, card, Which::all);
  out.agreed = out.cards.size() == 1 ? out.cards : reach(index, log, card, Which::agreed);
  return out;
}

}  // namespace beatbook::app
