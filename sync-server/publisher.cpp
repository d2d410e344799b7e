#include "sync-server/publisher.h"

#include "kernel/central_log.h"
#include "kernel/hash.h"
#include "schema/partials.h"
#include "schema/projection.h"
#include "schema/published.h"
#include "sync-server/accounts.h"
#include "sync-server/random.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

namespace {

constexpr std::string_view author_name = "server";

const schema::RecordType& pack_type() { return *schema::find_type(v1::Pack::descriptor()); }

// What turns what the record says into `after`; nothing where it says so already.
Result<std::vector<Change>> changes_to(const std::optional<Record>& record, const RecordId& id, const schema::RecordType& type,
                                       const schema::Message& after) {
  auto before = schema::new_message(type);
  if (record) {
    auto shown = schema::project(*record);
    if (!shown) return shown.error();
    before = std::move(shown->message);
  }
  std::vector<Change> out;
  for (auto& [visibility, part] : schema::changed_tags(*before, after, type)) {
    Change change{
        id, type.number, record ? v1::Change::EDIT : v1::Change::CREATE, visibility, std::move(part.partial), part.cleared, {}};
    if (record) {
      auto tags = part.set;
      tags.insert(tags.end(), part.cleared.begin(), part.cleared.end());
      change.seen = record->seen(tags, visibility);
    }
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace

void Publisher::make_tables(Database& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS publication(id BLOB PRIMARY KEY, operation TEXT NOT NULL, type INTEGER NOT NULL,"
      " content BLOB NOT NULL, offered_ms INTEGER NOT NULL, waits INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS publication_waits ON publication(waits) WHERE waits = 1;"
      "CREATE TABLE IF NOT EXISTS publisher(enrolment BLOB PRIMARY KEY) WITHOUT ROWID;");
}

Result<bool> Publisher::offer(const std::string& operation, const RecordId& id, const schema::Message& content,
                              uint64_t now_ms) {
  Accounts accounts(store_->database());
  if (!accounts.has_operation(operation)) return Error{Fault::not_found, "There is no operation " + operation + "."};
  const Bytes bytes = content.SerializeAsString();
  const auto* type = schema::find_type(content.GetDescriptor());
  store_->database()
      .prepare(
          "INSERT INTO publication(id, operation, type, content, offered_ms, waits) VALUES(?, ?, ?, ?, ?, 1)"
          " ON CONFLICT(id) DO UPDATE SET content = excluded.content, offered_ms = excluded.offered_ms, waits = 1"
          " WHERE content <> excluded.content")
      .run(Blob(id), Text(operation), type->number, Blob(bytes), now_ms);
  const bool fresh = store_->database().changes() > 0;
  if (fresh) accounts.note(now_ms, type->name + " offered", operation, "");
  return fresh;
}

Result<uint64_t> Publisher::offer_pack(const v1::Pack& pack, uint64_t now_ms) {
  uint64_t given = 0;
  for (const auto& operation : Accounts(store_->database()).operations()) {
    const auto fresh = offer(operation.name, schema::pack_id(operation.name, pack.name()), pack, now_ms);
    if (!fresh) return fresh.error();
    given += *fresh ? 1 : 0;
  }
  return given;
}

Result<void> Publisher::offer_packs_to(const std::string& operation, uint64_t now_ms) {
  std::vector<v1::Pack> packs;
  Statement statement = store_->database().prepare("SELECT content FROM publication WHERE type = ?");
  {
    Rows rows = statement.query(pack_type().number);
    while (rows.next()) {
      const auto bytes = rows.blob(0);
      packs.emplace_back().ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    }
  }
  for (const auto& pack : packs) {
    v1::Pack held;
    const auto id = schema::pack_id(operation, pack.name());
    if (offered(id, held) && held.version() >= pack.version()) continue;
    if (auto done = offer(operation, id, pack, now_ms); !done) return done.error();
  }
  return {};
}

bool Publisher::offered(const RecordId& id, schema::Message& content) {
  Statement statement = store_->database().prepare("SELECT content FROM publication WHERE id = ?");
  Rows rows = statement.query(Blob(id));
  if (!rows.next()) return false;
  const auto bytes = rows.blob(0);
  return content.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

Result<uint64_t> Publisher::publish(uint64_t now_ms) {
  struct Waiting {
    RecordId id;
    std::string operation;
    uint32_t type;
    Bytes content;
  };
  std::vector<Waiting> all;
  {
    Statement statement = store_->database().prepare("SELECT id, operation, type, content FROM publication WHERE waits = 1");
    Rows rows = statement.query();
    while (rows.next()) {
      all.push_back(
          {*rows.id<RecordId>(0), std::string(rows.text(1)), static_cast<uint32_t>(rows.integer(2)), Bytes(rows.blob(3))});
    }
  }
  uint32_t number = 0;
  for (const auto& one : all) {
    if (auto done = publish_one(one.id, one.operation, one.type, one.content, now_ms, number++); !done) return done.error();
    store_->database().prepare("UPDATE publication SET waits = 0 WHERE id = ?").run(Blob(one.id));
  }
  return all.size();
}

Result<void> Publisher::publish_one(const RecordId& id, const std::string& operation, uint32_t type_number,
                                    const Bytes& content, uint64_t now_ms, uint32_t number) {
  const auto* type = schema::find_type(type_number);
  auto message = type ? schema::new_message(*type) : nullptr;
  if (!message || !message->ParseFromString(content)) return Error{Fault::corrupt, "What is to be published does not read."};
  std::optional<Record> record;
  if (const auto stored = store_->record(id)) {
    auto read = Record::decode(*stored);
    if (!read) return read.error();
    record = std::move(*read);
  }
  const auto changes = changes_to(record, id, *type, *message);
  if (!changes) return changes.error();
  return changes->empty() ? Result<void>() : append(operation, *changes, now_ms, number);
}

Result<void> Publisher::append(const std::string& operation, const std::vector<Change>& changes, uint64_t now_ms,
                               uint32_t number) {
  CentralLog log(*store_);
  const Branch author{enrolment(), 0};
  const auto row = log.branch(author);
  v1::Header header;
  header.set_hlc_ms(now_ms);
  header.set_hlc_counter(number);
  header.set_operation(operation);
  header.set_app_version(std::string(author_name));
  auto bytes = encode_change_set(std::move(header), changes, random_bytes(16), author);
  if (!bytes) return bytes.error();
  v1::Push push;
  push.set_from_seq(row.last_seq + 1);
  push.set_previous_hash(Bytes(view(row.chain)));
  push.add_change_sets(std::move(*bytes));
  const auto prepared = prepare_push(std::move(push), author, row.ancestry);
  if (!prepared) return prepared.error();
  const auto taken =
      log.take_push(*prepared, now_ms, [](const Dot&, const ChangeSet&, RecordBatch&) { return std::optional<std::string>(); });
  if (!taken) return taken.error();
  if (!std::holds_alternative<Taken>(*taken)) return Error{Fault::corrupt, "The server's own chain does not fit its log."};
  remember_branch();
  return {};
}

void Publisher::remember_branch() {
  const auto id = enrolment();
  store_->database().prepare("INSERT OR IGNORE INTO publisher(enrolment) VALUES(?)").run(Blob(id));
}

EnrolmentId Publisher::enrolment() { return server_enrolment(store_->fact(fact_store_incarnation).value_or(Bytes())); }

bool Publisher::is_publisher(Database& database, const EnrolmentId& enrolment) {
  return database.prepare("SELECT 1 FROM publisher WHERE enrolment = ?").integer(Blob(enrolment)).has_value();
}

}  // namespace beatbook::server
