#include "app/forms/linked_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/local_time_field.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr const char* label_key = "@label";

std::string without_at(std::string_view label) { return std::string(label.starts_with('@') ? label.substr(1) : label); }

std::string unknown_type(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& type : schema::record_types()) names.push_back(type.name);
  const auto meant = schema::nearest(name, names);
  const auto plain = fmt::format("{} is not a kind of record.", schema::shortened(name));
  return meant.empty() ? plain : fmt::format("{} Did you mean {}?", plain, meant);
}

class DraftReader {
 public:
  explicit DraftReader(const std::function<RecordId()>& make_id) : make_id_(make_id) {}

  void type(const std::string& name, const json& value, bool in_set) {
    const auto* type = schema::find_type(name);
    if (!type) return wrong(in_set ? name : "", unknown_type(name));
    if (type->name == "shift") return wrong(in_set ? name : "", "A shift is started and ended, not recorded. Use shift start.");
    if (type->name == "review") return wrong(in_set ? name : "", "A review is a decision on an entry. Use review.");
    if (!in_set || !value.is_array()) return draft(*type, value, in_set ? name : "");
    for (size_t i = 0; i < value.size(); ++i) draft(*type, value[i], fmt::format("{}[{}]", name, i));
  }

  void set(const json& input) {
    if (!input.is_object())
      return wrong("", "Give the records of the encounter as an object with their kinds as names, in braces.");
    for (const auto& [name, value] : input.items()) type(name, value, true);
    if (drafts.empty() && errors.empty()) wrong("", "Add at least one record to the encounter.");
  }

  std::vector<Draft> drafts;
  schema::FieldErrors errors;

 private:
  void wrong(std::string field, std::string message) { errors.push_back({std::move(field), std::move(message)}); }

  void draft(const schema::RecordType& type, json object, std::string prefix) {
    std::string label;
    if (object.is_object() && object.contains(label_key)) {
      const auto path = prefix.empty() ? std::string(label_key) : prefix + "." + label_key;
      const json given = object[label_key];
      object.erase(label_key);
      if (given.is_string()) label = without_at(given.get_ref<const std::string&>());
      const bool taken = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return d.label == label; });
      if (label.empty()) {
        wrong(path, "Give the label as text, like driver.");
      } else if (taken) {
        wrong(path, fmt::format("Two records have the label {}. Give each its own.", schema::shortened(label)));
      }
    }
    drafts.push_back({make_id_(), &type, std::move(prefix), std::move(label), std::move(object), nullptr});
  }

  const std::function<RecordId()>& make_id_;
};

class Expander {
 public:
  Expander(int64_t now_ms, const std::vector<Draft>& drafts) : now_ms_(now_ms), drafts_(drafts) {}

  void object(json& value, const schema::Descriptor& descriptor, const std::string& path) {
    if (!value.is_object()) return;
    for (auto& [name, member] : value.items()) {
      const auto* field = descriptor.FindFieldByName(name);
      if (!field) continue;
      const auto place = path.empty() ? name : path + "." + name;
      if (!field->is_repeated() || !member.is_array()) {
        one(member, *field, place);
        continue;
      }
      for (size_t i = 0; i < member.size(); ++i) one(member[i], *field, fmt::format("{}[{}]", place, i));
    }
  }

  schema::FieldErrors errors;

 private:
  void one(json& value, const schema::FieldDescriptor& field, const std::string& path) {
    const auto* block = field.message_type();
    if (block && !schema::is_local_time(block)) return object(value, *block, path);
    if (!value.is_string()) return;
    const std::string text = value.get<std::string>();
    if (block && text == "now") value = schema::iso(schema::london(now_ms_));
    if (schema::meaning(field).format() == "UUID" && text.starts_with('@')) value = id_of(text, path);
  }

  json id_of(const std::string& text, const std::string& path) {
    const auto label = without_at(text);
    const auto at =
        std::find_if(drafts_.begin(), drafts_.end(), [&](const Draft& d) { return !label.empty() && d.label == label; });
    if (at != drafts_.end()) return at->id.text();
    errors.push_back({path, fmt::format("No record of this save has the label {}. Add it to the record that is meant.",
                                        schema::shortened(label))});
    return nullptr;
  }

  int64_t now_ms_;
  const std::vector<Draft>& drafts_;
};

}  // namespace

bool stands_apart(const schema::RecordType& type) { return type.name == "welfare_contact"; }

Outcome<std::vector<Draft>> read_drafts(std::string_view type, const json& input, const std::function<RecordId()>& make_id) {
  DraftReader reader(make_id);
  if (type == linked_set) {
    reader.set(input);
  } else {
    reader.type(std::string(type), input, false);
  }
  if (!reader.errors.empty()) return std::move(reader.errors);
  return std::move(reader.drafts);
}

schema::FieldErrors expand(json& object, const schema::Descriptor& descriptor, int64_t now_ms,
                           const std::vector<Draft>& drafts) {
  Expander expander(now_ms, drafts);
  expander.object(object, descriptor, "");
  return std::move(expander.errors);
}

}  // namespace beatbook::app
