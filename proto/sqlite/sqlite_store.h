#pragma once
// The Store on encrypted SQLite, one for both ends: a tablet uses `own`, `receipt` and the two views, the server `branch` and
// `stream`. One object is one connection and belongs to one thread; a second, read-only object of the same file reads what the
// first has committed.
#include <filesystem>
#include <map>
#include <memory>

#include "kernel/store.h"
#include "sqlite/database.h"

namespace beatbook {

class AttachmentTables;

// How often the two views were swapped, in decimal digits: an even number when the first is current. Whoever keeps something
// that was made of a view compares the whole number, for two swaps bring the same view back with another content. The
// name is older than the count.
inline constexpr std::string_view fact_view_swaps = "view.active";

class SqliteStore : public Store {
 public:
  // Makes or upgrades the tables. Fails as Database::open does; a file of a newer program is Fault::refused and left alone.
  static Result<SqliteStore> open(const std::filesystem::path& file, const std::optional<Key>& key, Database::Mode mode,
                                  const Database::Settings& settings = {});
  SqliteStore(SqliteStore&&) noexcept;
  ~SqliteStore() override;

  // For tables that belong to others (accounts, index) in the same file. A write there outside begin()/commit() is a
  // transaction of its own.
  Database& database();

  void begin(Durability durability = Durability::now) override;
  void commit() override;
  void rollback() override;

  std::optional<Bytes> fact(std::string_view name) override;
  void set_fact(std::string_view name, BytesView value) override;
  std::optional<Bytes> record(const RecordId& id) override;
  void put_record(const RecordId& id, uint32_t type, BytesView state) override;
  void each_record(const std::function<void(const RecordId&, BytesView)>& visit) override;
  // Records with an id above `id`, in order: for who walks them in steps.
  std::vector<std::pair<RecordId, Bytes>> records_after(const RecordId& id, size_t limit);
  uint64_t record_count() override;
  void drop_record(const RecordId& id) override;
  void append(const LogRow& row) override;
  std::optional<LogRow> entry(uint64_t gsn) override;
  std::optional<LogRow> entry(const Dot& dot) override;
  std::vector<LogRow> entries_after(uint64_t gsn, size_t limit) override;
  uint64_t last_gsn() override;
  void rewrite(const LogRow& row) override;
  void append_own(const LogRow& row, const OwnLeaves& leaves) override;
  std::vector<OwnLeaves> own_leaves(uint64_t from_seq, uint64_t through_seq) override;
  std::optional<LogRow> own(uint64_t seq) override;
  std::vector<LogRow> own_after(uint64_t seq, size_t max_bytes, size_t limit) override;
  std::optional<LogRow> last_own() override;
  void rewrite_own(uint64_t seq, BytesView change_set) override;
  void add_receipt(const Receipt& receipt) override;
  std::optional<Receipt> receipt(uint64_t own_seq) override;
  void drop_receipts_after(uint64_t own_seq) override;
  uint64_t quarantined_count() override;
  void use(View view) override;
  void clear_shadow() override;
  void swap_views() override;
  uint64_t put_attachment(const AttachmentRow& row) override;
  std::optional<AttachmentRow> attachment(const AttachmentName& name) override;
  std::vector<AttachmentRow> attachments_of(const RecordId& record) override;
  std::vector<AttachmentRow> attachments_after(uint64_t number, size_t limit) override;
  std::vector<AttachmentRow> attachments_taken_after(uint64_t taken, size_t limit) override;
  void drop_attachment(uint64_t number) override;
  void put_part(uint64_t number, uint64_t offset, BytesView content) override;
  void drop_parts(uint64_t number) override;
  Bytes part(uint64_t number, uint64_t offset) override;
  // Writes the whole file anew: what was deleted leaves copies on other pages than its own. Fails while somebody reads on.
  void scrub() override;
  std::optional<BranchRow> branch(const Branch& branch) override;
  std::vector<BranchRow> branches_of(const EnrolmentId& enrolment) override;
  void put_branch(const BranchRow& row) override;
  void add_to_stream(const Stream& stream, uint64_t gsn, const Digest& leaf) override;
  std::vector<uint64_t> stream_after(const Stream& stream, uint64_t gsn, size_t limit) override;
  Digest stream_digest(const Stream& stream, uint64_t through_gsn) override;
  std::vector<LogPlace> branch_after(const Branch& branch, uint64_t gsn, size_t limit) override;

 private:
  struct Statements;
  struct ViewStatements;
  explicit SqliteStore(Database database);
  ViewStatements& view();
  int64_t branch_number(const Branch& branch);  // made when new
  std::optional<int64_t> known_branch(const Branch& branch);
  const Branch& branch_of(int64_t number);
  std::optional<int64_t> stream_number(const Stream& stream, bool make);
  LogRow read_row(Rows& rows);
  void forget();  // caches may speak of what was rolled back or written by the other connection

  std::unique_ptr<Database> database_;
  std::unique_ptr<Statements> statements_;
  std::unique_ptr<AttachmentTables> attachments_;
  View view_ = View::current;
  std::map<Branch, int64_t> branch_numbers_;
  std::map<int64_t, Branch> branches_;
  std::map<Stream, int64_t> stream_numbers_;
  std::optional<uint64_t> last_gsn_;  // only while this object writes
  bool writing_ = false;
};

}  // namespace beatbook
