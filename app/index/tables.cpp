#include "app/index/tables.h"

#include <algorithm>

#include "app/index/name_forms.h"
#include "rules/review.h"
#include "schema/published.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

// Raise when the tables, or what is taken out of a record, change form: they are dropped and built anew.
constexpr int64_t form = 5;

constexpr std::string_view drop_sql = R"(
DELETE FROM index_form;
DROP TABLE IF EXISTS index_position; DROP TABLE IF EXISTS index_entry; DROP TABLE IF EXISTS index_link;
DROP TABLE IF EXISTS index_review; DROP TABLE IF EXISTS index_word; DROP TABLE IF EXISTS index_text;
)";

// Deleted text is taken out of the full-text pages at once: a purge must leave nothing behind (PR-10).
constexpr std::string_view schema_sql = R"(
CREATE TABLE IF NOT EXISTS index_position(one INTEGER PRIMARY KEY CHECK(one = 1), program BLOB NOT NULL, view BLOB NOT NULL,
  head_seq INTEGER NOT NULL, last_gsn INTEGER NOT NULL, acked_seq INTEGER NOT NULL, swept_to BLOB);
CREATE TABLE IF NOT EXISTS index_entry(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, type INTEGER NOT NULL,
  operation TEXT NOT NULL, at_ms INTEGER NOT NULL, author TEXT NOT NULL, local_ref TEXT NOT NULL, encounter BLOB, shift BLOB,
  imported INTEGER NOT NULL, retracted INTEGER NOT NULL, conflicts INTEGER NOT NULL, contested INTEGER NOT NULL, face INTEGER NOT NULL,
  heads BLOB NOT NULL, east_mm INTEGER, north_mm INTEGER);
CREATE INDEX IF NOT EXISTS index_entry_time ON index_entry(at_ms, id);
CREATE INDEX IF NOT EXISTS index_entry_author ON index_entry(author, at_ms, id);
CREATE INDEX IF NOT EXISTS index_entry_shift ON index_entry(shift, at_ms, id) WHERE shift IS NOT NULL;
CREATE INDEX IF NOT EXISTS index_entry_encounter ON index_entry(encounter, at_ms, id) WHERE encounter IS NOT NULL;
CREATE INDEX IF NOT EXISTS index_entry_conflict ON index_entry(at_ms) WHERE conflicts > 0;
CREATE INDEX IF NOT EXISTS index_entry_contested ON index_entry(number) WHERE contested = 1;
CREATE TABLE IF NOT EXISTS index_link(number INTEGER NOT NULL, field TEXT NOT NULL, target BLOB NOT NULL, visibility INTEGER NOT NULL,
  PRIMARY KEY(number, field, target)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS index_link_target ON index_link(target);
CREATE TABLE IF NOT EXISTS index_review(number INTEGER PRIMARY KEY, subject BLOB NOT NULL, decision TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL, heads BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS index_review_subject ON index_review(subject);
CREATE TABLE IF NOT EXISTS index_word(kind INTEGER NOT NULL, word TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(kind, word, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS index_word_number ON index_word(number);
CREATE VIRTUAL TABLE IF NOT EXISTS index_text USING fts5(name, place, body, tokenize='unicode61 remove_diacritics 2');
INSERT INTO index_text(index_text, rank) VALUES('secure-delete', 1);
)";

constexpr const char* columns =
    "e.id, e.type, e.operation, e.at_ms, e.author, e.local_ref, e.encounter, e.shift, e.imported, e.retracted, e.conflicts, "
    "e.face, e.heads, e.east_mm, e.north_mm";

std::string select(const std::string& rest, const std::string& more = "") {
  std::string out = "SELECT ";
  out.append(columns).append(more).append(rest);
  return out;
}

// Each way to list starts from the index of the condition that leaves the fewest rows; `first` is that condition.
std::string select_list(const std::string& first) {
  return select(" FROM index_entry e WHERE " + first +
                " AND (?1 IS NULL OR type = ?1) AND (?2 IS NULL OR at_ms >= ?2) AND (?3 IS NULL OR at_ms < ?3)"
                " AND (?4 = '' OR operation = ?4) AND (?5 IS NULL OR shift = ?5) AND (?6 IS NULL OR encounter = ?6)"
                " AND (face <= ?7 OR ?5 IS NOT NULL) AND (at_ms, id) < (?8, ?9) AND (?10 = '' OR author = ?10)"
                " AND (?12 IS NULL OR (east_mm BETWEEN ?12 AND ?13 AND north_mm BETWEEN ?14 AND ?15))"
                " ORDER BY at_ms DESC, id DESC LIMIT ?11");
}

std::optional<Blob> blob_or_null(const Bytes& bytes) { return bytes.empty() ? std::nullopt : std::optional<Blob>(Blob(bytes)); }

// A record of a newer program: listed with what the kernel knows of it.
VisibilityClass highest_cell_class(const Record& record) {
  auto highest = v1::VISIBILITY_CLASS_UNSPECIFIED;
  for (const auto& cell : record.cells) highest = std::max(highest, cell.visibility);
  return highest;
}

bool has_several_values(const Record& record) {
  return std::any_of(record.cells.begin(), record.cells.end(), [](const Cell& cell) { return cell.values.size() > 1; });
}

}  // namespace

Database& IndexTables::with_tables(Database& database) {
  Transaction transaction(database);
  database.run("CREATE TABLE IF NOT EXISTS index_form(form INTEGER NOT NULL)");
  if (database.prepare("SELECT form FROM index_form").integer() != form) {
    database.run(std::string(drop_sql));
    database.prepare("INSERT INTO index_form VALUES(?)").run(form);
  }
  database.run(std::string(schema_sql));
  if (auto done = transaction.commit(); !done) throw StorageFailure(1, done.error().message);
  return database;
}

IndexTables::IndexTables(SqliteStore& tablet)
    : store(tablet),
      db(with_tables(tablet.database())),
      splitter(db),
      read_position(db.prepare("SELECT program, view, head_seq, last_gsn, acked_seq, swept_to FROM index_position")),
      write_position(db.prepare("INSERT OR REPLACE INTO index_position VALUES(1, ?, ?, ?, ?, ?, ?)")),
      number_of(db.prepare("SELECT number FROM index_entry WHERE id = ?")),
      add_entry(db.prepare(
          "INSERT INTO index_entry(id, type, operation, at_ms, author, local_ref, encounter, shift, imported, retracted,"
          " conflicts, contested, face, heads, east_mm, north_mm) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING number")),
      change_entry(
          db.prepare("UPDATE index_entry SET type=?2, operation=?3, at_ms=?4, author=?5, local_ref=?6, encounter=?7, shift=?8,"
                     " imported=?9, retracted=?10, conflicts=?11, contested=?12, face=?13, heads=?14,"
                     " east_mm=?15, north_mm=?16 WHERE id=?1"
                     " RETURNING number")),
      drop_entry(db.prepare("DELETE FROM index_entry WHERE number = ?")),
      add_link(db.prepare("INSERT OR IGNORE INTO index_link VALUES(?, ?, ?, ?)")),
      drop_links(db.prepare("DELETE FROM index_link WHERE number = ?")),
      add_review(db.prepare("INSERT INTO index_review VALUES(?, ?, ?, ?, ?)")),
      drop_review(db.prepare("DELETE FROM index_review WHERE number = ?")),
      add_text(db.prepare("INSERT INTO index_text(rowid, name, place, body) VALUES(?, ?, ?, ?)")),
      drop_text(db.prepare("DELETE FROM index_text WHERE rowid = ?")),
      add_word(db.prepare("INSERT OR IGNORE INTO index_word VALUES(?, ?, ?)")),
      drop_words(db.prepare("DELETE FROM index_word WHERE number = ?")),
      contested(db.prepare("SELECT id FROM index_entry WHERE contested = 1")),
      find_entry(db.prepare(select(" FROM index_entry e WHERE id = ?"))),
      entry_by_number(db.prepare(select(" FROM index_entry e WHERE number = ?1 AND face <= ?2"))),
      list_entries(db.prepare(select_list("TRUE"))),
      list_by_author(db.prepare(select_list("author = ?10"))),
      list_by_shift(db.prepare(select_list("shift = ?5"))),
      list_by_encounter(db.prepare(select_list("encounter = ?6"))),
      linked_entries(db.prepare(
          select(" FROM index_entry e WHERE face <= ?2 AND number IN (SELECT number FROM index_link WHERE target = ?1"
                 " AND visibility <= ?2) ORDER BY at_ms DESC, id DESC"))),
      links(db.prepare(
          "SELECT field, target, visibility FROM index_link WHERE number = (SELECT number FROM index_entry WHERE id = ?1)"
          " AND visibility <= ?2 ORDER BY field, target")),
      reviews(db.prepare(
          select(" FROM index_review r JOIN index_entry e USING(number) WHERE r.subject = ? ORDER BY r.made_at_ms, e.id",
                 ", r.decision, r.made_at_ms, r.heads"))),
      decided(db.prepare(select(" FROM index_entry e WHERE author = ?1 AND id IN (SELECT subject FROM index_review"
                                " WHERE decision = ?2) ORDER BY at_ms DESC, id DESC"))),
      conflicting(db.prepare(select(" FROM index_entry e WHERE conflicts > 0 ORDER BY at_ms DESC, id DESC"))),
      ids_between(db.prepare("SELECT id FROM index_entry WHERE id > ?1 AND (?2 IS NULL OR id <= ?2) ORDER BY id")),
      words_of_kind(db.prepare("SELECT DISTINCT word FROM index_word WHERE kind = ?")),
      words_from(
          db.prepare("SELECT word, number FROM index_word WHERE kind = ?1 AND word >= ?2 AND word < ?2 || char(0x10ffff)")),
      numbers_of_word(db.prepare("SELECT number FROM index_word WHERE kind = ? AND word = ?")),
      full_text(db.prepare("SELECT rowid FROM index_text WHERE index_text MATCH ? ORDER BY rank LIMIT ?")) {}

std::optional<IndexPosition> IndexTables::stored_position() {
  Rows rows = read_position.query();
  if (!rows.next()) return std::nullopt;
  return IndexPosition{Bytes(rows.blob(0)), Bytes(rows.blob(1)), rows.integer(2),
                       rows.integer(3),     rows.integer(4),     rows.id<RecordId>(5)};
}

void IndexTables::store_position(const IndexPosition& at) {
  write_position.run(Blob(at.program), Blob(at.view), at.head_seq, at.last_gsn, at.acked_seq,
                     at.swept_to ? std::optional<Blob>(Blob(*at.swept_to)) : std::nullopt);
}

Bytes write_heads(const HeadsByClass& heads) {
  Bytes out;
  for (const auto& [visibility, hash] : heads) out += static_cast<char>(visibility) + Bytes(view(hash));
  return out;
}

HeadsByClass read_heads(BytesView column) {
  constexpr size_t entry_size = 1 + std::tuple_size_v<Hash>;
  HeadsByClass out;
  for (; column.size() >= entry_size; column.remove_prefix(entry_size)) {
    out.emplace(static_cast<VisibilityClass>(column[0]), hash_from(column.substr(1, entry_size - 1)));
  }
  return out;
}

Result<void> IndexTables::put(const RecordId& id, const Record& record, const Unsent& unsent) {
  const auto* type = schema::find_type(record.type);
  if (type && schema::is_published(*type)) return {};
  auto projected = schema::project(record, unsent);
  if (!projected && projected.error().code != Fault::not_found) return projected.error();
  Extract parts;
  parts.at_ms = made_ms(id);
  if (projected) parts = extract(id, *projected);
  const auto known = number_of.integer(Blob(id));
  const Bytes heads = write_heads(type ? rules::reviewed_heads(*type, record) : record.heads_by_class());
  auto face = projected ? projected->face : highest_cell_class(record);
  if (face == v1::VISIBILITY_CLASS_UNSPECIFIED) face = v1::VC4_INTELLIGENCE;  // what nobody classed is shown to the fewest
  const auto mm = [&](double schema::GridPoint::*which) {
    return parts.point ? std::optional<int64_t>(to_mm((*parts.point).*which)) : std::nullopt;
  };
  const auto east = mm(&schema::GridPoint::easting_m), north = mm(&schema::GridPoint::northing_m);
  const auto write = [&](Statement& statement) {
    Rows rows = statement.query(Blob(id), record.type, Text(record.operation), parts.at_ms, Text(parts.author),
                                Text(parts.local_ref), blob_or_null(parts.encounter), blob_or_null(parts.shift), parts.imported,
                                projected && projected->retracted, projected ? projected->conflicts.size() : 0,
                                has_several_values(record), static_cast<int>(face), Blob(heads), east, north);
    rows.next();
    const int64_t number = rows.integer(0);
    rows.next();
    return number;
  };
  const int64_t number = write(known ? change_entry : add_entry);
  if (known) drop_parts(number);
  put_parts(number, parts);
  if (projected) put_births(number, *projected);
  if (projected && projected->type->descriptor == v1::Review::descriptor()) {
    const auto& review = static_cast<const v1::Review&>(*projected->message);
    const Bytes reviewed = write_heads(rules::heads_of(review));
    add_review.run(number, Blob(review.subject()), Text(review.decision()), review.made_at().utc_ms(), Blob(reviewed));
  }
  return {};
}

void IndexTables::put_parts(int64_t number, const Extract& parts) {
  for (const auto& link : parts.links) add_link.run(number, Text(link.field), Blob(link.to), static_cast<int>(link.visibility));
  std::string names;
  for (const auto& name : parts.names) {
    names += (names.empty() ? "" : "\n") + name;
    add_words(number, WordKind::name, splitter.words(name));
  }
  add_words(number, WordKind::plate, parts.plates);
  for (const auto& phone : parts.phones) add_words(number, WordKind::phone, phone_words(phone));
  if (!names.empty() || !parts.place.empty() || !parts.text.empty()) {
    add_text.run(number, Text(names), Text(parts.place), Text(parts.text));
  }
}

// Dates of birth that the team may search.
void IndexTables::put_births(int64_t number, const schema::Projected& record) {
  for (int i = 0; i < record.type->descriptor->field_count(); ++i) {
    const auto& field = *record.type->descriptor->field(i);
    const auto visibility = schema::class_of(*record.type, field, record.face);
    if (schema::meaning(field).format() != "DATE_OF_BIRTH" || visibility > v1::VC2_TEAM) continue;
    if (visibility < v1::VC0_PUBLIC || !record.message->GetReflection()->HasField(*record.message, &field)) continue;
    add_words(number, WordKind::born, {record.message->GetReflection()->GetString(*record.message, &field)});
  }
}

void IndexTables::add_words(int64_t number, WordKind kind, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    add_word.run(static_cast<int>(kind), Text(word), number);
    if (kind == WordKind::name && names_) names_->try_emplace(word, name_word(word));
  }
}

const std::unordered_map<std::string, NameWord>& IndexTables::names() {
  if (!names_) {
    names_.emplace();
    Rows rows = words_of_kind.query(static_cast<int>(WordKind::name));
    while (rows.next()) names_->try_emplace(std::string(rows.text(0)), name_word(rows.text(0)));
  }
  return *names_;
}

NameWord name_word(std::string_view word) {
  NameWord out;
  out.latin = latin(word);
  out.number = name_number(out.latin);
  for (const char c : out.latin) out.letters |= uint64_t{1} << (static_cast<unsigned char>(c) % 64);
  return out;
}

void IndexTables::drop_parts(int64_t number) {
  for (auto* drop : {&drop_links, &drop_review, &drop_text, &drop_words}) drop->run(number);
}

void IndexTables::remove(const RecordId& id) {
  const auto number = number_of.integer(Blob(id));
  if (!number) return;
  drop_parts(*number);
  drop_entry.run(*number);
}

void IndexTables::remove_others(const RecordId& after, const std::optional<RecordId>& to, std::span<const RecordId> kept) {
  std::vector<RecordId> gone;
  Rows rows = ids_between.query(Blob(after), to ? std::optional<Blob>(Blob(*to)) : std::nullopt);
  while (rows.next()) {
    const auto id = rows.id<RecordId>(0).value_or(RecordId{});
    if (!std::binary_search(kept.begin(), kept.end(), id)) gone.push_back(id);
  }
  for (const auto& id : gone) remove(id);
}

IndexEntry IndexTables::read_entry(Rows& rows) {
  IndexEntry out;
  out.id = rows.id<RecordId>(0).value_or(RecordId{});
  out.type = static_cast<uint32_t>(rows.integer(1));
  out.operation = rows.text(2);
  out.at_ms = rows.integer(3);
  out.author = rows.text(4);
  out.local_ref = rows.text(5);
  out.encounter = rows.id<RecordId>(6);
  out.shift = rows.id<RecordId>(7);
  out.imported = rows.integer(8) != 0;
  out.retracted = rows.integer(9) != 0;
  out.conflicts = static_cast<uint32_t>(rows.integer(10));
  out.face = static_cast<VisibilityClass>(rows.integer(11));
  out.heads = read_heads(rows.blob(12));
  if (!rows.is_null(13) && !rows.is_null(14))
    out.point = schema::GridPoint{static_cast<double>(rows.integer(13)) / 1000, static_cast<double>(rows.integer(14)) / 1000};
  return out;
}

std::vector<IndexEntry> IndexTables::entries(Rows rows) {
  std::vector<IndexEntry> out;
  while (rows.next()) out.push_back(read_entry(rows));
  return out;
}

std::vector<std::string> phone_words(std::string_view e164) {
  std::string digits = schema::without(e164, "+ -().");
  if (digits.starts_with("44") && e164.starts_with("+")) return {digits, "0" + digits.substr(2)};
  return {digits};
}

}  // namespace beatbook::app
