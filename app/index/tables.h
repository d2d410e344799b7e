#pragma once
// The tables of the index and their statements. Internal to app/index.
#include <cmath>
#include <unordered_map>

#include "app/index/index.h"
#include "app/index/word_splitter.h"

namespace beatbook::app {

// Up to where the tables speak for the store.
struct IndexPosition {
  Bytes program;  // hash of all record types and of the tables' own form
  Bytes view;     // how often the views had been swapped: a rebuild ends by swapping them
  int64_t head_seq = 0, last_gsn = 0, acked_seq = 0;
  std::optional<RecordId> swept_to;  // while all records are walked anew: how far
};

enum class WordKind { name = 1, plate = 2, phone = 3, born = 4 };

// A word that is in somebody's name, ready to be compared.
struct NameWord {
  std::string latin;             // name_forms.h
  std::optional<size_t> number;  // of the name it is a form of
  uint64_t letters = 0;          // a bit for each letter it holds: words that share few are not compared letter by letter
};

struct IndexTables {
  explicit IndexTables(SqliteStore& store);

  // Writing, in index.cpp and tables.cpp. The caller holds a transaction.
  std::optional<IndexPosition> stored_position();
  void store_position(const IndexPosition& position);
  Result<void> put(const RecordId& id, const Record& record, const Unsent& unsent);
  void remove(const RecordId& id);
  // Forgets the records above `after`, up to `to` (empty = all), that are not among `kept`, which is sorted.
  void remove_others(const RecordId& after, const std::optional<RecordId>& to, std::span<const RecordId> kept);

  // Reading.
  static IndexEntry read_entry(Rows& rows);
  std::vector<IndexEntry> entries(Rows rows);

  static Database& with_tables(Database& database);

  SqliteStore& store;
  Database& db;
  WordSplitter splitter;
  // All words of names by the word. One that no record has any more may still be among them, until the store is closed.
  const std::unordered_map<std::string, NameWord>& names();
  Statement read_position, write_position;
  Statement number_of, add_entry, change_entry, drop_entry;
  Statement add_link, drop_links, add_review, drop_review, add_text, drop_text, add_word, drop_words;
  Statement contested, find_entry, entry_by_number, list_entries, list_by_author, list_by_shift, list_by_encounter;
  Statement linked_entries, links, reviews, decided, conflicting, ids_between;
  Statement words_of_kind, words_from, numbers_of_word, full_text;

 private:
  void put_parts(int64_t number, const Extract& parts);
  void put_births(int64_t number, const schema::Projected& record);
  void add_words(int64_t number, WordKind kind, const std::vector<std::string>& words);
  void drop_parts(int64_t number);

  std::optional<std::unordered_map<std::string, NameWord>> names_;
};

NameWord name_word(std::string_view word);

// A column with heads: of each class its number and 32 bytes.
Bytes write_heads(const HeadsByClass& heads);
HeadsByClass read_heads(BytesView column);

// How places are kept: millimetres of the grid.
inline int64_t to_mm(double metres) { return std::llround(metres * 1000); }

// The class up to which entries and links may be shown.
inline int highest_class(Purpose purpose) { return purpose == Purpose::enforcement ? v1::VC2_TEAM : v1::VC4_INTELLIGENCE; }

// Ways to look for a telephone number: digits as stored in international form and as dialled at home.
std::vector<std::string> phone_words(std::string_view e164);

}  // namespace beatbook::app
