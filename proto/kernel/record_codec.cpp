// Deterministic bytes of a record: branches sorted, everything else already is.
#include <algorithm>
#include <set>

#include "beatbook/v1/record_state.pb.h"
#include "kernel/record.h"

namespace beatbook {

namespace {

class BranchTable {
 public:
  explicit BranchTable(const Record& record) {
    std::set<Branch> all;
    for (const auto& touch : record.touches) all.insert(touch.dot.branch);
    for (const auto& cell : record.cells) {
      for (const auto& dot : cell.awaited) all.insert(dot.branch);
      for (const auto& value : cell.values) {
        for (const auto& dot : value.witnessed) all.insert(dot.branch);
      }
    }
    branches.assign(all.begin(), all.end());
  }
  void write(const Dot& dot, v1::Dot* out) const {
    const auto at = std::lower_bound(branches.begin(), branches.end(), dot.branch);
    out->set_branch(static_cast<uint32_t>(at - branches.begin()));
    out->set_seq(dot.seq);
  }
  std::vector<Branch> branches;
};

void write_value(const Value& value, const BranchTable& table, v1::Value* out) {
  table.write(value.dot, out->mutable_dot());
  out->set_raw(value.raw);
  out->set_hlc_ms(value.stamp.ms);
  out->set_hlc_counter(value.stamp.counter);
  out->set_kind(static_cast<uint32_t>(value.kind));
  for (const auto& dot : value.witnessed) table.write(dot, out->add_witnessed());
}

}  // namespace

Bytes Record::encode() const {
  const BranchTable table(*this);
  v1::RecordState state;
  state.set_record_type(type);
  state.set_operation(operation);
  for (const auto& branch : table.branches) {
    auto* out = state.add_branches();
    out->set_enrolment(branch.enrolment.str());
    out->set_incarnation(branch.incarnation);
  }
  for (const auto& cell : cells) {
    auto* out = state.add_cells();
    out->set_tag(cell.tag);
    out->set_visibility(cell.visibility);
    for (const auto& value : cell.values) write_value(value, table, out->add_values());
    for (const auto& dot : cell.awaited) table.write(dot, out->add_awaited());
  }
  for (const auto& touch : touches) {
    auto* out = state.add_touches();
    table.write(touch.dot, out->mutable_dot());
    out->set_visibility(touch.visibility);
  }
  return state.SerializeAsString();
}

Result<Record> Record::decode(BytesView bytes) {
  const Error broken{Fault::corrupt, "A stored record cannot be read."};
  v1::RecordState state;
  if (!state.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return broken;
  std::vector<Branch> branches;
  for (const auto& branch : state.branches()) {
    const auto enrolment = EnrolmentId::from_bytes(branch.enrolment());
    if (!enrolment) return broken;
    branches.push_back({*enrolment, branch.incarnation()});
  }
  bool known = true;
  const auto dot = [&](const v1::Dot& wire) -> Dot {
    if (wire.branch() >= branches.size()) {
      known = false;
      return {};
    }
    return {branches[wire.branch()], wire.seq()};
  };
  Record record;
  record.type = state.record_type();
  record.operation = state.operation();
  for (auto& cell : *state.mutable_cells()) {
    Cell out{cell.tag(), cell.visibility(), {}, {}};
    for (auto& value : *cell.mutable_values()) {
      Value v{dot(value.dot()),
              std::move(*value.mutable_raw()),
              {value.hlc_ms(), value.hlc_counter()},
              static_cast<ChangeKind>(value.kind()),
              {}};
      for (const auto& seen : value.witnessed()) v.witnessed.push_back(dot(seen));
      out.values.push_back(std::move(v));
    }
    for (const auto& awaited : cell.awaited()) out.awaited.push_back(dot(awaited));
    record.cells.push_back(std::move(out));
  }
  for (const auto& touch : state.touches()) record.touches.push_back({dot(touch.dot()), touch.visibility()});
  if (!known) return broken;
  return record;
}

}  // namespace beatbook
