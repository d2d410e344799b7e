#pragma once
// Splits text into words exactly as the full-text table does (FTS5, unicode61 without diacritics), so that what is typed and
// what is stored are folded alike.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sqlite/database.h"

namespace beatbook::app {

// The `tokenize` option of the full-text table.
inline constexpr std::string_view word_rules = "unicode61 remove_diacritics 2";

class WordSplitter {
 public:
  // `database` must outlive it. Throws StorageFailure when the connection has no FTS5.
  explicit WordSplitter(Database& database);
  ~WordSplitter();
  WordSplitter(WordSplitter&&) noexcept;

  std::vector<std::string> words(std::string_view text) const;

 private:
  struct Tokenizer;
  std::unique_ptr<Tokenizer> tokenizer_;
};

}  // namespace beatbook::app
