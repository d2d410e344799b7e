// What several record types share (record_rules.h).
#include <algorithm>
#include <stdexcept>

#include "rules/access.h"
#include "rules/fields.h"
#include "rules/grounds.h"
#include "rules/operation_profile.h"
#include "rules/record_rules.h"
#include "schema/formats.h"
#include "schema/time.h"

namespace beatbook::rules {

int64_t elapsed_ms(int64_t from_ms, int64_t to_ms) {
  int64_t elapsed = 0;
  if (__builtin_sub_overflow(to_ms, from_ms, &elapsed)) return to_ms > from_ms ? INT64_MAX : INT64_MIN;
  return elapsed;
}

bool in_future(const v1::LocalTime& time, const Situation& situation) {
  return elapsed_ms(situation.now_ms, time.utc_ms()) > situation.settings.future_tolerance_ms;
}

bool in_future_date(const std::string& date, const Situation& situation) {
  const auto day = schema::read_date(date);
  return day && schema::iso(*day) > schema::iso(schema::london(situation.now_ms)).substr(0, 10);
}

bool same_officer(std::string_view a, std::string_view b) {
  const auto& format = *schema::find_format("COLLAR_NUMBER");
  const auto normal = [&](std::string_view typed) {
    const auto read = schema::normalise(format, typed);
    return read ? *read : std::string(typed);
  };
  return !a.empty() && normal(a) == normal(b);
}

const Officer* on_shift(const Situation& situation, std::string_view collar_number) {
  const auto& all = situation.on_shift;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Officer& o) { return same_officer(o.collar_number, collar_number); });
  return found == all.end() ? nullptr : &*found;
}

bool name_one_person(const v1::Envelope& a, const v1::Envelope& b, const Context& context) {
  const auto same = [&](const std::string& one, const std::string& other) {
    if (one.empty() || other.empty()) return false;
    return one == other || std::any_of(context.linked.begin(), context.linked.end(), [&](const Linked& linked) {
             return (linked.id.bytes() == one && linked.card.bytes() == other) ||
                    (linked.id.bytes() == other && linked.card.bytes() == one);
           });
  };
  return std::any_of(a.subjects().begin(), a.subjects().end(), [&](const auto& one) {
    return std::any_of(b.subjects().begin(), b.subjects().end(),
                       [&](const auto& other) { return same(one.person_id(), other.person_id()); });
  });
}

bool is_no_supervisor(std::string_view collar_number, const Context& context) {
  const auto* officer = on_shift(context.situation, collar_number);
  return officer && !may_review(officer->role);
}

bool is_constable(const schema::CodeLists& packs, std::string_view role) {
  const auto* code = packs.find("officer_role", role);
  return code && code->entry.value("constable", false);
}

bool names_role(const Context& context, std::string_view counts_as) {
  const auto* envelope = envelope_of(context.message);
  if (!envelope) return false;
  const auto counts = [&](const std::string& role) {
    const auto* code = context.packs.find("person_role", role);
    return code && code->entry.value("count_as", "") == counts_as;
  };
  return std::any_of(envelope->subjects().begin(), envelope->subjects().end(),
                     [&](const auto& subject) { return std::any_of(subject.roles().begin(), subject.roles().end(), counts); });
}

void check_beats(const std::string& field, const google::protobuf::RepeatedPtrField<std::string>& beats, const Context& context,
                 Findings& findings) {
  const auto unknown = [&](const std::string& beat) { return !is_beat(context.situation.settings, beat); };
  if (std::any_of(beats.begin(), beats.end(), unknown)) findings.add(field);
}

int limit(const schema::CodeLists& packs, std::string_view name) {
  for (const auto& pack : packs.packs()) {
    if (!pack.document.contains("limits")) continue;
    const auto& limits = pack.document.at("limits");
    if (const auto found = limits.find(name); found != limits.end()) return found->get<int>();
  }
  throw std::logic_error("no pack has the limit " + std::string(name));
}

date::year_month_day today(const Situation& situation) { return schema::london_day(situation.now_ms); }

std::optional<date::year_month_day> day_of(const std::string& iso_day) {
  const auto day = schema::read_date(iso_day);
  return day ? std::optional(*day) : std::nullopt;
}

date::year_month_day months_after(date::year_month_day day, int months) {
  const auto then = day + date::months(months);
  return then.ok() ? then : date::year_month_day(then.year() / then.month() / date::last);
}

void refuse_future(const std::string& field, const std::string& iso_day, std::string_view what, const Context& context,
                   Findings& findings) {
  if (in_future_date(iso_day, context.situation)) findings.add(field, std::string(what));
}

void refuse_before(const std::string& field, const std::string& iso_day, const std::string& earliest, std::string_view what,
                   Findings& findings) {
  const auto day = day_of(iso_day), from = day_of(earliest);
  if (day && from && *day < *from) findings.add(field, std::string(what));
}

void check_linked_outcome(const std::string& field, std::string_view list, const std::string& outcome, const Context& context,
                          Findings& findings) {
  const auto* code = context.packs.find(list, outcome);
  const auto* needed = code ? schema::find_type(code->entry.value("needs_record", "")) : nullptr;
  if (!needed) return;
  const auto* own = envelope_of(context.message);
  const auto same_encounter = [&](const Message& other) {
    const auto* envelope = envelope_of(other);
    return !own || !envelope || !own->has_encounter_id() || !envelope->has_encounter_id() ||
           own->encounter_id() == envelope->encounter_id();
  };
  for (const auto& linked : context.linked) {
    if (linked.type->descriptor == needed->descriptor && same_encounter(*linked.message)) return;
  }
  findings.add(field, "Finish the linked record before you submit.");
}

void check_grounds(const std::string& field, const std::string& told, std::string_view only_traits, const Context& context,
                   Findings& findings) {
  const auto& words = ground_words(context.packs);
  if (const auto refused = words.never_ground(told)) return findings.add(field, *refused);
  if (!only_traits.empty() && words.only_traits(told)) findings.add(field, std::string(only_traits));
}

}  // namespace beatbook::rules
