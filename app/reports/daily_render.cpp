// One list of lines, three ways to print it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "app/reports/csv.h"
#include "app/reports/daily.h"

namespace beatbook::app {

namespace {

constexpr const char* marking = "OFFICIAL-SENSITIVE";  // PR-25

struct Line {
  std::string section, key, label;
  size_t count;
};

std::vector<Line> lines(const DailyReport& r, const schema::CodeLists& lists) {
  std::vector<Line> out{
      {"enforcement", "stop_checks", "Stop checks (encounters)", r.stop_checks},
      {"enforcement", "persons_stopped", "Persons stopped", r.persons_stopped},
      {"enforcement", "searches", "Stop and searches", r.searches},
      {"enforcement", "searches_with_find", "Searches with a find", r.searches_with_find},
      {"enforcement", "searches_linked", "Searches whose outcome is linked to the object", r.searches_linked},
      {"enforcement", "warnings", "Warnings", r.warnings},
      {"enforcement", "told_first", "Warnings told as first", r.told_first},
      {"enforcement", "told_second", "Warnings told as second and final", r.told_second},
      {"enforcement", "people_warned", "People warned", r.people_warned},
      {"support", "welfare_contacts", "Welfare contacts", r.welfare_contacts},
      {"support", "welfare_spoken_to", "Welfare contacts spoken to", r.welfare_spoken_to},
      {"support", "referrals_offered", "Referrals offered", r.referrals_offered},
      {"support", "referrals_made", "Referrals made", r.referrals_made},
      {"support", "exploiters", "Exploiters", r.exploiters},
      {"support", "exploited", "Exploited", r.exploited},
  };
  for (const auto& [role, count] : r.sightings_by_role) {
    out.push_back({"sightings", role.empty() ? "NOT_STATED" : role,
                   role.empty() ? "Role not stated" : lists.label("person_role", role), count});
  }
  for (const auto& [type, count] : r.imported_by_type) {
    const auto* known = schema::find_type(type);
    out.push_back({"imported", type, known ? known->meaning->label() : type, count});
  }
  out.push_back({"left_out", "voided", "Voided in the period", r.voided});
  out.push_back({"left_out", "without_time", "Without a time", r.without_time});
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

std::string ratio(const DailyReport& r) { return fmt::format("{} : {}", r.exploiters, r.exploited); }

}  // namespace

std::string daily_text(const DailyReport& report, const schema::CodeLists& lists) {
  const auto all = lines(report, lists);
  std::string out =
      fmt::format("{}\nDaily report, {} to {}, as at {}\n", marking, schema::for_people(schema::london(report.period.start_ms)),
                  schema::for_people(schema::london(report.period.end_ms)), schema::for_people(report.as_at));
  for (const auto& [section, title] : sections()) {
    std::string body;
    for (const auto& line : all) {
      if (line.section == section) body += fmt::format("  {:<50}{:>6}\n", line.label, line.count);
    }
    if (section == "support") body += fmt::format("  {:<50}{:>6}\n", "Exploiters : exploited", ratio(report));
    out += fmt::format("\n{}\n{}", title, body.empty() ? "  none\n" : body);
  }
  return out + "\n" + marking + "\n";
}

std::string daily_json(const DailyReport& report) {
  nlohmann::ordered_json out{{"report", "daily"},
                             {"marking", marking},
                             {"from", schema::iso(schema::london(report.period.start_ms))},
                             {"to", schema::iso(schema::london(report.period.end_ms))},
                             {"as_at", schema::iso(report.as_at)}};
  for (const auto& [section, title] : sections()) out[section] = nlohmann::ordered_json::object();
  for (const auto& line : lines(report, schema::CodeLists::in_force())) out[line.section][line.key] = line.count;
  return out.dump(2) + "\n";
}

std::string daily_csv(const DailyReport& report, const schema::CodeLists& lists) {
  std::string out;
  const auto write = [&](std::vector<std::string> cells) { write_csv_line(out, cells); };
  write({"section", "key", "label", "count"});
  write({"report", "marking", marking, ""});
  write({"report", "from", schema::iso(schema::london(report.period.start_ms)), ""});
  write({"report", "to", schema::iso(schema::london(report.period.end_ms)), ""});
  write({"report", "as_at", schema::iso(report.as_at), ""});
  for (const auto& line : lines(report, lists)) write({line.section, line.key, line.label, std::to_string(line.count)});
  return out;
}

}  // namespace beatbook::app
