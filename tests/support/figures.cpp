#include "support/figures.h"

#include <functional>
#include <map>
#include <set>
#include <stdexcept>

namespace beatbook::test {

namespace {

using nlohmann::json;

class Counter {
 public:
  explicit Counter(const std::vector<ShownRecord>& records) {
    for (const auto& one : records) by_id_[one.id] = &one.record;
  }

  bool fits(const json& record, const json& where) const {
    for (const auto& [path, wanted] : where.items()) {
      const auto values = at(record, path);
      if (wanted.is_object() && wanted.contains("absent")) {
        if (!values.empty()) return false;
        continue;
      }
      bool any = false;
      for (const auto* value : values) any = any || is(*value, wanted);
      if (!any) return false;
    }
    return true;
  }

  // Every value at the path, through lists and blocks.
  static std::vector<const json*> at(const json& record, const std::string& path) {
    std::vector<const json*> out{&record};
    for (size_t start = 0; start <= path.size();) {
      const auto end = std::min(path.find('.', start), path.size());
      const auto name = path.substr(start, end - start);
      start = end + 1;
      std::vector<const json*> next;
      for (const auto* one : out) {
        if (one->is_object() && one->contains(name)) add(next, (*one)[name]);
      }
      out = std::move(next);
    }
    return out;
  }

 private:
  static void add(std::vector<const json*>& out, const json& value) {
    if (!value.is_array()) return out.push_back(&value);
    for (const auto& one : value) out.push_back(&one);
  }

  bool is(const json& value, const json& wanted) const {
    if (wanted.is_array()) {
      for (const auto& one : wanted) {
        if (value == one) return true;
      }
      return false;
    }
    if (!wanted.is_object()) return value == wanted;
    if (wanted.contains("link")) {
      const auto found = by_id_.find(value.get<std::string>());
      return found != by_id_.end() && fits(*found->second, wanted["link"]);
    }
    // Days and moments are ISO text in London's time: the day is what they begin with.
    const auto text = value.get<std::string>();
    const auto whole = [&](const char* end) { return text.substr(0, wanted[end].get<std::string>().size()); };
    if (wanted.contains("from") && whole("from") < wanted["from"]) return false;
    if (wanted.contains("to") && whole("to") > wanted["to"]) return false;
    if (!wanted.contains("from") && !wanted.contains("to")) throw std::runtime_error("no query: " + wanted.dump());
    return true;
  }

  std::map<std::string, const json*> by_id_;
};

bool is_of(const json& of, const std::string& type) {
  if (of.is_string()) return of == type;
  for (const auto& one : of) {
    if (one == type) return true;
  }
  return false;
}

}  // namespace

uint64_t count(const json& query, const std::vector<ShownRecord>& records) {
  for (const auto& [name, part] : query.items()) {
    static const std::set<std::string> known{"of", "where", "each", "where_each", "distinct", "value"};
    if (!known.contains(name)) throw std::runtime_error("no query: " + name);
  }
  const Counter counter(records);
  const auto where = query.value("where", json::object()), where_each = query.value("where_each", json::object());
  uint64_t found = 0;
  std::set<std::string> different;
  const auto take = [&](const json& one) {
    if (query.contains("value")) {
      for (const auto* number : Counter::at(one, query["value"])) found += number->get<uint64_t>();
    } else if (query.contains("distinct")) {
      for (const auto* value : Counter::at(one, query["distinct"])) different.insert(value->dump());
    } else {
      ++found;
    }
  };
  for (const auto& shown : records) {
    if (!is_of(query.at("of"), shown.type) || !counter.fits(shown.record, where)) continue;
    if (!query.contains("each")) {
      take(shown.record);
      continue;
    }
    for (const auto* block : Counter::at(shown.record, query["each"])) {
      if (counter.fits(*block, where_each)) take(*block);
    }
  }
  return query.contains("distinct") ? different.size() : found;
}

}  // namespace beatbook::test
