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

// Every value was written by a touch of its cell's class.
size_t touch_number(const Record& record, const Value& value, const Cell& cell) {
  const auto at = std::lower_bound(record.touches.begin(), record.touches.end(), Touch{value.dot, cell.visibility});
  return static_cast<size_t>(at - record.touches.begin());
}

// The stamp of each touch, from the values that stand of it.
std::vector<Stamp> stamps_of(const Record& record) {
  std::vector<Stamp> stamps(record.touches.size());
  for (const auto& cell : record.cells) {
    for (const auto& value : cell.values) stamps[touch_number(record, value, cell)] = value.stamp;
  }
  return stamps;
}

// Reads bottom up: dots by their branches, values by their touches. `whole` is false when a number leads nowhere.
class StateReader {
 public:
  struct Awaited {
    uint32_t tag = 0;
    VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
    Dot dot;
  };

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
        case pbf::bytes_field(v1::RecordState::kTouchesFieldNumber):
          read_touch(in.get_view(), record);
          break;
        case pbf::bytes_field(v1::RecordState::kValuesFieldNumber):
          read_value(in.get_view(), record);
          break;
        case pbf::bytes_field(v1::RecordState::kAwaitedFieldNumber):
          awaited.push_back(read_awaited(in.get_view()));
          break;
        default:
          in.skip();
      }
    }
    return record;
  }

  std::vector<Awaited> awaited;
  bool whole = true;

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
    whole &= has_enrolment;
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
    whole &= branch < branches_.size();
    return branch < branches_.size() ? Dot{branches_[branch], seq} : Dot{};
  }

  void read_touch(BytesView bytes, Record& record) {
    Touch touch;
    Stamp stamp;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::bytes_field(v1::Touch::kDotFieldNumber):
          touch.dot = read_dot(in.get_view());
          break;
        case pbf::number_field(v1::Touch::kVisibilityFieldNumber):
          touch.visibility = static_cast<VisibilityClass>(in.get_enum());
          break;
        case pbf::number_field(v1::Touch::kHlcMsFieldNumber):
          stamp.ms = in.get_uint64();
          break;
        case pbf::number_field(v1::Touch::kHlcCounterFieldNumber):
          stamp.counter = in.get_uint32();
          break;
        default:
          in.skip();
      }
    }
    record.touches.push_back(touch);
    stamps_.push_back(stamp);
  }

  // Values of one cell follow each other.
  void read_value(BytesView bytes, Record& record) {
    uint32_t tag = 0, touch = 0;
    Value value;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::number_field(v1::Standing::kTagFieldNumber):
          tag = in.get_uint32();
          break;
        case pbf::number_field(v1::Standing::kTouchFieldNumber):
          touch = in.get_uint32();
          break;
        case pbf::bytes_field(v1::Standing::kRawFieldNumber):
          value.raw = in.get_view();
          break;
        case pbf::number_field(v1::Standing::kKindFieldNumber):
          value.kind = static_cast<ChangeKind>(in.get_uint32());
          break;
        case pbf::bytes_field(v1::Standing::kWitnessedFieldNumber):
          value.witnessed.push_back(read_dot(in.get_view()));
          break;
        default:
          in.skip();
      }
    }
    if (touch >= record.touches.size()) {
      whole = false;
      return;
    }
    const auto& by = record.touches[touch];
    value.dot = by.dot;
    value.stamp = stamps_[touch];
    if (record.cells.empty() || record.cells.back().tag != tag || record.cells.back().visibility != by.visibility) {
      record.cells.push_back({tag, by.visibility, {}, {}});
    }
    record.cells.back().values.push_back(std::move(value));
  }

  Awaited read_awaited(BytesView bytes) {
    Awaited out;
    for (pbf::Reader in(bytes); in.next();) {
      switch (in.tag_and_type()) {
        case pbf::number_field(v1::Awaited::kTagFieldNumber):
          out.tag = in.get_uint32();
          break;
        case pbf::number_field(v1::Awaited::kVisibilityFieldNumber):
          out.visibility = static_cast<VisibilityClass>(in.get_enum());
          break;
        case pbf::bytes_field(v1::Awaited::kDotFieldNumber):
          out.dot = read_dot(in.get_view());
          break;
        default:
          in.skip();
      }
    }
    return out;
  }

  std::vector<Branch> branches_;
  std::vector<Stamp> stamps_;  // by touch
};

}  // namespace

Bytes Record::encode() const {
  const BranchTable table(*this);
  const auto stamps = stamps_of(*this);
  Bytes out;
  size_t held = 0;
  for (const auto& cell : cells) {
    for (const auto& value : cell.values) held += value.raw.size() + 16;
  }
  out.reserve(64 + 48 * table.branches.size() + 24 * touches.size() + held);
  pbf::Writer state(out);
  pbf::add_number(state, v1::RecordState::kRecordTypeFieldNumber, type);
  pbf::add_bytes(state, v1::RecordState::kOperationFieldNumber, operation);
  for (const auto& branch : table.branches) {
    pbf::Writer inner(state, v1::RecordState::kBranchesFieldNumber);
    pbf::add_bytes(inner, v1::Branch::kEnrolmentFieldNumber, branch.enrolment.bytes());
    pbf::add_number(inner, v1::Branch::kIncarnationFieldNumber, branch.incarnation);
  }
  for (size_t i = 0; i < touches.size(); ++i) {
    pbf::Writer inner(state, v1::RecordState::kTouchesFieldNumber);
    table.write(inner, v1::Touch::kDotFieldNumber, touches[i].dot);
    pbf::add_number(inner, v1::Touch::kVisibilityFieldNumber, static_cast<uint64_t>(touches[i].visibility));
    pbf::add_number(inner, v1::Touch::kHlcMsFieldNumber, stamps[i].ms);
    pbf::add_number(inner, v1::Touch::kHlcCounterFieldNumber, stamps[i].counter);
  }
  for (const auto& cell : cells) {
    for (const auto& value : cell.values) {
      pbf::Writer inner(state, v1::RecordState::kValuesFieldNumber);
      pbf::add_number(inner, v1::Standing::kTagFieldNumber, cell.tag);
      pbf::add_number(inner, v1::Standing::kTouchFieldNumber, touch_number(*this, value, cell));
      inner.add_bytes(v1::Standing::kRawFieldNumber, value.raw);
      pbf::add_number(inner, v1::Standing::kKindFieldNumber, static_cast<uint64_t>(value.kind));
      for (const auto& dot : value.witnessed) table.write(inner, v1::Standing::kWitnessedFieldNumber, dot);
    }
  }
  for (const auto& cell : cells) {
    for (const auto& dot : cell.awaited) {
      pbf::Writer inner(state, v1::RecordState::kAwaitedFieldNumber);
      pbf::add_number(inner, v1::Awaited::kTagFieldNumber, cell.tag);
      pbf::add_number(inner, v1::Awaited::kVisibilityFieldNumber, static_cast<uint64_t>(cell.visibility));
      table.write(inner, v1::Awaited::kDotFieldNumber, dot);
    }
  }
  return out;
}

Result<Record> Record::decode(BytesView bytes) {
  StateReader reader;
  try {
    auto record = reader.read(bytes);
    for (const auto& awaited : reader.awaited) record.cell_of(awaited.tag, awaited.visibility).awaited.push_back(awaited.dot);
    if (reader.whole) return record;
  } catch (const pbf::Broken&) {
  }
  return Error{Fault::corrupt, "A stored record cannot be read."};
}

}  // namespace beatbook
