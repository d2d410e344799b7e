#include "support/demonstration.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "schema/time.h"

namespace beatbook::test {

namespace {

using nlohmann::json;

constexpr int64_t minute_ms = 60'000, day_ms = 24 * 60 * minute_ms;
constexpr int usual_delay_min = 5;

[[noreturn]] void wrong(const std::string& where, const std::string& what) {
  throw std::runtime_error("demonstration, " + where + ": " + what);
}

int64_t moment(const std::string& text, const std::string& where) {
  const auto read = schema::read_local_time(text);
  if (!read) wrong(where, text + " is no moment");
  return read->utc_ms;
}

date::year_month_day day(const std::string& text, const std::string& where) {
  const auto read = schema::read_date(text);
  if (!read) wrong(where, text + " is no day");
  return *read;
}

std::string on_the_clock(int64_t ms) { return schema::iso(schema::london(ms)).substr(0, 16); }

size_t number_in(std::string_view text, const std::string& where) {
  size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) wrong(where, std::string(text) + " is no number");
  return out;
}

// "+40m", "-3d" in milliseconds; nothing is 0.
int64_t shifted(std::string_view text, const std::string& where, char unit_if_none) {
  if (text.empty()) return 0;
  const bool minus = text[0] == '-';
  if (!minus && text[0] != '+') wrong(where, std::string(text) + " is no distance in time");
  const bool has_unit = text.back() < '0' || text.back() > '9';
  const char unit = has_unit ? text.back() : unit_if_none;
  const auto number = static_cast<int64_t>(number_in(text.substr(1, text.size() - 1 - has_unit), where));
  const int64_t of_unit = unit == 'm' ? minute_ms : unit == 'h' ? 60 * minute_ms : unit == 'd' ? day_ms : 0;
  if (of_unit == 0) wrong(where, std::string(text) + " has no unit");
  return (minus ? -1 : 1) * number * of_unit;
}

// Letters that a mark may have after its age identifier.
std::string plate(size_t number) {
  constexpr std::string_view letters = "ABCDEFGHJKLMNOPRSTUVWXYZ";
  const auto n = letters.size();
  return std::string("AA19") + letters[number / (n * n) % n] + letters[number / n % n] + letters[number % n];
}

// The values of one member.
struct Member {
  std::string where;
  size_t number, count;
  int64_t at_ms;
  size_t& plates;

  json of(const json& value) const {
    if (value.is_string()) return text(value.get<std::string>());
    if (value.is_array()) {
      json out = json::array();
      for (const auto& one : value) {
        if (auto made = of(one); !made.is_null()) out.push_back(std::move(made));
      }
      return out;
    }
    if (!value.is_object()) return value;
    if (value.contains("$turn")) return of(value["$turn"].at(number % value["$turn"].size()));
    if (value.contains("$parts")) return of(part(value["$parts"]));
    if (value.contains("$since")) return of(since(value["$since"]));
    json out = json::object();
    for (const auto& [name, one] : value.items()) {
      if (auto made = of(one); !made.is_null()) out[name] = std::move(made);
    }
    return out;
  }

 private:
  const json& part(const json& parts) const {
    size_t total = 0;
    const json* found = nullptr;
    for (const auto& one : parts) {
      total += one.at(0).get<size_t>();
      if (!found && number < total) found = &one.at(1);
    }
    if (total != count) wrong(where, "parts come to " + std::to_string(total) + " of " + std::to_string(count));
    return *found;
  }

  const json& since(const json& days) const {
    const auto on = on_the_clock(at_ms).substr(0, 10);
    const json* found = &days.at(0).at(1);
    for (const auto& one : days) {
      if (one.at(0).get<std::string>() <= on) found = &one.at(1);
    }
    return *found;
  }

  json text(std::string value) const {
    if (value == "$plate") return plate(plates++);
    if (value.starts_with("$at")) return on_the_clock(at_ms + shifted(value.substr(3), where, 'm'));
    if (value.starts_with("$day")) return on_the_clock(at_ms + shifted(value.substr(4), where, 'd')).substr(0, 10);
    if (value.starts_with("$")) return link(value.substr(1));
    for (auto at = value.find("{n}"); at != value.npos; at = value.find("{n}"))
      value.replace(at, 3, std::to_string(number + 1));
    return value;
  }

  // Stays an object with this one name until the ids are known.
  json link(const std::string& named) const {
    const auto end = named.find_first_of("+*.");
    const auto rest = end == named.npos ? std::string() : named.substr(end);
    const auto kind = rest.find('.');
    json out{{"group", named.substr(0, end)}, {"number", number}, {"kind", kind == rest.npos ? "" : rest.substr(kind + 1)}};
    const auto step = rest.substr(0, kind);
    if (step == "*") out["turns"] = true;
    if (step.starts_with('+')) out["number"] = number + number_in(std::string_view(step).substr(1), where);
    return {{"$member", out}};
  }
};

// As a merge patch, but what stands for a value ($turn, $parts) replaces it.
void lay_over(json& base, const json& over) {
  const auto stands_for_value = [](const json& one) {
    return !one.is_object() || one.contains("$turn") || one.contains("$parts") || one.contains("$since");
  };
  if (stands_for_value(base) || stands_for_value(over)) {
    base = over;
    return;
  }
  for (const auto& [name, value] : over.items()) {
    if (value.is_null()) {
      base.erase(name);
    } else {
      lay_over(base[name], value);
    }
  }
}

void lay_forms(json& out, const json& names, const json& forms, const std::string& where) {
  for (const auto& name : names.is_array() ? names : json::array({names})) {
    const auto found = forms.find(name.get<std::string>());
    if (found == forms.end()) wrong(where, "there is no form " + name.get<std::string>());
    lay_over(out, *found);
  }
}

// `like` of an encounter has its kinds as names.
json form_of(const json& forms, const json& group, const std::string& where) {
  json out = json::object();
  const auto like = group.value("like", json::array());
  if (like.is_object()) {
    for (const auto& [kind, names] : like.items()) {
      out[kind] = json::object();
      lay_forms(out[kind], names, forms, where);
    }
  } else {
    lay_forms(out, like, forms, where);
  }
  lay_over(out, group.value("record", json::object()));
  return out;
}

std::vector<int64_t> moments_of(const json& group, size_t count, const std::string& where) {
  std::vector<int64_t> out;
  if (group.contains("on")) {
    for (const auto& one : group["on"]) out.push_back(moment(one, where));
    if (out.size() != count) wrong(where, "has " + std::to_string(out.size()) + " moments");
    return out;
  }
  const date::sys_days first = day(group.at("from"), where), last = day(group.at("to"), where);
  const auto days = static_cast<size_t>((last - first).count()) + 1;
  for (size_t i = 0; i < count; ++i) {
    const auto on = schema::iso(date::year_month_day(first + date::days(i * days / count)));
    const auto& times = group.at("at");
    out.push_back(moment(on + "T" + times[i % times.size()].get<std::string>(), where));
  }
  return out;
}

}  // namespace

Demonstration::Demonstration(json document, const json& forms) : document_(std::move(document)), forms_(forms) {
  forms_.update(document_.value("forms", json::object()));
  for (const auto& [tablet, about] : document_.at("officers").items()) {
    officers_.push_back({tablet, about.at("collar"), about.at("role"), about.at("shift")});
  }
  for (const auto& group : document_.at("groups")) add_group(group);
  std::stable_sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.made_ms < b.made_ms; });
}

void Demonstration::add_group(const json& group) {
  const std::string name = group.at("name"), where = "group " + name;
  const size_t count = group.at("count");
  const auto form = form_of(forms_, group, where);
  const auto moments = moments_of(group, count, where);
  const auto by = group.at("by").is_string() ? json::array({group.at("by")}) : group.at("by");
  for (size_t i = 0; i < count; ++i) {
    const std::string tablet = by[i % by.size()];
    const auto made_ms = moments[i] + group.value("after", usual_delay_min) * minute_ms;
    const Member member{where, i, count, moments[i], plates_};
    entries_.push_back({made_ms, tablet, name, i, group.at("type"), "", member.of(form)});
    if (!group.contains("then")) continue;
    const auto& then = group["then"];
    const auto later = moments[i] + then.at("after").get<int64_t>() * minute_ms;
    const Member corrected{where, i, count, later, plates_};
    entries_.push_back({later, tablet, name, i, "", then.at("reason"), corrected.of(then.at("patch"))});
  }
}

size_t Demonstration::count_of(const std::string& group) const {
  for (const auto& one : document_["groups"]) {
    if (one["name"] == group) return one["count"];
  }
  wrong("group " + group, "there is none");
}

DemonstrationShift Demonstration::shift(const DemonstrationOfficer& officer, int64_t at_ms) const {
  const auto& about = document_.at("shifts").at(officer.shift);
  const auto where = officer.collar + " at " + on_the_clock(at_ms);
  DemonstrationShift out;
  out.start_ms =
      moment(schema::iso(schema::operational_day(at_ms)) + "T" + about.at("from").get<std::string>(), "shift " + officer.shift);
  out.end_ms = out.start_ms + about.at("hours").get<int64_t>() * 60 * minute_ms;
  if (at_ms < out.start_ms || at_ms > out.end_ms) wrong(where, "is not in the hours of the shift");
  size_t none = 0;
  out.record = Member{where, 0, 1, out.start_ms, none}.of(form_of(forms_, about, where));
  out.record["planned_start"] = on_the_clock(out.start_ms);
  out.record["planned_end"] = on_the_clock(out.end_ms);
  return out;
}

json Demonstration::with_ids(const DemonstrationEntry& entry, const Ids& ids) const {
  const auto where = "group " + entry.group + " number " + std::to_string(entry.number);
  const auto id_of = [&](const json& link) -> json {
    const std::string group = link["group"], kind = link["kind"];
    size_t number = link["number"];
    if (link.contains("turns")) number %= count_of(group);
    const auto member = ids.find({group, number});
    if (member == ids.end()) wrong(where, "names " + group + " " + std::to_string(number) + ", which is not saved by then");
    const auto& kinds = member->second;
    const auto found = kind.empty() && kinds.size() == 1 ? kinds.begin() : kinds.find(kind);
    if (found == kinds.end()) wrong(where, group + " has no " + kind);
    return found->second.text();
  };
  const auto walk = [&](const auto& self, const json& value) -> json {
    if (value.is_object() && value.contains("$member")) return id_of(value["$member"]);
    if (!value.is_structured()) return value;
    json out = value.is_object() ? json::object() : json::array();
    if (value.is_object()) {
      for (const auto& [name, one] : value.items()) out[name] = self(self, one);
    } else {
      for (const auto& one : value) out.push_back(self(self, one));
    }
    return out;
  };
  return walk(walk, entry.object);
}

}  // namespace beatbook::test
