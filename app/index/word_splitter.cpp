#include "app/index/word_splitter.h"

#include <sqlite3.h>

namespace beatbook::app {

struct WordSplitter::Tokenizer {
  fts5_tokenizer functions{};
  Fts5Tokenizer* instance = nullptr;
  ~Tokenizer() {
    if (instance) functions.xDelete(instance);
  }
};

namespace {

fts5_api* api_of(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

int add_word(void* words, int, const char* token, int size, int, int) {
  static_cast<std::vector<std::string>*>(words)->emplace_back(token, static_cast<size_t>(size));
  return SQLITE_OK;
}

}  // namespace

WordSplitter::WordSplitter(Database& database) : tokenizer_(std::make_unique<Tokenizer>()) {
  fts5_api* api = api_of(database.handle());
  void* data = nullptr;
  const char* arguments[] = {"remove_diacritics", "2"};
  const bool made = api && api->xFindTokenizer(api, "unicode61", &data, &tokenizer_->functions) == SQLITE_OK &&
                    tokenizer_->functions.xCreate(data, arguments, 2, &tokenizer_->instance) == SQLITE_OK;
  if (!made) throw StorageFailure(SQLITE_ERROR, "this SQLite has no full-text search");
}

WordSplitter::~WordSplitter() = default;
WordSplitter::WordSplitter(WordSplitter&&) noexcept = default;

std::vector<std::string> WordSplitter::words(std::string_view text) const {
  std::vector<std::string> words;
  tokenizer_->functions.xTokenize(tokenizer_->instance, &words, FTS5_TOKENIZE_DOCUMENT, text.data(),
                                  static_cast<int>(text.size()), add_word);
  return words;
}

}  // namespace beatbook::app
