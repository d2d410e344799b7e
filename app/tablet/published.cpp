#include "app/tablet/published.h"

#include <algorithm>

#include "app/forms/stored.h"
#include "beatbook/v1/records/pack.pb.h"
#include "packs/built_in.h"
#include "rules/operation_profile.h"
#include "schema/published.h"
#include "schema/time.h"
#include "sqlite/database.h"

namespace beatbook::app {

namespace {

constexpr std::string_view profile_use = "operation";
constexpr size_t hash_size = 8;

template <class Record>
std::optional<std::pair<Record, Hash>> read(TabletLog& log, const RecordId& id) {
  const auto stored = read_stored(log, id);
  if (!stored || stored->shown.retracted) return std::nullopt;
  const auto* record = dynamic_cast<const Record*>(&stored->message());
  if (!record) return std::nullopt;
  return std::pair(*record, stored->record.heads(stored->shown.face));
}

}  // namespace

Result<void> Published::install_packs() {
  return attempt([&]() -> Result<void> {
    std::map<std::string, v1::Pack> newest;
    for (const auto& operation : log_->facts().operations()) {
      for (const auto& built_in : packs::built_in()) {
        auto held = read<v1::Pack>(*log_, schema::pack_id(operation, built_in.name));
        if (!held || held->first.name() != built_in.name) continue;
        auto& best = newest[held->first.name()];
        if (held->first.version() > best.version()) best = std::move(held->first);
      }
    }
    // One that does not fit must not keep the others out.
    std::vector<packs::File> files;
    for (const auto& [name, pack] : newest) {
      files.push_back({name, pack.document()});
      if (!schema::CodeLists::with(files)) files.pop_back();
    }
    return schema::CodeLists::install(files);
  });
}

Result<void> Published::changed(std::span<const RecordId> ids) {
  profiles_.clear();
  const std::set<RecordId> among(ids.begin(), ids.end());
  for (const auto& operation : log_->facts().operations()) {
    for (const auto& built_in : packs::built_in()) {
      if (among.contains(schema::pack_id(operation, built_in.name))) return install_packs();
    }
  }
  return {};
}

const std::optional<Published::Profile>& Published::profile(const std::string& operation) {
  const auto [at, is_new] = profiles_.try_emplace(operation);
  if (is_new) {
    if (auto held = read<v1::OperationProfile>(*log_, schema::profile_id(operation))) {
      at->second = Profile{std::move(held->first), Bytes(view(held->second).substr(0, hash_size))};
    }
  }
  return at->second;
}

rules::Settings Published::settings(const std::string& operation, int64_t now_ms) {
  const auto& known = profile(operation);
  return known ? rules::settings_of(known->message, schema::london_day(now_ms)) : rules::Settings();
}

std::optional<v1::PackUse> Published::use_of(const std::string& operation) {
  const auto& known = profile(operation);
  if (!known) return std::nullopt;
  v1::PackUse use;
  use.set_name(std::string(profile_use));
  use.set_hash(known->hash);
  return use;
}

}  // namespace beatbook::app
