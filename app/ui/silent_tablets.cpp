#include "app/ui/silent_tablets.h"

#include <algorithm>
#include <map>

#include "app/forms/officer.h"
#include "app/forms/review_queue.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/shift.pb.h"

namespace beatbook::app {

namespace {

constexpr size_t most_shifts = 200;
constexpr size_t most_named = 2;

struct OpenElsewhere {
  std::string officer;
  int64_t heard_ms = 0;  // the latest of all that came from this shift
};

// Who works on the tablet that this shift was started on.
std::string officer_of(TabletLog& log, const Stored& stored) {
  for (const auto& enrolment : creators(log, stored.id, stored.record)) {
    if (const auto collar = log.officer_of(enrolment)) return *collar;
  }
  return {};
}

std::optional<OpenElsewhere> open_elsewhere(Bench& bench, const IndexEntry& at) {
  auto& log = bench.tablet().log();
  const auto stored = read_stored(log, at.id);
  const auto* shift = stored ? dynamic_cast<const v1::Shift*>(&stored->message()) : nullptr;
  if (!shift || shift->has_actual_end() || stored->shown.retracted || made_here(log, *stored)) return std::nullopt;
  OpenElsewhere out{officer_of(log, *stored), at.at_ms};
  if (out.officer.empty()) return std::nullopt;
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.shift = at.id;
  query.author = out.officer;
  query.limit = 1;
  for (const auto& entry : bench.tablet().index().list(query)) out.heard_ms = std::max(out.heard_ms, entry.at_ms);
  return out;
}

}  // namespace

QString silent_text_of(Bench& bench, int64_t now_ms) {
  const auto* type = schema::find_type("shift");
  if (!type) return {};
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.type = type->number;
  query.from_ms = now_ms - queue_reaches_back_ms;
  query.limit = most_shifts;
  std::map<std::string, int64_t> heard;  // an officer may have left more than one shift open
  for (const auto& at : bench.tablet().index().list(query)) {
    const auto open = open_elsewhere(bench, at);
    if (open) heard[open->officer] = std::max(heard[open->officer], open->heard_ms);
  }
  std::erase_if(heard, [&](const auto& one) { return now_ms - one.second < silent_after_ms; });
  if (heard.empty()) return {};
  if (heard.size() > most_named) {
    const auto since = std::max_element(heard.begin(), heard.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; })->second;
    return QStringLiteral("%1 tablets with an open shift have brought nothing since %2 or earlier. They may hold entries for you.")
        .arg(heard.size())
        .arg(as_of_text(since, now_ms));
  }
  QStringList who;
  for (const auto& [officer, since] : heard)
    who.push_back(QStringLiteral("%1 since %2").arg(q(officer), as_of_text(since, now_ms)));
  return heard.size() == 1 ? QStringLiteral("Not heard from %1. The shift is open, so the tablet may hold entries for you.").arg(who[0])
                           : QStringLiteral("Not heard from: %1. They are on shift and may hold entries for you.")
                                 .arg(who.join(QStringLiteral(", ")));
}

}  // namespace beatbook::app
