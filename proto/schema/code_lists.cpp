#include "schema/code_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <set>
#include <stdexcept>

#include "kernel/hash.h"

namespace beatbook::schema {

namespace {

using nlohmann::json;

Code read_code(const json& entry) {
  Code code;
  code.code = entry.at("code").get<std::string>();
  code.label = entry.at("label").get<std::string>();
  code.police_uk = entry.value("police_uk", "");
  code.rolls_up_to = entry.value("rolls_up_to", "");
  code.retired = entry.value("retired", "");
  code.maps_to = entry.value("maps_to", "");
  code.message = entry.value("message", "");
  code.imported_only = entry.value("imported_only", false);
  code.hidden = entry.value("hidden", false);
  code.preselected = entry.value("default", false);
  code.entry = entry;
  return code;
}

int version_of(const json& document) { return document.value("version", 0); }

// Codes and published words are unique; what a code points at is in the same list.
void require_sound(const CodeList& list) {
  std::set<std::string_view> codes, published;
  for (const auto& code : list.codes) {
    const bool words_taken = !code.police_uk.empty() && !published.insert(code.police_uk).second;
    if (!codes.insert(code.code).second || words_taken) {
      throw std::logic_error("code list " + list.name + " has " + code.code + " or its published words twice");
    }
  }
  for (const auto& code : list.codes) {
    for (const auto& other : {code.rolls_up_to, code.maps_to}) {
      if (!other.empty() && !codes.contains(other)) {
        throw std::logic_error("code list " + list.name + ": " + code.code + " points at " + other + ", which it has not");
      }
    }
  }
}

}  // namespace

const Code* CodeList::find(std::string_view code) const {
  const auto found = std::find_if(codes.begin(), codes.end(), [&](const Code& c) { return c.code == code; });
  return found == codes.end() ? nullptr : &*found;
}

const CodeLists& CodeLists::built_in() {
  static const CodeLists lists(packs::built_in());
  return lists;
}

namespace {

// Every set of packs that was ever in force, so that what points into one stays valid. They change a few times a year.
struct InForce {
  std::mutex turn;
  std::deque<CodeLists> all;
  std::atomic<const CodeLists*> now{&CodeLists::built_in()};
};

InForce& in_force_now() {
  static InForce state;
  return state;
}

bool same_packs(const CodeLists& a, const CodeLists& b) {
  return std::equal(a.packs().begin(), a.packs().end(), b.packs().begin(), b.packs().end(),
                    [](const Pack& one, const Pack& other) { return one.hash == other.hash && one.name == other.name; });
}

}  // namespace

const CodeLists& CodeLists::in_force() { return *in_force_now().now; }

Result<CodeLists> CodeLists::with(std::span<const packs::File> newer) {
  std::vector<packs::File> files(packs::built_in().begin(), packs::built_in().end());
  try {
    for (const auto& file : newer) {
      const auto at = std::find_if(files.begin(), files.end(), [&](const packs::File& f) { return f.name == file.name; });
      if (at == files.end()) {
        files.push_back(file);
      } else if (version_of(json::parse(file.json)) > version_of(json::parse(at->json))) {
        *at = file;
      }
    }
    return CodeLists(files);
  } catch (const std::exception& broken) {
    return Error{Fault::bad_input, broken.what()};
  }
}

Result<void> CodeLists::install(std::span<const packs::File> newer) {
  auto lists = with(newer);
  if (!lists) return lists.error();
  auto& state = in_force_now();
  const std::lock_guard guard(state.turn);
  const auto same = [&](const CodeLists& other) { return same_packs(other, *lists); };
  if (same(built_in())) {
    state.now = &built_in();
  } else if (const auto known = std::find_if(state.all.begin(), state.all.end(), same); known != state.all.end()) {
    state.now = &*known;
  } else {
    state.now = &state.all.emplace_back(std::move(*lists));
  }
  return {};
}

CodeLists::CodeLists(std::span<const packs::File> files) {
  for (const auto& file : files) {
    try {
      Pack pack{std::string(file.name), 0, Bytes(view(sha256(file.json)).substr(0, 8)), json::parse(file.json)};
      pack.version = version_of(pack.document);
      if (pack.document.at("name") != pack.name) throw std::logic_error("its name is not that of its file");
      packs_.push_back(std::move(pack));
      take_lists(packs_.back());
      take_words(packs_.back());
    } catch (const std::exception& broken) {
      throw std::logic_error("pack " + std::string(file.name) + ": " + broken.what());
    }
  }
}

void CodeLists::take_lists(const Pack& pack) {
  if (!pack.document.contains("lists")) return;
  for (const auto& [name, content] : pack.document.at("lists").items()) {
    CodeList list{name, content.at("label").get<std::string>(), content.value("source", ""), {}};
    for (const auto& entry : content.at("entries")) list.codes.push_back(read_code(entry));
    require_sound(list);
    if (!lists_.emplace(name, std::move(list)).second) throw std::logic_error("code list " + name + " is in two packs");
  }
}

void CodeLists::take_words(const Pack& pack) {
  if (!pack.document.contains("words")) return;
  plain_words_ = WordList(pack.document.at("words"));
  plain_message_ = pack.document.at("message").get<std::string>();
}

const Pack* CodeLists::find_pack(std::string_view name) const {
  const auto found = std::find_if(packs_.begin(), packs_.end(), [&](const Pack& pack) { return pack.name == name; });
  return found == packs_.end() ? nullptr : &*found;
}

const CodeList* CodeLists::find(std::string_view list) const {
  const auto found = lists_.find(list);
  return found == lists_.end() ? nullptr : &found->second;
}

const Code* CodeLists::find(std::string_view list, std::string_view code) const {
  const CodeList* found = find(list);
  return found ? found->find(code) : nullptr;
}

std::string CodeLists::label(std::string_view list, std::string_view code) const {
  const Code* found = find(list, code);
  return found ? found->label : std::string(code);
}

std::optional<std::string> CodeLists::refusal(std::string_view list, std::string_view code) const {
  if (!find(list)) throw std::logic_error("no pack has the code list " + std::string(list));
  const Code* found = find(list, code);
  if (!found || found->imported_only) return "";
  if (found->retired.empty()) return std::nullopt;
  if (!found->message.empty()) return found->message;
  return found->maps_to.empty() ? "" : fmt::format("{} is now {}.", found->label, found->maps_to);
}

std::string CodeLists::police_uk(std::string_view list, std::string_view code) const {
  const Code* found = find(list, code);
  if (found && found->police_uk.empty() && !found->rolls_up_to.empty()) found = find(list, found->rolls_up_to);
  return found ? found->police_uk : std::string();
}

const Code* CodeLists::from_police_uk(std::string_view list, std::string_view words) const {
  const CodeList* found = find(list);
  if (!found || words.empty()) return nullptr;
  const auto& codes = found->codes;
  const auto match = std::find_if(codes.begin(), codes.end(), [&](const Code& code) { return code.police_uk == words; });
  return match == codes.end() ? nullptr : &*match;
}

std::string CodeLists::plain_language_refusal(std::string_view text) const {
  std::vector<std::string> replacements;
  for (const auto& found : plain_words_.find(text)) {
    auto replacement = fmt::format("{} ({})", found.text, found.entry->value("suggest", "leave it out"));
    if (std::find(replacements.begin(), replacements.end(), replacement) == replacements.end()) {
      replacements.push_back(std::move(replacement));
    }
  }
  if (replacements.empty()) return {};
  std::string message = plain_message_;
  if (const auto at = message.find("{words}"); at != message.npos) {
    message.replace(at, 7, fmt::format("{}", fmt::join(replacements, ", ")));
  }
  return message;
}

}  // namespace beatbook::schema
