#include "app/tablet/warnings.h"

#include <algorithm>
#include <array>

#include "app/forms/history.h"
#include "app/forms/officer.h"
#include "app/forms/person_readings.h"
#include "app/tablet/occasions.h"
#include "app/tablet/read_as.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/shift.pb.h"
#include "rules/areas.h"
#include "rules/arrest_gate.h"
#include "schema/local_time_field.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr int64_t longest_shift_ms = 24LL * 3'600'000;

// What was copied up later, in a shift that had not begun, is not of it. A shift this tablet does not hold is taken at its
// word.
bool happened_in_shift(TabletLog& log, const v1::Envelope& envelope) {
  const auto id = RecordId::from_bytes(envelope.shift_id());
  const auto shift = id ? read_as<v1::Shift>(log, *id) : std::nullopt;
  if (!shift || !shift->has_actual_start() || !envelope.has_event_at()) return true;
  const auto start = shift->actual_start().utc_ms(), at = envelope.event_at().utc_ms();
  return start <= at && at <= (shift->has_actual_end() ? shift->actual_end().utc_ms() : start + longest_shift_ms);
}

// Shift and the two officers in either order; empty when one of them is not known.
std::string pair_of(TabletLog& log, const v1::Envelope& envelope) {
  if (envelope.shift_id().empty() || envelope.second_officer().empty() || !happened_in_shift(log, envelope)) return {};
  const auto [first, second] = std::minmax(envelope.author(), envelope.second_officer());
  return envelope.shift_id() + first + '|' + second;
}

}  // namespace

namespace {

// BR-06: the first review of a peer that says so. It stays when the warning is amended afterwards: it is about the person.
std::optional<int64_t> told_final_ms(Index& index, const IndexEntry& warning) {
  for (const auto& review : index.reviews_of(warning.id)) {
    const bool stands = !review.entry.retracted && review.reviewer != warning.author;
    if (stands && review.decision == "PERSON_TOLD") return review.made_at_ms;
  }
  return std::nullopt;
}

// BR-05.
std::optional<bool> own_occasion(Index& index, const IndexEntry& warning) {
  const auto said = occasion_of(index, warning);
  return said == Occasion::open ? std::nullopt : std::optional<bool>(said == Occasion::own);
}

constexpr std::array<std::string_view, 4> ladder_fields{"envelope.event_at", "envelope.subjects", "rung_told", "understood"};

bool amended_unseen(Index& index, TabletLog& log, const Stored& stored) {
  const auto last_ms = last_amended_ms(log, stored, ladder_fields);
  if (last_ms == 0) return false;
  const auto reviews = index.reviews_of(stored.id);
  return std::none_of(reviews.begin(), reviews.end(), [&](const auto& review) {
    return !review.entry.retracted && review.decision == "APPROVE" && review.made_at_ms > last_ms;
  });
}

void add_warnings(Index& index, TabletLog& log, const RecordId& person, bool agreed, std::vector<PersonWarning>& out) {
  for (auto& at : index.linked_to(person, Purpose::enforcement)) {
    const auto* type = schema::find_type(at.type);
    if (!type || type->descriptor != v1::OfficialWarning::descriptor()) continue;
    const auto stored = read_stored(log, at.id);
    const auto* warning = stored ? dynamic_cast<const v1::OfficialWarning*>(&stored->message()) : nullptr;
    if (!warning) continue;
    const bool understood = !warning->has_understood() || warning->understood();
    const auto& envelope = warning->envelope();
    rules::GivenWarning given{at.id,
                              at.at_ms,
                              envelope.made_at().utc_ms(),
                              warning->rung_told(),
                              understood,
                              rules::point_of(envelope.location()),
                              pair_of(log, envelope),
                              told_final_ms(index, at),
                              own_occasion(index, at)};
    const bool amended = amended_unseen(index, log, *stored);
    out.push_back({std::move(at), std::move(given), agreed, amended});
  }
}

}  // namespace

int64_t last_amended_ms(TabletLog& log, const Stored& stored, std::span<const std::string_view> fields) {
  const auto& touches = stored.record.touches;
  const auto other = [&](const Touch& touch) { return touch.dot != touches.front().dot; };
  if (std::none_of(touches.begin(), touches.end(), other)) return 0;  // nobody has touched it since
  int64_t last_ms = 0;
  const auto versions = history(log, stored, {});
  for (size_t at = 1; at < versions.size(); ++at) {
    for (const auto& change : versions[at].changes) {
      const bool asked = std::any_of(fields.begin(), fields.end(), [&](auto field) { return change.field.starts_with(field); });
      if (asked && change.before != change.after) last_ms = std::max(last_ms, versions[at].at_ms);
    }
  }
  return last_ms;
}

std::vector<PersonWarning> warnings_of(Index& index, TabletLog& log, const RecordId& person) {
  std::vector<PersonWarning> out;
  const auto same = same_person(index, log, person);
  for (const auto& card : same.cards) {
    const bool agreed = std::find(same.agreed.begin(), same.agreed.end(), card) != same.agreed.end();
    add_warnings(index, log, card, agreed, out);
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at.at_ms < b.at.at_ms; });
  return out;
}

namespace {

enum class Which {
  all,     // whatever may count
  agreed,  // of agreed cards; an amended one as a rung that nobody told to be the final one
  seen,    // agreed, and not amended since a supervisor saw it
};

rules::Ladder ladder(const std::vector<PersonWarning>& warnings, Which which, int64_t at_ms, const rules::LadderTerms& terms,
                     rules::LadderSubject subject) {
  std::vector<rules::GivenWarning> counted;
  for (const auto& one : warnings) {
    if (one.at.retracted || one.at.imported || (which != Which::all && !one.agreed) || (which == Which::seen && one.amended))
      continue;
    counted.push_back(one.given);
    if (which == Which::agreed && one.amended) counted.back().told.clear();
  }
  return rules::ladder_of(std::move(counted), at_ms, schema::CodeLists::in_force(), subject, terms);
}

}  // namespace

std::optional<date::year_month_day> born_of(Index& index, TabletLog& log, const RecordId& person) {
  std::optional<date::year_month_day> out;
  for (const auto& card : same_person(index, log, person).cards) {
    const auto known = read_stored(log, card);
    if (!known || known->shown.retracted) continue;
    for (const auto& reading : readings_of(*known)) {
      if (const auto born = schema::read_date(reading.date_of_birth()); born && (!out || *out < *born)) out = *born;
    }
  }
  return out;
}

rules::Ladder agreed_ladder(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                            const std::optional<date::year_month_day>& born) {
  rules::LadderSubject subject;
  subject.born = born;
  return ladder(warnings, Which::agreed, at_ms, terms, subject);
}

rules::Ladder ladder_of(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                        const std::optional<date::year_month_day>& born) {
  rules::LadderSubject subject;
  subject.born = born;
  auto seen = ladder(warnings, Which::seen, at_ms, terms, subject);
  if (seen.standing == rules::Standing::enough) return seen;
  auto agreed = agreed_ladder(warnings, at_ms, terms, born);
  const bool may_be = agreed.standing == rules::Standing::enough ||
                      ladder(warnings, Which::all, at_ms, terms, subject).standing == rules::Standing::enough;
  if (may_be) agreed.standing = rules::Standing::review;
  return agreed;
}

namespace {

struct AtEntry {
  std::vector<PersonWarning> warnings;
  std::optional<date::year_month_day> born;
  int64_t at_ms = 0;
};

// What this tablet holds of the first person of an entry, and when it was.
AtEntry known_at(const v1::Envelope& envelope, Index& index, TabletLog& log, int64_t now_ms) {
  AtEntry out;
  out.at_ms = envelope.has_event_at() ? envelope.event_at().utc_ms() : now_ms;
  const auto person = envelope.subjects_size() > 0 ? RecordId::from_bytes(envelope.subjects(0).person_id()) : std::nullopt;
  if (!person) return out;
  out.warnings = warnings_of(index, log, *person);
  out.born = born_of(index, log, *person);
  return out;
}

void set_as_of(v1::LocalTime& as_of, TabletLog& log) {
  schema::set_local_time(as_of, schema::london(corrected(log.facts(), log.facts().synced_ms()).now_ms));
}

}  // namespace

void show_ladder(v1::OfficialWarning& warning, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  if (log.facts().synced_ms() == 0) return;
  const auto known = known_at(warning.envelope(), index, log, now_ms);
  const auto ladder = agreed_ladder(known.warnings, known.at_ms, terms, known.born);
  warning.set_rung_shown(rules::rung_shown(ladder, schema::CodeLists::in_force()));
  set_as_of(*warning.mutable_ladder_as_of(), log);
}

void show_ladder(v1::Arrest& arrest, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  arrest.clear_ladder_standing();
  arrest.clear_ladder_as_of();
  if (log.facts().synced_ms() == 0 || !rules::arrested_for_s1(arrest, schema::CodeLists::in_force())) return;
  const auto known = known_at(arrest.envelope(), index, log, now_ms);
  arrest.set_ladder_standing(std::string(rules::ladder_code(ladder_of(known.warnings, known.at_ms, terms, known.born))));
  set_as_of(*arrest.mutable_ladder_as_of(), log);
}

}  // namespace beatbook::app
