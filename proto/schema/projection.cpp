#include "schema/projection.h"

#include <algorithm>
#include <map>

#include "kernel/mutant.h"
#include "schema/json.h"
#include "schema/partials.h"

namespace beatbook::schema {

namespace {

// A known field counts only in its own class: bytes that came in another one are not what their author could have meant.
bool in_its_class(const RecordType& type, const Cell& cell, VisibilityClass face) {
  const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(cell.tag));
  return !field || class_of(type, *field, face) == cell.visibility;
}

VisibilityClass face_of(const RecordType& type, const Record& record) {
  if (type.face != v1::VISIBILITY_CLASS_UNSPECIFIED) return type.face;
  for (const auto& cell : record.cells) {
    if (cell.tag == 0) return cell.visibility;
  }
  return v1::VISIBILITY_CLASS_UNSPECIFIED;
}

Conflict conflict_of(const RecordType& type, const Cell& cell, const std::vector<const Value*>& values) {
  Conflict out{cell.tag, "life", cell.visibility, {}, {}};
  if (cell.tag != 0) {
    const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(cell.tag));
    out.field = field ? field->name() : "tag " + std::to_string(cell.tag);
  }
  for (const auto* value : values) out.values.push_back(*value);
  for (const auto& value : cell.values) {
    if (std::find(values.begin(), values.end(), &value) == values.end()) out.alike.push_back(value);
  }
  return out;
}

}  // namespace

std::vector<Dot> Conflict::authors_of(const Value& value) const {
  std::vector<Dot> out{value.dot};
  for (const auto& other : alike) {
    if (other.raw == value.raw && other.kind == value.kind) out.push_back(other.dot);
  }
  return out;
}

Result<Projected> project(const Record& record, const Unsent& unsent) {
  const auto* type = find_type(record.type);
  if (!type)
    return Error{Fault::not_found, "This entry is of a kind a newer version of the app knows. It is kept and sent on."};
  Projected out;
  out.type = type;
  out.face = face_of(*type, record);
  out.retracted = record.retracted(out.face);
  std::map<uint32_t, Bytes> shown;
  for (const auto& cell : record.cells) {
    if (cell.tag == 0) {
      const auto unseen = record.unseen_by_retract(cell.visibility);
      if (!unseen.empty()) out.conflicts.push_back(conflict_of(*type, cell, cell.distinct(unsent)));
      continue;
    }
    if (!in_its_class(*type, cell, out.face)) {
      out.broken.push_back(cell.tag);
      continue;
    }
    const auto values = cell.distinct(unsent);
    if (values.empty()) continue;
    if (!values.front()->raw.empty()) shown[cell.tag] = values.front()->raw;
    if (values.size() < (mutant(Mutant::two_values_are_no_conflict) ? 3 : 2)) continue;
    auto& list = on_conflict(*type, cell.tag) == v1::LATEST ? out.kept : out.conflicts;
    list.push_back(conflict_of(*type, cell, values));
  }
  auto assembled = assemble(*type, shown);
  out.message = std::move(assembled.message);
  out.broken.insert(out.broken.end(), assembled.broken.begin(), assembled.broken.end());
  std::sort(out.broken.begin(), out.broken.end());
  return out;
}

std::string value_text(const RecordType& type, uint32_t tag, const Value& value) {
  if (tag == 0) return value.kind == v1::Change::RETRACT ? "voided" : "kept";
  if (value.raw.empty()) return "(cleared)";
  const auto assembled = assemble(type, {{tag, value.raw}});
  const auto json = write_json(*assembled.message);
  const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
  if (!field || !json.contains(field->name())) return "(" + std::to_string(value.raw.size()) + " bytes of a newer version)";
  const auto& shown = json[field->name()];
  return shown.is_string() ? shown.get<std::string>() : shown.dump();
}

}  // namespace beatbook::schema
