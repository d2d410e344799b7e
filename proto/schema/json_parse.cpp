#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "schema/json.h"
#include "schema/text.h"

namespace beatbook::schema {

namespace {

using nlohmann::json;

// Watches a document while it is parsed: depth, and names given twice (JSON would silently keep the last).
class Watch {
 public:
  bool operator()(int depth, json::parse_event_t event, const json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
        names_.emplace_back();
        [[fallthrough]];
      case json::parse_event_t::array_start:
        too_deep = too_deep || depth >= deepest;
        break;
      case json::parse_event_t::object_end:
        names_.pop_back();
        break;
      case json::parse_event_t::key:
        if (const auto& name = parsed.get_ref<const std::string&>(); !names_.back().insert(name).second && twice.empty()) {
          twice = shortened(name);
        }
        break;
      default:
        break;
    }
    return true;
  }

  bool too_deep = false;
  std::string twice;

 private:
  std::vector<std::set<std::string>> names_;
};

Error not_json(std::string_view text, size_t byte) {
  const auto before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto start = before.rfind('\n') + 1;  // npos + 1 = 0: the first line
  return {Fault::bad_input,
          fmt::format("This is not JSON at line {}, character {}. Check the quotes, commas and brackets there.", line,
                      count_characters(before.substr(start)) + 1)};
}

}  // namespace

Result<json> parse_json(std::string_view text) {
  if (text.size() > longest_document) {
    return Error{Fault::too_large,
                 fmt::format("This is longer than {} KiB. Split it into several records.", longest_document / 1024)};
  }
  Watch watch;
  json document;
  try {
    document = json::parse(text, std::ref(watch));
  } catch (const json::parse_error& broken) {
    return not_json(text, broken.byte);
  } catch (const json::exception&) {
    return Error{Fault::bad_input, "A number is too large. Check the numbers."};
  }
  if (watch.too_deep) {
    return Error{Fault::bad_input, fmt::format("This is nested more than {} deep. Check the brackets.", deepest)};
  }
  if (!watch.twice.empty()) return Error{Fault::bad_input, watch.twice + " is given twice. Keep one."};
  return document;
}

}  // namespace beatbook::schema
