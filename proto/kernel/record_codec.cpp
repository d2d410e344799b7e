// Deterministic bytes of a record (v1.RecordState): branches sorted, everything else already is.
#include <algorithm>

#include "beatbook/v1/record_state.pb.h"
#include "kernel/pbf.h"
#include "kernel/record.h"

namespace beatbook {

namespace {

// Dots are written by the number of their branch: one author's many values name it once.
class BranchTable {
 public:
  explicit BranchTable(const Record& record) {
    for (const auto& touch : record.touches) add(touch.dot);
    for (const auto& cell : record.cells) {
      for (const auto& dot : cell.awaited) add(dot);
      for (const auto& value : cell.values) {
        for (const auto& dot : value.witnessed) add(dot);
      }
    }
    std::sort(branches.begin(), branches.end());
  }
  void write(pbf::Writer& out, uint32_t tag, const Dot& dot) const {
    const auto at = std::lower_bound(branches.begin(), branches.end(), dot.branch);
    pbf::Writer inner(out, tag);
    pbf::add_number(inner, v1::Dot::kBranchFieldNumber, static_cast<uint64_t>(at - branches.begin()));
    pbf::add_number(inner, v1::Dot::kSeqFieldNumber, dot.seq);
  }
  std::vector<Branch> branches;

 private:
  void add(const Dot& dot) {
    if (std::find(branches.begin(), branches.end(), dot.branch) == branches.end()) branches.push_back(dot.branch);
  }
};

void write_value(pbf::Writer& out, const Value& value, const BranchTable& table) {
  pbf::Writer inner(out, v1::Cell::kValuesFieldNumber);
  table.write(inner, v1::Value::kDotFieldNumber, value.dot);
  pbf::add_bytes(inner, v1::Value::kRawFieldNumber, value.raw);
  pbf::add_number(inner, v1::Value::kHlcMsFieldNumber, value.stamp.ms);
  pbf::add_number(inner, v1::Value::kHlcCounterFieldNumber, value.stamp.counter);
  for (const auto& dot : value.witnessed) table.write(inner, v1::Value::kWitnessedFieldNumber, dot);
  pbf::add_number(inner, v1::Value::kKindFieldNumber, static_cast<uint64_t>(value.kind));
}

class StateReader {
 public:
  Record read(BytesView bytes) {
    Record record;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::number_field(v1::RecordState::kRecordTypeFieldNumber):
          record.type = in.get_uint32();
          break;
        case pbf::bytes_field(v1::RecordState::kOperationFieldNumber):
          record.operation = in.get_view();
          break;
        case pbf::bytes_field(v1::RecordState::kBranchesFieldNumber):
          branches_.push_back(read_branch(in.get_view()));
          break;
        case pbf::bytes_field(v1::RecordState::kCellsFieldNumber):
          record.cells.push_back(read_cell(in.get_view()));
          break;
        case pbf::bytes_field(v1::RecordState::kTouchesFieldNumber):
          record.touches.push_back(read_touch(in.get_view()));
          break;
        default:
          in.skip();
      }
    }
    return record;
  }
  // Every id was whole, every dot's branch is listed.
  bool whole() const { return whole_; }

 private:
  Branch read_branch(BytesView bytes) {
    Branch branch;
    bool has_enrolment = false;
    for (pbf::Reader in(bytes); in.next();) {
      if (in.tag_and_type() == pbf::bytes_field(v1::Branch::kEnrolmentFieldNumber)) {
        const auto id = EnrolmentId::from_bytes(in.get_view());
        has_enrolment = id.has_value();
        if (id) branch.enrolment = *id;
      } else if (in.tag_and_type() == pbf::number_field(v1::Branch::kIncarnationFieldNumber)) {
        branch.incarnation = in.get_uint32();
      } else {
        in.skip();
      }
    }
    whole_ &= has_enrolment;
    return branch;
  }

  Dot read_dot(BytesView bytes) {
    uint64_t branch = 0, seq = 0;
    for (pbf::Reader in(bytes); in.next();) {
      if (in.tag_and_type() == pbf::number_field(v1::Dot::kBranchFieldNumber)) {
        branch = in.get_uint64();
      } else if (in.tag_and_type() == pbf::number_field(v1::Dot::kSeqFieldNumber)) {
        seq = in.get_uint64();
      } else {
        in.skip();
      }
    }
    whole_ &= branch < branches_.size();
    return branch < branches_.size() ? Dot{branches_[branch], seq} : Dot{};
  }

  Value read_value(BytesView bytes) {
    Value value;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::bytes_field(v1::Value::kDotFieldNumber):
          value.dot = read_dot(in.get_view());
          break;
        case pbf::bytes_field(v1::Value::kRawFieldNumber):
          value.raw = in.get_view();
          break;
        case pbf::number_field(v1::Value::kHlcMsFieldNumber):
          value.stamp.ms = in.get_uint64();
          break;
        case pbf::number_field(v1::Value::kHlcCounterFieldNumber):
          value.stamp.counter = in.get_uint32();
          break;
        case pbf::bytes_field(v1::Value::kWitnessedFieldNumber):
          value.witnessed.push_back(read_dot(in.get_view()));
          break;
        case pbf::number_field(v1::Value::kKindFieldNumber):
          value.kind = static_cast<ChangeKind>(in.get_uint32());
          break;
        default:
          in.skip();
      }
    }
    return value;
  }

  Cell read_cell(BytesView bytes) {
    Cell cell;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::number_field(v1::Cell::kTagFieldNumber):
          cell.tag = in.get_uint32();
          break;
        case pbf::number_field(v1::Cell::kVisibilityFieldNumber):
          cell.visibility = static_cast<VisibilityClass>(in.get_enum());
          break;
        case pbf::bytes_field(v1::Cell::kValuesFieldNumber):
          cell.values.push_back(read_value(in.get_view()));
          break;
        case pbf::bytes_field(v1::Cell::kAwaitedFieldNumber):
          cell.awaited.push_back(read_dot(in.get_view()));
          break;
        default:
          in.skip();
      }
    }
    return cell;
  }

  Touch read_touch(BytesView bytes) {
    Touch touch;
    for (pbf::Reader in(bytes); in.next();) {
      if (in.tag_and_type() == pbf::bytes_field(v1::Touch::kDotFieldNumber)) {
        touch.dot = read_dot(in.get_view());
      } else if (in.tag_and_type() == pbf::number_field(v1::Touch::kVisibilityFieldNumber)) {
        touch.visibility = static_cast<VisibilityClass>(in.get_enum());
      } else {
        in.skip();
      }
    }
    return touch;
  }

  std::vector<Branch> branches_;
  bool whole_ = true;
};

}  // namespace

Bytes Record::encode() const {
  const BranchTable table(*this);
  Bytes out;
  size_t held = 0;
  for (const auto& cell : cells) {
    for (const auto& value : cell.values) held += value.raw.size() + 40;
  }
  out.reserve(128 + held);
  pbf::Writer state(out);
  pbf::add_number(state, v1::RecordState::kRecordTypeFieldNumber, type);
  pbf::add_bytes(state, v1::RecordState::kOperationFieldNumber, operation);
  for (const auto& branch : table.branches) {
    pbf::Writer inner(state, v1::RecordState::kBranchesFieldNumber);
    pbf::add_bytes(inner, v1::Branch::kEnrolmentFieldNumber, branch.enrolment.bytes());
    pbf::add_number(inner, v1::Branch::kIncarnationFieldNumber, branch.incarnation);
  }
  for (const auto& cell : cells) {
    pbf::Writer inner(state, v1::RecordState::kCellsFieldNumber);
    pbf::add_number(inner, v1::Cell::kTagFieldNumber, cell.tag);
    pbf::add_number(inner, v1::Cell::kVisibilityFieldNumber, static_cast<uint64_t>(cell.visibility));
    for (const auto& value : cell.values) write_value(inner, value, table);
    for (const auto& dot : cell.awaited) table.write(inner, v1::Cell::kAwaitedFieldNumber, dot);
  }
  for (const auto& touch : touches) {
    pbf::Writer inner(state, v1::RecordState::kTouchesFieldNumber);
    table.write(inner, v1::Touch::kDotFieldNumber, touch.dot);
    pbf::add_number(inner, v1::Touch::kVisibilityFieldNumber, static_cast<uint64_t>(touch.visibility));
  }
  return out;
}

Result<Record> Record::decode(BytesView bytes) {
  StateReader reader;
  try {
    auto record = reader.read(bytes);
    if (reader.whole()) return record;
  } catch (const pbf::Broken&) {
  }
  return Error{Fault::corrupt, "A stored record cannot be read."};
}

}  // namespace beatbook
