#include "app/forms/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "kernel/wire.h"
#include "schema/json.h"
#include "schema/partials.h"

namespace beatbook::app {

namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json* value) {
  if (!value) return {};
  return value->is_string() ? value->get<std::string>() : value->dump();
}

// Objects are compared name by name, lists as a whole: an entry has no identity of its own.
void compare(const Json* before, const Json* after, const std::string& path, std::vector<FieldChange>& out) {
  if (before && after && *before == *after) return;
  const bool open = (before && before->is_object()) || (after && after->is_object());
  if (!open) return out.push_back({path, {}, text(before), text(after)});
  const auto member = [](const Json* object, const std::string& name) -> const Json* {
    return object && object->is_object() && object->contains(name) ? &(*object)[name] : nullptr;
  };
  std::vector<std::string> names;
  for (const auto* side : {after, before}) {
    if (!side || !side->is_object()) continue;
    for (const auto& [name, value] : side->items()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  for (const auto& name : names)
    compare(member(before, name), member(after, name), path.empty() ? name : path + "." + name, out);
}

std::string_view life_word(ChangeKind kind) { return kind == v1::Change::RETRACT ? "voided" : "kept"; }

// The shown message before a change, cut to the tags the change touches.
std::unique_ptr<schema::Message> only(const schema::Message& message, const std::set<uint32_t>& tags) {
  std::unique_ptr<schema::Message> cut(message.New());
  cut->CopyFrom(message);
  std::vector<const schema::FieldDescriptor*> fields;
  cut->GetReflection()->ListFields(*cut, &fields);
  for (const auto* field : fields) {
    if (!tags.contains(static_cast<uint32_t>(field->number()))) cut->GetReflection()->ClearField(cut.get(), field);
  }
  return cut;
}

// What each change-set wrote into each tag, as the replay meets it; empty = cleared.
using Values = std::map<std::pair<uint32_t, Dot>, Bytes>;

std::unique_ptr<schema::Message> alone(const schema::RecordType& type, uint32_t tag, const Bytes& raw) {
  return schema::assemble(type, raw.empty() ? std::map<uint32_t, Bytes>{} : std::map<uint32_t, Bytes>{{tag, raw}}).message;
}

// What of a tag its author names as seen, as far as it was met; nothing when a value named was not.
std::optional<std::set<Bytes>> seen_values(const Change& change, uint32_t tag, const Values& values) {
  std::set<Bytes> out;
  for (const auto& seen : change.seen) {
    if (std::find(seen.tags.begin(), seen.tags.end(), tag) == seen.tags.end()) continue;
    for (const auto& dot : seen.dots) {
      const auto value = values.find({tag, dot});
      if (value == values.end()) return std::nullopt;
      out.insert(value->second);
    }
  }
  return out;
}

// An edit that says what is shown already still took the place of something: what its author saw beside it, or instead of it.
std::vector<FieldChange> said_again(const schema::RecordType& type, const Change& change, uint32_t tag, const Bytes& raw,
                                    const Values& values) {
  std::vector<FieldChange> out;
  const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
  if (!field) return out;
  auto replaced = seen_values(change, tag, values).value_or(std::set<Bytes>());
  if (replaced.empty()) replaced.insert(Bytes());
  const auto now = alone(type, tag, raw);
  for (const auto& value : replaced) {
    for (auto& line : differences(type, *alone(type, tag, value), *now)) out.push_back(std::move(line));
  }
  if (!out.empty()) return out;
  const Json json = schema::write_json(*now);
  const auto value = json.contains(field->name()) ? text(&json[field->name()]) : std::string();
  return {{field->name(), schema::label(type, field->name()), value, value}};
}

bool speaks_of(const std::vector<FieldChange>& lines, const schema::RecordType& type, uint32_t tag) {
  return std::any_of(lines.begin(), lines.end(), [&](const FieldChange& line) {
    const auto* field = type.descriptor->FindFieldByName(line.field.substr(0, line.field.find('.')));
    return field && static_cast<uint32_t>(field->number()) == tag;
  });
}

// What stood in these tags before: what the author saw, who may not have seen what was shown meanwhile, else what was shown.
std::unique_ptr<schema::Message> stood_before(const schema::RecordType& type, const schema::Message& shown,
                                              const Change& change, const std::set<uint32_t>& tags, const Values& values) {
  auto out = only(shown, tags);
  if (change.kind != v1::Change::EDIT) return out;
  for (const auto tag : tags) {
    const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
    const auto seen = seen_values(change, tag, values);
    if (!field || !seen || seen->size() > 1) continue;
    out->GetReflection()->ClearField(out.get(), field);
    if (!seen->empty()) out->MergeFrom(*alone(type, tag, *seen->begin()));
  }
  return out;
}

std::vector<FieldChange> written(const schema::RecordType& type, const Record& before, const Change& change, const Dot& dot,
                                 Values& values) {
  const auto shown = schema::project(before);
  std::set<uint32_t> tags(change.cleared.begin(), change.cleared.end());
  std::map<uint32_t, Bytes> cells;
  if (const auto split = split_tags(change.partial)) {
    for (const auto& [tag, raw] : *split) {
      tags.insert(tag);
      cells[tag] = raw;
    }
  }
  const auto old_message = shown ? stood_before(type, *shown->message, change, tags, values) : schema::new_message(type);
  auto out = differences(type, *old_message, *schema::assemble(type, cells).message);
  for (const auto tag : tags) {
    const auto cell = cells.find(tag);
    const Bytes raw = cell == cells.end() ? Bytes() : cell->second;
    if (change.kind == v1::Change::EDIT && !speaks_of(out, type, tag)) {
      for (auto& line : said_again(type, change, tag, raw, values)) out.push_back(std::move(line));
    }
    values[{tag, dot}] = raw;
  }
  if (change.kind == v1::Change::RETRACT || change.kind == v1::Change::RESTORE) {
    const auto was = before.retracted(change.visibility) ? v1::Change::RETRACT : v1::Change::RESTORE;
    out.push_back({"life", "Entry", std::string(life_word(was)), std::string(life_word(change.kind))});
  }
  return out;
}

struct Source {
  LogRow row;
  Result<ChangeSet> set;
  Stamp stamp;
  bool unsent;
  EnrolmentId carrier;  // whose chain it lies in
};

Version version_of(const Source& source, const CollarOf& collar_of) {
  Version out;
  out.dot = source.row.dot;
  out.officer = collar_of ? collar_of(out.dot.branch.enrolment).value_or("") : "";
  out.received_ms = source.row.received_ms;
  out.quarantined = source.row.quarantined;
  out.readable = static_cast<bool>(source.set);
  if (!source.set) return out;
  const auto& header = source.set->header;
  if (header.copy_of && collar_of) out.handed_in_by = collar_of(source.carrier).value_or("another officer");
  out.at_ms = static_cast<int64_t>(source.stamp.ms);
  out.reason = header.reason;
  out.reason_text = header.reason_text;
  out.app_version = header.app_version;
  out.clock_unmeasured = header.clock_unmeasured;
  v1::Header whole;
  if (whole.ParseFromArray(source.set->header_bytes.data(), static_cast<int>(source.set->header_bytes.size()))) {
    out.packs.assign(whole.packs().begin(), whole.packs().end());
  }
  return out;
}

}  // namespace

std::vector<FieldChange> differences(const schema::RecordType& type, const schema::Message& before,
                                     const schema::Message& after) {
  std::vector<FieldChange> out;
  const Json old_json = schema::write_json(before), new_json = schema::write_json(after);
  compare(&old_json, &new_json, "", out);
  for (auto& change : out) change.label = schema::label(type, change.field);
  const auto place = [&](const FieldChange& change) {
    const auto* field = type.descriptor->FindFieldByName(change.field.substr(0, change.field.find('.')));
    return field ? field->index() : 0;
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return out;
}

std::vector<Version> history(TabletLog& log, const Stored& stored, const CollarOf& collar_of) {
  const auto unsent = log.unsent();
  std::set<Dot> dots;
  for (const auto& touch : stored.record.touches) dots.insert(touch.dot);
  std::vector<Source> sources;
  for (const auto& dot : dots) {
    auto row = log.change_set(dot);
    auto set = row ? log.decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
    const auto stamp = set ? origin_of(*set, row->dot, row->received_ms).stamp : Stamp{};
    LogRow known = row ? *std::move(row) : LogRow{};
    const auto carrier = row ? known.dot.branch.enrolment : dot.branch.enrolment;
    known.dot = dot;
    const bool here_only = dot.branch.enrolment == unsent.enrolment && dot.seq > unsent.acked_seq;
    sources.push_back({std::move(known), std::move(set), stamp, here_only, carrier});
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return std::tie(a.unsent, a.stamp, a.row.dot) < std::tie(b.unsent, b.stamp, b.row.dot);
  });
  std::vector<Version> out;
  Record replayed;
  Values values;
  for (const auto& source : sources) {
    auto version = version_of(source, collar_of);
    if (source.set) {
      const Record before = replayed;
      for (const auto& placed : source.set->changes) {
        if (placed.change.record != stored.id) continue;
        for (auto& change : written(stored.type(), before, placed.change, source.row.dot, values)) {
          version.changes.push_back(std::move(change));
        }
        (void)replayed.apply(placed.change, {source.row.dot, source.stamp, Bytes(source.set->header.operation)});
      }
    }
    out.push_back(std::move(version));
  }
  return out;
}

}  // namespace beatbook::app
