#include "schema/pack_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "schema/code_lists.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::schema {

namespace {

using nlohmann::json;

// Characters of Pack.document: with the rest of a change-set it stays below the limit of one.
constexpr size_t longest_pack = 45'000;

Error wrong(std::string what) { return {Fault::bad_input, std::move(what)}; }

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& pack : CodeLists::built_in().packs()) out.push_back(pack.name);
  return out;
}

// Rules read a pack without asking twice what they find there: what is new has the form of what it replaces.
std::optional<std::string> another_form(const json& was, const json& is, const std::string& path);

bool same_kind(const json& was, const json& is) {
  return was.is_number_integer() ? is.is_number_integer() : was.type() == is.type();
}

// Of a list of objects each name has the form it has in any of them; a name that some leave out may be left out.
std::optional<std::string> another_form_of_one(const json& all, const json& is, const std::string& path) {
  if (!same_kind(all.front(), is)) return fmt::format("{} has another form than the others.", path);
  if (is.is_string() && is.get_ref<const std::string&>().empty()) return fmt::format("{} is empty.", path);
  if (!is.is_object()) return std::nullopt;
  for (const auto& [name, value] : is.items()) {
    for (const auto& one : all) {
      const auto known = one.is_object() ? one.find(name) : one.end();
      if (known == one.end()) continue;
      if (!same_kind(*known, value)) return fmt::format("{}.{} has another form.", path, name);
      break;
    }
  }
  return std::nullopt;
}

std::optional<std::string> another_form(const json& was, const json& is, const std::string& path) {
  if (!same_kind(was, is)) return fmt::format("{} has another form.", path);
  if (was.is_object()) {
    for (const auto& [name, value] : was.items()) {
      const auto inner = path.empty() ? name : path + "." + name;
      if (!is.contains(name)) return fmt::format("{} is missing. Keep it.", inner);
      if (auto wrong = another_form(value, is.at(name), inner)) return wrong;
    }
  }
  if (was.is_array() && !was.empty()) {
    for (size_t i = 0; i < is.size(); ++i) {
      if (auto wrong = another_form_of_one(was, is.at(i), fmt::format("{}[{}]", path, i))) return wrong;
    }
  }
  return std::nullopt;
}

// What records name must still be there.
std::optional<std::string> lost_code(const json& was, const CodeLists& newer) {
  const auto lists = was.value("lists", json::object());
  for (const auto& [name, content] : lists.items()) {
    for (const auto& entry : content.at("entries")) {
      const auto code = entry.at("code").get<std::string>();
      if (newer.find(name, code)) continue;
      return fmt::format("The list {} has lost {}. Records name it: keep it and say when it is retired.", name, code);
    }
  }
  return std::nullopt;
}

// Words that keep somebody safe are a floor: a newer pack adds to them (BR-13, CL-24). And a letter that was sent is printed by
// its code again: another text gets another code.
std::optional<std::string> weakened(const json& was, const json& is, const std::string& path) {
  for (const auto& [name, value] : was.items()) {
    const auto inner = path.empty() ? name : path + "." + name;
    const auto& newer = is.at(name);
    if (name == "words" || name == "never_grounds") {
      const auto match = [](const json& word) { return word.is_object() ? word.at("match") : word; };
      for (const auto& word : value) {
        const bool kept = std::any_of(newer.begin(), newer.end(), [&](const json& one) { return match(one) == match(word); });
        if (!kept) return fmt::format("{} has lost {}. Words may be added, none taken out.", inner, match(word).dump());
      }
    } else if (path == "letters") {
      if (newer != value) return fmt::format("{} has another text. Keep it, and give the new text a new code.", inner);
    } else if (value.is_object()) {
      if (auto lost = weakened(value, newer, inner)) return lost;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<v1::Pack> read_pack(std::string_view document) {
  if (document.size() > longest_pack) {
    return wrong(fmt::format("A pack is at most {} bytes. It has {}.", longest_pack, document.size()));
  }
  const auto read = parse_json(document);
  if (!read) return read.error();
  if (!read->is_object()) return wrong("A pack is one JSON object.");
  const auto text = [&](const char* name) {
    return read->contains(name) && read->at(name).is_string() ? read->at(name).get<std::string>() : std::string();
  };
  const auto* old_one = CodeLists::built_in().find_pack(text("name"));
  if (!old_one) return wrong(fmt::format("name: This program has no pack of that name. It has {}.", fmt::join(names(), ", ")));
  if (!read_date(text("valid_from"))) return wrong("valid_from: Give the first day it describes, like 2027-01-01.");
  const bool counted = read->contains("version") && read->at("version").is_number_integer();
  const auto version = counted ? read->at("version").get<int64_t>() : 0;
  if (version <= old_one->version || version > 1'000'000) {
    return wrong(fmt::format("version: This program has version {}. Give a higher number.", old_one->version));
  }
  if (auto misshapen = another_form(old_one->document, *read, "")) return wrong(*misshapen);
  if (auto lost = weakened(old_one->document, *read, "")) return wrong(*lost);
  const std::string name = old_one->name, bytes(document);
  const packs::File files[] = {{name, bytes}};
  const auto newer = CodeLists::with(files);
  if (!newer) return wrong(newer.error().message);
  if (auto lost = lost_code(old_one->document, *newer)) return wrong(*lost);
  v1::Pack pack;
  pack.set_name(name);
  pack.set_version(static_cast<uint32_t>(version));
  pack.set_document(bytes);
  return pack;
}

}  // namespace beatbook::schema
