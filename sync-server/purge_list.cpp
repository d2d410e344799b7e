#include "sync-server/purge_list.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace beatbook::server {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view title = "beatbook purges 1 ";

Error disk_said(const std::filesystem::path& file) {
  return {Fault::storage, fmt::format("Cannot write {}: {}.", file.string(), std::strerror(errno))};
}

std::optional<ListedPurge> read_line(const std::string& line) {
  const auto json = ordered_json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    const auto record = RecordId::parse(json.at("record").get<std::string>());
    if (!record) return std::nullopt;
    return ListedPurge{*record,
                       json.at("type").get<uint32_t>(),
                       static_cast<VisibilityClass>(json.at("class").get<int>()),
                       json.at("at_ms").get<uint64_t>(),
                       json.at("by").get<std::string>(),
                       json.at("rule").get<std::string>()};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

bool PurgeList::exists() const { return std::filesystem::exists(file_); }

Result<std::vector<ListedPurge>> PurgeList::read() const {
  const Error unreadable{
      Fault::corrupt,
      fmt::format("The list of purges {} cannot be read, so what was purged might come back. Put back the copy that was kept "
                  "with server.key. Where nothing was ever purged it is the one line: {}0",
                  file_.string(), title)};
  std::ifstream in(file_);
  std::string line;
  if (!in || !std::getline(in, line) || !line.starts_with(title)) return unreadable;
  size_t count = 0;
  const auto digits = std::string_view(line).substr(title.size());
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (failed != std::errc() || end != digits.data() + digits.size()) return unreadable;
  std::vector<ListedPurge> out;
  while (std::getline(in, line)) {
    const auto purge = read_line(line);
    if (!purge) return unreadable;
    out.push_back(*purge);
  }
  if (out.size() != count) return unreadable;
  return out;
}

Result<void> PurgeList::add(const ListedPurge& purge) const {
  auto purges = read();
  if (!purges) return purges.error();
  if (std::any_of(purges->begin(), purges->end(), [&](const auto& one) { return one.record == purge.record; })) return {};
  purges->push_back(purge);
  return write(*purges);
}

Result<void> PurgeList::begin() const { return write({}); }

Result<void> PurgeList::write(const std::vector<ListedPurge>& purges) const {
  std::string text = fmt::format("{}{}\n", title, purges.size());
  for (const auto& purge : purges) {
    text += ordered_json{{"record", purge.record.text()}, {"type", purge.type}, {"class", static_cast<int>(purge.visibility)},
                         {"at_ms", purge.at_ms},          {"by", purge.by},     {"rule", purge.rule}}
                .dump() +
            "\n";
  }
  // Whole or as it was: a new file takes the place of the old one.
  const auto next = file_.string() + ".new";
  const int descriptor = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_said(file_);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!written || ::rename(next.c_str(), file_.c_str()) != 0) return disk_said(file_);
  const int folder = ::open(file_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool named = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  return named ? Result<void>() : Result<void>(disk_said(file_));
}

}  // namespace beatbook::server
