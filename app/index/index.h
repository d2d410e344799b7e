#pragma once
// What lists, history and search need of the records a tablet holds, in tables of its own (index_*) in the tablet's encrypted
// file. They are derived: losing them loses nothing, and a program that knows more builds them anew.
//
// The welfare firewall (BR-22, PR-01). Text of VC3 and VC4 is in no search table, so no search finds a welfare contact. Every
// function that lists is asked for a purpose; for `enforcement` only entries and links of team class or below come back. A
// welfare contact is reached by its id, by the listing of its shift, and by a safeguarding listing.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/index/extract.h"
#include "kernel/tablet_log.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::app {

enum class Purpose {
  enforcement,   // stops, searches, warnings, arrests, the ladder
  safeguarding,  // welfare, referral, the whole of what this tablet may hold
};

struct IndexEntry {
  RecordId id;
  uint32_t type = 0;  // of a newer program when schema::find_type knows it not
  std::string operation;
  int64_t at_ms = 0;   // envelope.event_at, else when the id was made
  std::string author;  // collar number; a review's reviewer; empty for cards
  std::string local_ref;
  std::optional<RecordId> encounter, shift;
  std::optional<schema::GridPoint> point;  // where it happened
  bool imported = false;
  bool retracted = false;  // voided: its content stays
  uint32_t conflicts = 0;  // fields that need a person
  VisibilityClass face = v1::VISIBILITY_CLASS_UNSPECIFIED;
  HeadsByClass heads;  // what rules::status_of compares with those of its reviews
};

struct ReviewEntry {
  IndexEntry entry;
  std::string decision;
  std::string reviewer;
  int64_t made_at_ms = 0;
  HeadsByClass heads;
};

// The last entry of a page, to ask for the next.
struct Place {
  int64_t at_ms = 0;
  RecordId id;
};

struct ListQuery {
  Purpose purpose = Purpose::enforcement;
  std::optional<uint32_t> type;
  std::optional<int64_t> from_ms, to_ms;  // from included, to not
  std::string operation;                  // empty = all
  std::string author;                     // collar number; empty = all
  std::optional<RecordId> shift;          // all of this shift, whatever the purpose: the pages of a notebook
  std::optional<RecordId> encounter;
  std::vector<schema::GridPoint> area;  // corners in order: only what is known to have happened inside of it; empty = all
  size_t limit = 100;
  std::optional<Place> after;
};

struct SearchHit {
  enum class Match {
    registration,       // the plate, or what it begins with
    telephone,          // the number, or what it begins with
    words,              // every word is there, or begins so
    near_registration,  // one character of the plate is another, missing or too much
    spelling,           // names that are spelt or sound nearly so
  };
  IndexEntry entry;
  Match match;
};

struct IndexTables;

class Index {
 public:
  // `store` must outlive it. Makes the tables when they are not there. Fails as the disk does.
  static Result<Index> open(SqliteStore& store);
  Index(Index&&) noexcept;
  ~Index();

  // Brings the tables up to the log: after each save, ack and page, and once at opening. It finds by itself what is behind (own
  // entries, colleagues' entries, a swapped view, a newer program); `also` are indexed besides. One transaction: a crash before
  // it is made up for by the next. Must not be called inside a transaction of the store.
  Result<void> refresh(TabletLog& log, std::span<const RecordId> also = {});
  // The same in steps of about `at_most` log entries or records, a transaction each; true while there is more. Until then lists
  // show what was indexed: nothing goes from them that is still there.
  Result<bool> refresh_step(TabletLog& log, size_t at_most, std::span<const RecordId> also = {});

  // Reading throws StorageFailure when the disk fails (wrap in attempt()). Newest first.
  std::optional<IndexEntry> find(const RecordId& id);
  std::vector<IndexEntry> list(const ListQuery& query);
  // Entries with a link to this record: the history of a person or a vehicle.
  std::vector<IndexEntry> linked_to(const RecordId& id, Purpose purpose);
  std::vector<Link> links_of(const RecordId& id, Purpose purpose);
  // Oldest first, retracted ones too.
  std::vector<ReviewEntry> reviews_of(const RecordId& id);
  // Entries of this author that a review of this decision speaks of, whether or not it still stands.
  std::vector<IndexEntry> decided(std::string_view author, std::string_view decision);
  // What needs a person, of every class: it is a list of duties, not of findings.
  std::vector<IndexEntry> conflicts();

  // Names, plates, telephone numbers, places and text, best match first. Words may be cut short, names misspelt (one mistake up
  // to five letters, two beyond), a plate one character off. O and 0 are not the same (CL-26), but one character off. Nothing
  // typed finds nothing.
  std::vector<SearchHit> search(std::string_view text, Purpose purpose, size_t limit = 50);

 private:
  explicit Index(std::unique_ptr<IndexTables> tables);

  std::unique_ptr<IndexTables> tables_;
};

}  // namespace beatbook::app
