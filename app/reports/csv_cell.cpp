#include "app/reports/csv_cell.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "schema/text.h"

namespace beatbook::app {

using nlohmann::json;
using schema::FieldDescriptor;

namespace {

constexpr size_t most_named = 12;  // codes in one sentence

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

json CsvCell::value(const std::string& typed) {
  wrong_.clear();
  if (!field_.is_repeated()) return one(typed);
  json out = json::array();
  for (size_t start = 0; start <= typed.size();) {
    const size_t end = std::min(typed.find(';', start), typed.size());
    if (const auto part = schema::tidy(typed.substr(start, end - start)); !part.empty()) out.push_back(one(part));
    start = end + 1;
  }
  return out;
}

json CsvCell::one(const std::string& typed) {
  if (const auto& list = schema::meaning(field_).code_list(); !list.empty()) return code(list, typed);
  if (field_.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return answer(typed);
  if (field_.cpp_type() == FieldDescriptor::CPPTYPE_STRING || field_.message_type()) return typed;
  return number(typed);
}

json CsvCell::number(const std::string& typed) {
  int64_t read = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), read);
  if (error == std::errc() && end == typed.data() + typed.size()) return read;
  const auto& own = schema::meaning(field_).message();
  wrong_ = own.empty() ? fmt::format("\"{}\" is no whole number. Use digits only, like 12.", schema::shortened(typed)) : own;
  return nullptr;
}

json CsvCell::answer(const std::string& typed) {
  const auto small = lower(typed);
  if (small == "yes" || small == "y" || small == "true") return true;
  if (small == "no" || small == "n" || small == "false") return false;
  wrong_ = fmt::format("\"{}\" is no answer. Write yes or no.", schema::shortened(typed));
  return nullptr;
}

json CsvCell::code(const std::string& list, const std::string& typed) {
  std::vector<std::string> offered, small;
  for (const auto& code : lists_.find(list)->codes) {
    if (lower(code.code) == lower(typed) || lower(code.label) == lower(typed)) return code.code;
    if (lists_.refusal(list, code.code)) continue;
    offered.push_back(code.code);
    small.push_back(lower(code.code));
  }
  const bool few = offered.size() <= most_named;
  const auto near = std::find(small.begin(), small.end(), schema::nearest(typed, small));
  wrong_ = fmt::format("\"{}\" is not in the list. ", schema::shortened(typed));
  if (near != small.end()) {
    wrong_ += fmt::format("Did you mean {}?", offered[static_cast<size_t>(near - small.begin())]);
  } else if (few) {
    wrong_ += fmt::format("Write one of: {}.", fmt::join(offered, ", "));
  } else {
    wrong_ += fmt::format("Write a code of the list {}.", list);
  }
  return nullptr;
}

}  // namespace beatbook::app
