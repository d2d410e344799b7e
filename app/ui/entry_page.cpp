#include "app/ui/entry_page.h"

#include <algorithm>
#include <set>

#include "app/ui/words.h"
#include "rules/areas.h"

namespace beatbook::app {

namespace {

constexpr size_t most_looked_at = 200;  // entries read whole in one step
constexpr size_t most_passed = 2000;    // rows of the index gone over in one step
constexpr size_t raw_page = 100;
constexpr size_t most_found = 2000;

bool passes(const EntryList::Filter& filter, const EntryRow& row) {
  return (filter.status.isEmpty() || row.status == filter.status) && (filter.sync.isEmpty() || row.sync == filter.sync);
}

// Entries and cards; what belongs to them (a further name, a review) and the shift itself are shown where they belong.
bool is_listed(uint32_t number) {
  const auto* type = schema::find_type(number);
  return !type || type->meaning->counted() || type->name == "person" || type->name == "vehicle";
}

bool has_drafts(const EntryList::Filter& filter) {
  return filter.with_drafts && (filter.scope == EntryList::ThisShift || filter.scope == EntryList::Mine) &&
         filter.text.trimmed().isEmpty() && filter.status.isEmpty() && filter.sync.isEmpty() && filter.officer.isEmpty() &&
         filter.area.isEmpty();
}

// The entries with these words in them or on a card they name; nothing when no words are asked for. What is only spelt nearly
// so is left out: a list that is narrowed says what is there. No search leads to a welfare contact (BR-22), a card's name
// neither.
std::optional<std::set<RecordId>> found_by_words(Bench& bench, const EntryList::Filter& filter) {
  const auto text = s(filter.text.trimmed());
  if (text.empty()) return std::nullopt;
  std::set<RecordId> out;
  auto& index = bench.tablet().index();
  for (const auto& hit : index.search(text, filter.purpose, most_found)) {
    if (hit.match == SearchHit::Match::near_registration || hit.match == SearchHit::Match::spelling) continue;
    out.insert(hit.entry.id);
    const auto* type = schema::find_type(hit.entry.type);
    if (!type || type->meaning->counted()) continue;
    for (const auto& entry : index.linked_to(hit.entry.id, Purpose::enforcement)) out.insert(entry.id);
  }
  return out;
}

std::vector<EntryRow> drafts_of(Bench& bench, const EntryList::Filter& filter) {
  std::vector<EntryRow> out;
  if (!has_drafts(filter)) return out;
  const auto drafts = bench.tablet().drafts().list();
  if (!drafts) return out;
  for (const auto& draft : *drafts) {
    if (filter.type.isEmpty() || q(draft.type) == filter.type) out.push_back(draft_row(draft));
  }
  return out;
}

// What needs this officer is a short list: it is read whole.
EntryPage needs_page(Bench& bench, const EntryList::Filter& filter, const ListQuery& query) {
  EntryPage page;
  page.complete = true;
  const auto found = found_by_words(bench, filter);
  for (const auto& at : bench.overview().needs_you()) {
    const bool in_time = (!query.from_ms || at.at_ms >= *query.from_ms) && (!query.to_ms || at.at_ms < *query.to_ms);
    if (!in_time || (query.type && at.type != *query.type) || (!query.author.empty() && at.author != query.author)) continue;
    if (found && !found->contains(at.id)) continue;
    if (!query.area.empty() && !(at.point && rules::inside(*at.point, query.area))) continue;
    auto row = entry_row(bench, at);
    if (row && passes(filter, *row)) page.rows.push_back(*std::move(row));
  }
  return page;
}

}  // namespace

EntryPage read_entry_page(Bench& bench, const EntryList::Filter& filter, ListQuery query, size_t wanted,
                          const QSet<QString>& reusable) {
  EntryPage page;
  if (!filter.area.isEmpty()) {
    const auto settings = bench.tablet().settings();
    const auto* area = rules::area_named(settings, s(filter.area));
    // The operation no longer draws it.
    page.complete = !area;
    if (!area) return page;
    query.area = area->corners;
  }
  if (filter.scope == EntryList::NeedsMe) return needs_page(bench, filter, query);
  page.after = query.after;
  if (!query.after) page.drafts = drafts_of(bench, filter);
  if (filter.scope == EntryList::ThisShift) {
    const auto shift = bench.tablet().notebook().open_shift();
    page.complete = !shift;
    if (!shift) return page;
    query.shift = shift->id;
  } else if (filter.scope == EntryList::Mine) {
    query.author = collar_number(bench.tablet().log().facts());
  }
  const auto found = found_by_words(bench, filter);
  size_t looked_at = 0, passed = 0;
  while (!page.complete && page.rows.size() < wanted && looked_at < most_looked_at && passed < most_passed) {
    query.limit = std::min(raw_page, wanted);
    query.after = page.after;
    const auto entries = bench.tablet().index().list(query);
    size_t taken = 0;
    for (; taken < entries.size() && page.rows.size() < wanted && looked_at < most_looked_at; ++taken) {
      const auto& at = entries[taken];
      page.after = Place{at.at_ms, at.id};
      if ((!query.type && !is_listed(at.type)) || (found && !found->contains(at.id))) continue;
      if (reusable.contains(q(at.id))) {
        EntryRow same;
        same.id = at.id;
        same.entry_id = q(at.id);
        same.at_ms = at.at_ms;
        page.rows.push_back(std::move(same));
        continue;
      }
      ++looked_at;
      auto row = entry_row(bench, at);
      if (row && passes(filter, *row)) page.rows.push_back(*std::move(row));
    }
    passed += taken;
    page.complete = taken == entries.size() && entries.size() < query.limit;
  }
  return page;
}

}  // namespace beatbook::app
