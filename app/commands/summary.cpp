#include "app/commands/summary.h"

#include "schema/json.h"

namespace beatbook::app {

namespace {

std::string text_at(const nlohmann::ordered_json& json, std::initializer_list<const char*> path) {
  const auto* at = &json;
  for (const char* name : path) {
    if (!at->is_object() || !at->contains(name)) return {};
    at = &(*at)[name];
  }
  return at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

std::string title_of(const Stored& stored) {
  const auto json = schema::write_json(stored.message());
  const auto number = text_at(json, {"envelope", "local_ref"});
  return stored.type().meaning->label() + (number.empty() ? "" : ", " + number);
}

std::string summary_of(const Stored& stored) {
  const auto json = schema::write_json(stored.message());
  const auto given = text_at(json, {"given_names"}), family = text_at(json, {"family_name"});
  if (!family.empty()) return given.empty() ? family : given + " " + family;
  for (const auto& path : {std::initializer_list<const char*>{"vrm"},
                           {"name"},
                           {"description"},
                           {"team"},
                           {"decision"},
                           {"envelope", "location", "street"},
                           {"envelope", "location", "os_grid"}}) {
    if (auto text = text_at(json, path); !text.empty()) return text;
  }
  return {};
}

}  // namespace beatbook::app
