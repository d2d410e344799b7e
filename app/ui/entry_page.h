#pragma once
// A page of a list as the tablet's thread reads it.
#include <QSet>

#include "app/ui/entry_list.h"

namespace beatbook::app {

struct EntryPage {
  std::vector<EntryRow> rows;  // of those that stay as they are only id and time are set
  std::optional<Place> after;  // to go on from
  bool complete = false;       // nothing lies behind it
  std::vector<EntryRow> drafts;
};

// Looks at no more entries than the tablet's thread can read without keeping others waiting, so a page may be shorter than
// `wanted` though there is more.
EntryPage read_entry_page(Bench& bench, const EntryList::Filter& filter, ListQuery query, size_t wanted,
                          const QSet<QString>& reusable);

}  // namespace beatbook::app
