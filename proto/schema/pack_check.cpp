#include "schema/pack_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "schema/code_lists.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::schema {

namespace {

// Characters of Pack.document: with the rest of a change-set it stays below the limit of one.
constexpr size_t longest_pack = 45'000;

Error wrong(std::string what) { return {Fault::bad_input, std::move(what)}; }

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& pack : CodeLists::built_in().packs()) out.push_back(pack.name);
  return out;
}

// What records may name must still be there.
Result<void> keeps_all(const Pack& old_one, const CodeLists& newer) {
  const auto none = nlohmann::json::object();
  const auto lists = old_one.document.value("lists", none), limits = old_one.document.value("limits", none);
  for (const auto& [name, content] : lists.items()) {
    const auto* list = newer.find(name);
    if (!list) return wrong(fmt::format("The code list {} is missing. Keep it, with its codes.", name));
    for (const auto& entry : content.at("entries")) {
      const auto code = entry.at("code").get<std::string>();
      if (!list->find(code)) {
        return wrong(fmt::format("The list {} has lost {}. Records name it: keep it and say when it is retired.", name, code));
      }
    }
  }
  for (const auto& [name, value] : old_one.document.items()) {
    const auto* pack = newer.find_pack(old_one.name);
    if (!pack->document.contains(name)) return wrong(fmt::format("The part {} is missing. Keep it.", name));
    if (pack->document.at(name).type() != value.type()) return wrong(fmt::format("The part {} has another form.", name));
  }
  for (const auto& [name, value] : limits.items()) {
    const auto& now = newer.find_pack(old_one.name)->document.at("limits");
    if (!now.contains(name) || !now.at(name).is_number_integer()) {
      return wrong(fmt::format("The limit {} is missing, or no whole number.", name));
    }
  }
  return {};
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
  const std::string name = old_one->name, bytes(document);
  const packs::File files[] = {{name, bytes}};
  const auto newer = CodeLists::with(files);
  if (!newer) return wrong(newer.error().message);
  if (auto kept = keeps_all(*old_one, *newer); !kept) return kept.error();
  v1::Pack pack;
  pack.set_name(name);
  pack.set_version(static_cast<uint32_t>(version));
  pack.set_document(bytes);
  return pack;
}

}  // namespace beatbook::schema
