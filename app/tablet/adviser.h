#pragma once
// What the parts of advice() share: the entries of late, read once, and how they are spoken of.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/forms/stored.h"
#include "app/tablet/advice.h"
#include "app/tablet/read_as.h"

namespace beatbook::app {

class Adviser {
 public:
  struct Read {
    IndexEntry at;
    Stored stored;
  };

  // Throws StorageFailure as the index does.
  Adviser(Tablet& tablet, int64_t from_ms, int64_t now_ms);

  Index& index() { return tablet_.index(); }
  TabletLog& log() { return tablet_.log(); }
  Tablet& tablet() { return tablet_; }
  int64_t from_ms() const { return from_ms_; }
  int64_t now_ms() const { return now_ms_; }

  // Oldest first, from 28 days before `from_ms`; void ones and history from elsewhere left out.
  const std::vector<Read>& entries() const { return entries_; }
  // The author of the entry, or somebody who reviews.
  bool is_told_of(const std::string& author) const { return reviews_ || author == collar_; }
  bool reviews() const { return reviews_; }
  // Somebody has written a review of it after that moment, and so knows of it.
  bool reviewed_since(const RecordId& entry, int64_t when_ms);
  // Recent enough to be told; others are only looked back to.
  bool spoken_of(const Read& entry) const { return entry.at.at_ms >= from_ms_ && entry.at.at_ms <= now_ms_; }
  // All of a kind that stand and are no history from elsewhere, newest first.
  template <class Record>
  std::vector<std::pair<RecordId, Record>> all();

  // The smallest id of all agreed cards of the person, so that each is spoken of once.
  RecordId one_card(const RecordId& person);
  std::string title(const RecordId& id);
  static std::string day(int64_t ms);

  void add(const char* rule, const char* kind, std::string text, std::vector<RecordId> records) {
    out.push_back({rule, kind, std::move(text), std::move(records)});
  }
  std::vector<Advice> out;

  static constexpr size_t most_entries = 20'000;

 private:
  Tablet& tablet_;
  int64_t from_ms_, now_ms_;
  std::string collar_;
  bool reviews_ = false;
  std::vector<Read> entries_;
  std::map<RecordId, RecordId> one_card_;
};

template <class Record>
std::vector<std::pair<RecordId, Record>> Adviser::all() {
  ListQuery query;
  query.type = schema::find_type(Record::descriptor())->number;
  query.limit = most_entries;
  std::vector<std::pair<RecordId, Record>> found;
  for (const auto& at : index().list(query)) {
    auto record = at.imported ? std::nullopt : read_as<Record>(log(), at.id);
    if (record) found.emplace_back(at.id, *std::move(record));
  }
  return found;
}

// The vehicle an entry names itself; nothing for an entry about none.
std::optional<RecordId> vehicle_of(const schema::Message& message);

// Each adds what it finds.
void advise_on_children(Adviser& adviser);     // BR-08
void advise_on_ladders(Adviser& adviser);      // BR-05, BR-06, D.1
void advise_on_support(Adviser& adviser);      // BR-09, BR-11
void advise_on_overrides(Adviser& adviser);    // BR-03, BR-12
void advise_on_first_times(Adviser& adviser);  // BR-12
void advise_on_telephones(Adviser& adviser);   // BR-19
void advise_on_repeats(Adviser& adviser);      // BR-20
void advise_on_actions(Adviser& adviser);      // BR-24
void advise_on_cases(Adviser& adviser);        // BR-10, LD-17
void advise_on_accounts(Adviser& adviser);     // BR-25
void advise_on_custody(Adviser& adviser);      // REC-13
void advise_on_places(Adviser& adviser);       // SN-34
void advise_on_late(Adviser& adviser);         // BR-28

}  // namespace beatbook::app
