#pragma once
// A Store in memory: for tests, for the simulator's volume lane and as scratch of a verification. Rolls back by undoing.
#include <map>
#include <unordered_map>

#include "kernel/store.h"

namespace beatbook {

class MemoryStore : public Store {
 public:
  void begin(Durability durability = Durability::now) override;
  void commit() override;
  void rollback() override;

  std::optional<Bytes> fact(std::string_view name) override;
  void set_fact(std::string_view name, BytesView value) override;
  std::optional<Bytes> record(const RecordId& id) override;
  void put_record(const RecordId& id, uint32_t type, BytesView state) override;
  void each_record(const std::function<void(const RecordId&, BytesView)>& visit) override;
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
  void scrub() override {}
  std::optional<BranchRow> branch(const Branch& branch) override;
  std::vector<BranchRow> branches_of(const EnrolmentId& enrolment) override;
  void put_branch(const BranchRow& row) override;
  void add_to_stream(const Stream& stream, uint64_t gsn, const Digest& leaf) override;
  std::vector<uint64_t> stream_after(const Stream& stream, uint64_t gsn, size_t limit) override;
  Digest stream_digest(const Stream& stream, uint64_t through_gsn) override;
  std::vector<LogPlace> branch_after(const Branch& branch, uint64_t gsn, size_t limit) override;

 private:
  struct ViewData {
    std::map<RecordId, Bytes> records;
    std::map<uint64_t, LogRow> log;
    std::map<Dot, uint64_t> by_dot;
  };
  ViewData& data() { return views_[view_]; }
  void undo(std::function<void()> step) {
    if (open_) undo_.push_back(std::move(step));
  }
  // Assigns map[key] = value and remembers how to take it back.
  template <class Map>
  void put(Map& map, const typename Map::key_type& key, typename Map::mapped_type value);
  template <class Map>
  void erase(Map& map, const typename Map::key_type& key);  // which is there

  std::map<std::string, Bytes, std::less<>> facts_;
  ViewData views_[2];
  size_t view_ = 0;
  std::map<uint64_t, LogRow> own_;
  std::map<uint64_t, OwnLeaves> own_leaves_;
  std::map<uint64_t, Receipt> receipts_;  // by from_seq, never overlapping
  std::map<Branch, BranchRow> branches_;
  std::map<Stream, std::map<uint64_t, Digest>> streams_;
  std::map<uint64_t, AttachmentRow> attachments_;
  std::map<AttachmentName, uint64_t> attachment_numbers_;
  std::map<std::pair<uint64_t, uint64_t>, Bytes> parts_;  // by number and offset
  uint64_t last_attachment_ = 0;
  std::vector<std::function<void()>> undo_;
  bool open_ = false;
};

}  // namespace beatbook
