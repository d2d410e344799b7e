#include "app/forms/draft_book.h"

#include <algorithm>

#include "kernel/erasure.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr const char* schema_sql =
    "CREATE TABLE IF NOT EXISTS draft(id BLOB PRIMARY KEY, type TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,"
    " amends BLOB, started_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, content TEXT NOT NULL) WITHOUT ROWID";

// The first sections that say something.
std::string summary_line(const Form& form) {
  constexpr size_t enough = 80;
  std::string out;
  for (const auto& section : form.sections()) {
    if (!section.summary.empty() && out.size() < enough) out += (out.empty() ? "" : ". ") + section.summary;
  }
  return out;
}

std::optional<json> read(std::string_view content) {
  auto out = json::parse(content, nullptr, false);
  return out.is_object() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

Result<DraftBook> DraftBook::open(SqliteStore& store) {
  return attempt([&]() -> Result<DraftBook> {
    Transaction transaction(store.database());
    store.database().run(schema_sql);
    if (auto done = transaction.commit(); !done) return done.error();
    return DraftBook(store);
  });
}

namespace {

struct Draft {
  Bytes id, amends;
  std::string type, title, summary, content;
  int64_t started_ms = 0, updated_ms = 0;
};

// The first behind `id`; nothing at the end. Fault::corrupt where it cannot be read.
Result<std::optional<Draft>> draft_behind(Database& db, const Bytes& id) {
  return attempt([&]() -> Result<std::optional<Draft>> {
    auto query = db.prepare(
        "SELECT id, type, title, summary, amends, started_ms, updated_ms, content FROM draft WHERE id > ? ORDER BY id LIMIT 1");
    auto rows = query.query(Blob(id));
    if (!rows.next()) return std::optional<Draft>();
    return std::optional(Draft{Bytes(rows.blob(0)), Bytes(rows.blob(4)), std::string(rows.text(1)), std::string(rows.text(2)),
                               std::string(rows.text(3)), std::string(rows.text(7)), rows.integer(5), rows.integer(6)});
  });
}

}  // namespace

Result<DraftBook::Copied> DraftBook::copy_readable(SqliteStore& damaged, SqliteStore& to) {
  auto opened = open(to);
  if (!opened) return opened.error();
  Copied out;
  Bytes last;
  for (;;) {
    const auto draft = draft_behind(damaged.database(), last);
    // No way leads past a page of the table that cannot be read.
    if (!draft) out.all = false;
    if (!draft || !*draft) return out;
    const auto& one = **draft;
    last = one.id;
    const auto written = attempt([&]() -> Result<void> {
      to.database()
          .prepare("INSERT OR REPLACE INTO draft VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
          .run(Blob(one.id), Text(one.type), Text(one.title), Text(one.summary),
               one.amends.empty() ? std::nullopt : std::optional<Blob>(Blob(one.amends)), one.started_ms, one.updated_ms,
               Text(one.content));
      return {};
    });
    if (!written) return written.error();
    ++out.copied;
  }
}

Result<void> DraftBook::put(const RecordId& id, const Form& form, int64_t now_ms) {
  const auto content = form.draft().dump();
  if (content.size() > largest) return Error{Fault::too_large, "This draft is too long to keep. Shorten its text."};
  const auto title = form.title(), summary = summary_line(form);
  const auto amends = form.amends();
  if (amends && Erasures(*store_).contains(*amends)) {
    return Error{Fault::not_found, "This record was erased by order of your force. This form is not kept."};
  }
  return attempt([&]() -> Result<void> {
    auto& db = store_->database();
    // With a power cut in mind: whatever the store's own transactions allow themselves.
    Transaction transaction(db, Durability::now);
    const bool known = db.prepare("SELECT 1 FROM draft WHERE id = ?").integer(Blob(id)).has_value();
    if (!known && static_cast<size_t>(db.prepare("SELECT count(*) FROM draft").integer().value_or(0)) >= most) {
      return Error{Fault::too_large, "There are too many drafts on this tablet. Finish or remove some, then go on."};
    }
    const auto amended = amends ? amends->str() : Bytes();
    db.prepare("INSERT OR REPLACE INTO draft VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
        .run(Blob(id), Text(form.type().name), Text(title), Text(summary),
             amends ? std::optional<Blob>(Blob(amended)) : std::nullopt, form.started_ms(), now_ms, Text(content));
    return transaction.commit();
  });
}

Result<std::vector<DraftEntry>> DraftBook::list() {
  return attempt([&]() -> Result<std::vector<DraftEntry>> {
    std::vector<DraftEntry> out;
    auto query = store_->database().prepare(
        "SELECT id, type, title, summary, amends, started_ms, updated_ms, content FROM draft ORDER BY updated_ms DESC, id");
    for (auto rows = query.query(); rows.next();) {
      DraftEntry entry;
      entry.id = rows.id<RecordId>(0).value_or(RecordId{});
      entry.type = rows.text(1);
      entry.title = rows.text(2);
      entry.summary = rows.text(3);
      entry.amends = rows.id<RecordId>(4);
      entry.started_ms = rows.integer(5);
      entry.updated_ms = rows.integer(6);
      entry.readable = read(rows.text(7)).has_value();
      out.push_back(std::move(entry));
    }
    return out;
  });
}

Result<size_t> DraftBook::count() {
  return attempt([&]() -> Result<size_t> {
    return static_cast<size_t>(store_->database().prepare("SELECT count(*) FROM draft").integer().value_or(0));
  });
}

Result<json> DraftBook::load(const RecordId& id) {
  return attempt([&]() -> Result<json> {
    auto query = store_->database().prepare("SELECT content FROM draft WHERE id = ?");
    auto rows = query.query(Blob(id));
    if (!rows.next()) return Error{Fault::not_found, "This draft is not on this tablet any more."};
    if (auto content = read(rows.text(0))) return *std::move(content);
    return Error{Fault::corrupt, "This draft can't be read."};
  });
}

Result<void> DraftBook::remove(const RecordId& id) {
  return attempt([&]() -> Result<void> {
    Transaction transaction(store_->database(), Durability::now);
    removal(id)();
    return transaction.commit();
  });
}

Result<void> DraftBook::forget(const std::vector<RecordId>& records) {
  return attempt([&]() -> Result<void> {
    Transaction transaction(store_->database(), Durability::now);
    auto drop = store_->database().prepare("DELETE FROM draft WHERE amends = ?");
    for (const auto& id : records) drop.run(Blob(id));
    return transaction.commit();
  });
}

Notebook::InSave DraftBook::removal(const RecordId& id) {
  return [store = store_, id] { store->database().prepare("DELETE FROM draft WHERE id = ?").run(Blob(id)); };
}

}  // namespace beatbook::app
