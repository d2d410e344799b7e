// One list of lines, three ways to print it.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/reports/csv.h"
#include "app/reports/daily.h"
#include "app/reports/suppression.h"
#include "rules/ladder.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

// PR-25
const char* marking(Audience audience) {
  return audience == Audience::police ? "OFFICIAL-SENSITIVE" : "OFFICIAL, for public release";
}

struct Line {
  std::string section, key, label;
  size_t count;
  std::string part_of;  // key of the line whose count it is a part of
  Shown shown = Shown::exact;

  std::string text() const { return shown_text(count, shown); }
};

void hide_small(std::vector<Line>& lines) {
  std::vector<CountCell> cells;
  for (const auto& line : lines) {
    const auto whole = std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.key == line.part_of; });
    const bool part = !line.part_of.empty() && whole != lines.end();
    cells.push_back({line.count, part ? std::optional<size_t>(whole - lines.begin()) : std::nullopt});
  }
  const auto shown = suppress(cells);
  for (size_t i = 0; i < lines.size(); ++i) lines[i].shown = shown[i];
}

// A line for each rung of the usual ladder, and for any other that somebody was told.
void add_told(std::vector<Line>& out, const DailyReport& r, const schema::CodeLists& lists) {
  const int usual = rules::warnings_before_arrest({}, lists);
  const auto before = std::find_if(out.begin(), out.end(), [](const Line& line) { return line.key == "people_warned"; });
  std::vector<Line> told;
  for (const auto& code : lists.find("rung_told")->codes) {
    const auto at = r.told.find(code.code);
    if (at == r.told.end() && !rules::belongs_to(code, usual)) continue;
    told.push_back({"enforcement", "told_" + code.code, "Warnings told as " + schema::in_sentence(code.label),
                    at == r.told.end() ? 0 : at->second, "warnings"});
  }
  out.insert(before, told.begin(), told.end());
}

std::vector<Line> lines(const DailyReport& r, Audience audience, const schema::CodeLists& lists) {
  std::vector<Line> out{
      {"enforcement", "stop_checks", "Stop checks (encounters)", r.stop_checks, ""},
      {"enforcement", "persons_stopped", "Persons stopped", r.persons_stopped, ""},
      {"enforcement", "searches", "Stop and searches", r.searches, ""},
      {"enforcement", "searches_with_find", "Searches with a find", r.searches_with_find, "searches"},
      {"enforcement", "searches_linked", "Searches whose outcome is linked to the object", r.searches_linked,
       "searches_with_find"},
      {"enforcement", "warnings", "Warnings", r.warnings, ""},
      {"enforcement", "people_warned", "People warned", r.people_warned, ""},
      {"support", "welfare_contacts", "Welfare contacts", r.welfare_contacts, ""},
      {"support", "welfare_spoken_to", "Welfare contacts spoken to", r.welfare_spoken_to, "welfare_contacts"},
      {"support", "referrals_offered", "Referrals offered", r.referrals_offered, ""},
      {"support", "referrals_made", "Referrals made", r.referrals_made, "referrals_offered"},
      {"support", "exploiters", "Exploiters", r.exploiters, ""},
      {"support", "exploited", "Exploited", r.exploited, ""},
  };
  add_told(out, r, lists);
  for (const auto& [role, count] : r.sightings_by_role) {
    out.push_back({"sightings", role.empty() ? "NOT_STATED" : role,
                   role.empty() ? "Role not stated" : lists.label("person_role", role), count, ""});
  }
  for (const auto& [type, count] : r.imported_by_type) {
    const auto* known = schema::find_type(type);
    out.push_back({"imported", type, known ? known->meaning->label() : type, count, ""});
  }
  out.push_back({"left_out", "voided", "Voided in the period", r.voided, ""});
  out.push_back({"left_out", "without_time", "Without a time", r.without_time, ""});
  if (audience == Audience::everybody) hide_small(out);
  return out;
}

const std::vector<std::pair<std::string, std::string>>& sections() {
  static const std::vector<std::pair<std::string, std::string>> titles{{"enforcement", "Enforcement"},
                                                                       {"support", "Support"},
                                                                       {"sightings", "Sightings by role"},
                                                                       {"imported", "Imported history, in no other count"},
                                                                       {"left_out", "Left out"}};
  return titles;
}

std::string ratio(const std::vector<Line>& all) {
  const auto text_of = [&](const char* key) {
    return std::find_if(all.begin(), all.end(), [&](const Line& line) { return line.key == key; })->text();
  };
  return fmt::format("{} : {}", text_of("exploiters"), text_of("exploited"));
}

}  // namespace

std::string daily_text(const DailyReport& report, Audience audience, const schema::CodeLists& lists) {
  const auto all = lines(report, audience, lists);
  std::string out = fmt::format("{}\nDaily report, {} to {}, as at {}\n", marking(audience),
                                schema::for_people(schema::london(report.period.start_ms)),
                                schema::for_people(schema::london(report.period.end_ms)), schema::for_people(report.as_at));
  for (const auto& [section, title] : sections()) {
    std::string body;
    for (const auto& line : all) {
      if (line.section == section) body += fmt::format("  {:<50}{:>8}\n", line.label, line.text());
    }
    if (section == "support") body += fmt::format("  {:<50}{:>8}\n", "Exploiters : exploited", ratio(all));
    out += fmt::format("\n{}\n{}", title, body.empty() ? "  none\n" : body);
  }
  return out + "\n" + marking(audience) + "\n";
}

std::string daily_json(const DailyReport& report, Audience audience) {
  nlohmann::ordered_json out{{"report", "daily"},
                             {"marking", marking(audience)},
                             {"from", schema::iso(schema::london(report.period.start_ms))},
                             {"to", schema::iso(schema::london(report.period.end_ms))},
                             {"as_at", schema::iso(report.as_at)}};
  for (const auto& [section, title] : sections()) out[section] = nlohmann::ordered_json::object();
  for (const auto& line : lines(report, audience, schema::CodeLists::in_force())) {
    out[line.section][line.key] =
        line.shown == Shown::exact ? nlohmann::ordered_json(line.count) : nlohmann::ordered_json(line.text());
  }
  return out.dump(2) + "\n";
}

std::string daily_csv(const DailyReport& report, Audience audience, const schema::CodeLists& lists) {
  std::string out;
  const auto write = [&](std::vector<std::string> cells) { write_csv_line(out, cells); };
  write({"section", "key", "label", "count"});
  write({"report", "marking", marking(audience), ""});
  write({"report", "from", schema::iso(schema::london(report.period.start_ms)), ""});
  write({"report", "to", schema::iso(schema::london(report.period.end_ms)), ""});
  write({"report", "as_at", schema::iso(report.as_at), ""});
  for (const auto& line : lines(report, audience, lists)) write({line.section, line.key, line.label, line.text()});
  return out;
}

}  // namespace beatbook::app
