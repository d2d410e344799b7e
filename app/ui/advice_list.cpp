#include "app/ui/advice_list.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/tablet/advice.h"
#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr Role<AdviceRow> roles[] = {
    {"title", [](const AdviceRow& r) -> QVariant { return r.title; }},
    {"text", [](const AdviceRow& r) -> QVariant { return r.text; }},
    {"entryId", [](const AdviceRow& r) -> QVariant { return r.entry_id; }},
    {"typeName", [](const AdviceRow& r) -> QVariant { return r.type_name; }},
};

QString title_of_kind(const std::string& kind) {
  constexpr std::array<std::pair<std::string_view, const char*>, 17> titles{{
      {"CASE_DUE", "A case is due"},
      {"WITHOUT_REFERRAL", "No referral yet"},
      {"CHILD_WITHOUT_REFERRAL", "A child?"},
      {"SAID_TO_ALLOW", "Did you allow it?"},
      {"LATE_ENTRY", "Recorded late"},
      {"NOTICE_MISMATCH", "Notice mismatch"},
      {"ONE_OCCASION", "One occasion twice?"},
      {"LADDER_CHANGED", "The ladder has changed"},
      {"NOT_FIRST_TIME", "Not the first time"},
      {"SHARED_TELEPHONE", "Shared telephone"},
      {"REPEAT_PURCHASER", "Seen again"},
      {"VEHICLE_AFTER_LETTER", "Seen after a letter"},
      {"ACTION_OVERDUE", "Action overdue"},
      {"MEETING_OVERDUE", "Meeting overdue"},
      {"SAME_ENCOUNTER", "One encounter twice?"},
      {"CUSTODY_REFERENCE_TWICE", "One custody reference twice"},
      {"HOUSE_OVER_FULL", "More people than places"},
  }};
  const auto found = std::find_if(titles.begin(), titles.end(), [&](const auto& pair) { return pair.first == kind; });
  return found == titles.end() ? q(kind) : QString::fromLatin1(found->second);
}

std::vector<AdviceRow> rows_of(Bench& bench, int64_t now_ms) {
  std::vector<AdviceRow> out;
  for (const auto& one : advice(bench.tablet(), now_ms - advice_reaches_back_ms, now_ms)) {
    const auto entry = bench.tablet().index().find(one.records.back());
    const auto* type = entry ? schema::find_type(entry->type) : nullptr;
    out.push_back({title_of_kind(one.kind), q(one.text), q(one.records.back()), type ? q(type->name) : QString()});
  }
  return out;
}

}  // namespace

AdviceList::AdviceList(QObject* parent)
    : RowModel(roles, parent), reading_(*this, rows_of, [this] { emit loadingChanged(); }) {}

}  // namespace beatbook::app
