#include "sync-server/analysis.h"

#include <fmt/format.h>
#include <google/protobuf/descriptor.pb.h>
#include <sys/resource.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>

#include "kernel/central_log.h"
#include "kernel/purge_book.h"
#include "schema/projection.h"
#include "sync-server/clock.h"

namespace beatbook::server {

using namespace std::chrono_literals;

namespace {

constexpr size_t entries_per_step = 128;
constexpr auto pause_between_updates = 2s;
constexpr auto quiet = 500ms;
constexpr auto waits_at_most = 10s;
constexpr std::string_view layout = "2";  // raise it when the same record types shall make other tables

void collect_files(const google::protobuf::FileDescriptor& file,
                   std::map<std::string, const google::protobuf::FileDescriptor*>& out) {
  if (!out.emplace(file.name(), &file).second) return;
  for (int i = 0; i < file.dependency_count(); ++i) collect_files(*file.dependency(i), out);
}

// Changes with anything the tables are made of: types, fields, annotations.
Bytes descriptor_hash() {
  std::map<std::string, const google::protobuf::FileDescriptor*> files;
  for (const auto& type : schema::record_types()) collect_files(*type.descriptor->file(), files);
  Bytes all(layout);
  for (const auto& [name, file] : files) {
    google::protobuf::FileDescriptorProto proto;
    file->CopyTo(&proto);
    all += view(sha256(proto.SerializeAsString()));
  }
  return Bytes(view(sha256(all)));
}

std::string sql_name(std::string_view name) { return fmt::format("\"{}\"", name); }

void create_tables(Database& database) {
  for (const auto& type : schema::record_types()) {
    const auto columns = analysis_columns(type);
    if (columns.empty()) continue;
    std::string sql = "CREATE TABLE " + sql_name(type.name) + "(record TEXT PRIMARY KEY, operation TEXT, voided INTEGER";
    for (const auto& column : columns) sql += ", " + sql_name(column.name);
    database.run(sql + ") WITHOUT ROWID");
  }
  database.run(
      "CREATE TABLE unknown_type(type INTEGER NOT NULL, record TEXT NOT NULL, operation TEXT, PRIMARY KEY(type, record)) "
      "WITHOUT ROWID;"
      "CREATE TABLE projection(projected_gsn INTEGER NOT NULL, descriptor_hash BLOB NOT NULL, store_incarnation BLOB NOT "
      "NULL);"
      "CREATE TABLE erasure(through_gsn INTEGER NOT NULL, at_ms INTEGER NOT NULL); INSERT INTO erasure VALUES(0, 0)");
}

void drop_tables(Database& database) {
  std::vector<std::string> names;
  {
    Statement statement =
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    Rows rows = statement.query();
    while (rows.next()) names.emplace_back(rows.text(0));
  }
  for (const auto& name : names) database.run("DROP TABLE " + sql_name(name));
}

bool has_projection(Database& database) {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'projection'").integer().has_value();
}

// What of a record the team may see, as the change said and as this program's annotations say.
Record team_part(const Record& record, const schema::RecordType& type) {
  Record out = record;
  std::erase_if(out.cells, [&](const Cell& cell) {
    if (!is_for_analysis(cell.visibility)) return true;
    const auto* field = cell.tag == 0 ? nullptr : type.descriptor->FindFieldByNumber(static_cast<int>(cell.tag));
    return cell.tag != 0 && (!field || !is_for_analysis(schema::class_of(type, *field, cell.visibility)));
  });
  return out;
}

nlohmann::json json_of(const AnalysisValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

// The values of all columns arrive as one JSON list: a statement has a fixed number of parameters, a table any number of
// columns.
std::string insert_sql(const schema::RecordType& type, const std::vector<AnalysisColumn>& columns) {
  std::string names, values;
  for (size_t i = 0; i < columns.size(); ++i) {
    names += ", " + sql_name(columns[i].name);
    values += fmt::format(", json_extract(?4, '$[{}]')", i);
  }
  return fmt::format("INSERT OR REPLACE INTO {}(record, operation, voided{}) VALUES(?1, ?2, ?3{})", sql_name(type.name), names,
                     values);
}

}  // namespace

Result<Analysis> Analysis::open(const StoreDirectory& directory) {
  auto database = Database::open(directory.analysis(), std::nullopt, Database::Mode::create);
  if (!database) return database.error();
  auto store = directory.open_store(Database::Mode::read_only);
  if (!store) return store.error();
  return Analysis(std::move(*database), std::move(*store), directory.pseudonym_key());
}

Analysis::Analysis(Database database, SqliteStore store, const Key& pseudonym_key)
    : database_(std::make_unique<Database>(std::move(database))), store_(std::move(store)), pseudonyms_(pseudonym_key) {
  for (const auto& type : schema::record_types()) columns_[type.number] = analysis_columns(type);
}

Result<bool> Analysis::begin_again_if_changed() {
  const Bytes hash = descriptor_hash(), incarnation = store_.fact(fact_store_incarnation).value_or(Bytes());
  Transaction transaction(*database_);
  if (has_projection(*database_)) {
    const auto same = database_->prepare("SELECT 1 FROM projection WHERE descriptor_hash = ? AND store_incarnation = ?")
                          .integer(Blob(hash), Blob(incarnation));
    if (same) return false;
  }
  drop_tables(*database_);
  create_tables(*database_);
  database_->prepare("INSERT INTO projection(projected_gsn, descriptor_hash, store_incarnation) VALUES(0, ?, ?)")
      .run(Blob(hash), Blob(incarnation));
  if (auto done = transaction.commit(); !done) return done.error();
  return true;
}

Result<Analysis::Progress> Analysis::update(const std::function<bool()>& stop) {
  return attempt([&]() -> Result<Progress> {
    auto rebuilt = begin_again_if_changed();
    if (!rebuilt) return rebuilt.error();
    Progress progress;
    progress.rebuilt = *rebuilt;
    while (!stop()) {
      const auto taken = take_step(progress.projected_gsn);
      if (!taken) return taken.error();
      if (*taken == 0) break;
      progress.entries += *taken;
    }
    if (auto scrubbed = scrub(progress.projected_gsn); !scrubbed) return scrubbed.error();
    return progress;
  });
}

Result<uint64_t> Analysis::take_step(uint64_t& projected_gsn) {
  Transaction transaction(*database_);
  projected_gsn = static_cast<uint64_t>(database_->prepare("SELECT projected_gsn FROM projection").integer().value_or(0));
  CentralLog log(store_);
  std::set<RecordId> touched;
  const auto rows = store_.entries_after(projected_gsn, entries_per_step);
  for (const auto& row : rows) {
    projected_gsn = row.gsn;
    const auto set = row.quarantined ? Result<ChangeSet>(Error{Fault::refused, {}}) : log.decode(row);
    if (!set) continue;
    if (const auto order = read_order(*set)) {
      take_order(*order, touched);
      continue;
    }
    for (const auto& placed : set->changes) touched.insert(placed.change.record);
  }
  // The state of now, which may hold later entries too: projecting them again makes the same row.
  for (const auto& id : touched) project(id);
  database_->prepare("UPDATE projection SET projected_gsn = ?").run(projected_gsn);
  if (auto done = transaction.commit(); !done) return done.error();
  return rows.size();
}

void Analysis::take_order(const OrderRead& order, std::set<RecordId>& touched) {
  if (order.kind == v1::Change::PURGE) return remove(order.record);
  const auto released = store_.entry(order.gsn);
  const auto set = released ? CentralLog(store_).decode(*released) : Result<ChangeSet>(Error{Fault::not_found, {}});
  if (!set) return;
  for (const auto& placed : set->changes) touched.insert(placed.change.record);
}

void Analysis::remove(const RecordId& id) {
  const std::string pseudonym = pseudonyms_.of("UUID", id.bytes());
  for (const auto& type : schema::record_types()) {
    if (columns_.at(type.number).empty()) continue;
    database_->prepare("DELETE FROM " + sql_name(type.name) + " WHERE record = ?").run(Text(pseudonym));
  }
  database_->prepare("DELETE FROM unknown_type WHERE record = ?").run(Text(pseudonym));
}

Result<void> Analysis::scrub(uint64_t projected_gsn) {
  const auto purges = PurgeBook(store_, {}).purges();
  if (!purges) return purges.error();
  const auto through = static_cast<uint64_t>(database_->prepare("SELECT through_gsn FROM erasure").integer().value_or(0));
  const bool owed = std::any_of(purges->begin(), purges->end(),
                                [&](const auto& purge) { return purge.gsn > through && purge.gsn <= projected_gsn; });
  if (!owed) return {};
  database_->scrub();
  database_->prepare("UPDATE erasure SET through_gsn = ?, at_ms = ?").run(projected_gsn, wall_ms());
  return {};
}

void Analysis::count_unknown(const RecordId& id, const Record& record) {
  const bool visible =
      std::any_of(record.cells.begin(), record.cells.end(), [](const Cell& cell) { return is_for_analysis(cell.visibility); });
  if (!visible) return;
  const std::string pseudonym = pseudonyms_.of("UUID", id.bytes());
  database_->prepare("INSERT OR IGNORE INTO unknown_type(type, record, operation) VALUES(?, ?, ?)")
      .run(record.type, Text(pseudonym), Text(record.operation));
}

void Analysis::project(const RecordId& id) {
  const auto state = store_.record(id);
  const auto record = state ? Record::decode(*state) : Result<Record>(Error{Fault::not_found, {}});
  if (!record) return;
  const auto* type = schema::find_type(record->type);
  if (!type) return count_unknown(id, *record);
  const Record visible = team_part(*record, *type);
  const auto& columns = columns_.at(type->number);
  const auto projected = schema::project(visible);
  if (visible.cells.empty() || columns.empty() || !projected) return;
  auto list = nlohmann::json::array();
  for (const auto& column : columns) list.push_back(json_of(analysis_value(column, *projected->message, pseudonyms_)));
  const std::string pseudonym = pseudonyms_.of("UUID", id.bytes()), values = list.dump();
  auto at = inserts_.find(type->number);
  if (at == inserts_.end()) at = inserts_.emplace(type->number, database_->prepare(insert_sql(*type, columns))).first;
  at->second.run(Text(pseudonym), Text(record->operation), projected->retracted ? 1 : 0, Text(values));
}

AnalysisTask::AnalysisTask(Analysis analysis, const Activity& activity, Log& log)
    : analysis_(std::move(analysis)), activity_(activity), log_(log), thread_([this] { run(); }) {}

AnalysisTask::~AnalysisTask() {
  {
    const std::lock_guard guard(turn_);
    stopping_ = true;
  }
  stopping_changed_.notify_all();
  thread_.join();
}

// False when it has waited long enough, or must stop.
bool AnalysisTask::wait_for_quiet() {
  const auto latest = Activity::Clock::now() + waits_at_most;
  std::unique_lock guard(turn_);
  while (!stopping_ && Activity::Clock::now() < latest) {
    if (activity_.quiet_for(quiet)) return true;
    stopping_changed_.wait_for(guard, quiet / 4);
  }
  return false;
}

void AnalysisTask::run() {
  // Analysts wait, tablets do not: the thread takes what the sessions leave (nice is per thread on Linux).
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19);
  bool failing = false;  // said once, not every two seconds
  for (;;) {
    const bool in_quiet = wait_for_quiet();
    const auto stop = [&] {
      const std::lock_guard guard(turn_);
      return stopping_ || (in_quiet && !activity_.quiet_for(quiet));
    };
    try {
      const auto progress = analysis_.update(stop);
      if (!progress && !std::exchange(failing, true)) {
        log_.event(0, "analysis-failed", {{"fault", name(progress.error().code)}});
      } else if (progress && progress->entries > 0) {
        log_.event(0, "analysis", {{"entries", progress->entries}, {"projected_gsn", progress->projected_gsn}});
      }
      if (progress) failing = false;
    } catch (const std::exception&) {
      if (!std::exchange(failing, true)) log_.event(0, "analysis-failed", {{"fault", "exception"}});
    }
    std::unique_lock guard(turn_);
    if (stopping_changed_.wait_for(guard, pause_between_updates, [this] { return stopping_; })) return;
  }
}

}  // namespace beatbook::server
