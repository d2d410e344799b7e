#include "app/forms/field_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "schema/text.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

struct Step {
  std::string_view name;
  std::optional<size_t> index;
};

// Takes the first step off `path`.
Step next_step(std::string_view& path) {
  const auto end = std::min(path.find('.'), path.size());
  auto step = path.substr(0, end);
  path = end == path.size() ? std::string_view() : path.substr(end + 1);
  const auto bracket = step.find('[');
  if (bracket == step.npos) return {step, std::nullopt};
  size_t index = 0;
  std::from_chars(step.data() + bracket + 1, step.data() + step.size(), index);
  return {step.substr(0, bracket), index};
}

json* child(json& object, const Step& step) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(step.name);
  if (found == object.end()) return nullptr;
  if (!step.index) return &*found;
  return found->is_array() && *step.index < found->size() ? &(*found)[*step.index] : nullptr;
}

// True when `object` holds nothing any more.
bool erase(json& object, std::string_view path) {
  const auto step = next_step(path);
  json* inner = child(object, step);
  if (!inner) return object.empty();
  if (!path.empty()) {
    if (!erase(*inner, path) || step.index) return object.empty();
  } else if (step.index) {
    object[std::string(step.name)].erase(*step.index);
    return false;
  }
  object.erase(std::string(step.name));
  return object.empty();
}

}  // namespace

const json* value_at(const json& object, std::string_view path) {
  const json* at = &object;
  while (!path.empty() && at) at = child(const_cast<json&>(*at), next_step(path));
  return at;
}

void put_at(json& object, std::string_view path, json value) {
  json* at = &object;
  while (!path.empty()) {
    const auto step = next_step(path);
    if (!at->is_object()) *at = json::object();
    if (!child(*at, step)) {
      if (step.index) throw std::logic_error(fmt::format("{} has no element {}", step.name, *step.index));
      (*at)[std::string(step.name)] = json();
    }
    at = child(*at, step);
  }
  *at = std::move(value);
}

void erase_at(json& object, std::string_view path) { erase(object, path); }

bool is_empty(const json& value) {
  if (value.is_null()) return true;
  if (value.is_string()) return schema::tidy(value.get_ref<const std::string&>()).empty();
  if (value.is_array()) return value.empty();
  if (value.is_object()) return std::all_of(value.begin(), value.end(), [](const json& member) { return is_empty(member); });
  return false;
}

std::string without_indices(std::string_view path) {
  std::string out;
  bool inside = false;
  for (const char c : path) {
    if (c == '[') inside = true;
    if (!inside) out += c;
    if (c == ']') inside = false;
  }
  return out;
}

bool is_within(std::string_view path, std::string_view outer) {
  if (outer.empty() || path == outer) return true;
  return path.starts_with(outer) && (path[outer.size()] == '.' || path[outer.size()] == '[');
}

std::string_view outer_of(std::string_view path) {
  const auto cut = path.find_last_of(".[");
  return cut == path.npos ? std::string_view() : path.substr(0, cut);
}

std::string renumbered(std::string_view path, std::string_view list, size_t removed) {
  if (!is_within(path, list) || path.size() == list.size() || path[list.size()] != '[') return std::string(path);
  const auto close = path.find(']', list.size());
  size_t index = 0;
  std::from_chars(path.data() + list.size() + 1, path.data() + close, index);
  if (index == removed) return {};
  if (index < removed) return std::string(path);
  return fmt::format("{}[{}]{}", list, index - 1, path.substr(close + 1));
}

}  // namespace beatbook::app
