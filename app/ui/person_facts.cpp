#include "app/ui/person_facts.h"

#include <algorithm>
#include <tuple>

#include "app/forms/entry_lines.h"
#include "app/forms/field_words.h"
#include "app/forms/person_readings.h"
#include "app/tablet/same_person.h"
#include "app/tablet/warnings.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/person_match.pb.h"
#include "beatbook/v1/records/person_name.pb.h"
#include "beatbook/v1/records/person_phone.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "schema/code_lists.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

constexpr Role<WarningRow> warning_roles[] = {
    {"entryId", [](const WarningRow& r) -> QVariant { return r.entry_id; }},
    {"number", [](const WarningRow& r) -> QVariant { return r.number; }},
    {"dateText", [](const WarningRow& r) -> QVariant { return r.date_text; }},
    {"told", [](const WarningRow& r) -> QVariant { return r.told; }},
    {"toldText", [](const WarningRow& r) -> QVariant { return r.told_text; }},
    {"officer", [](const WarningRow& r) -> QVariant { return r.officer; }},
    {"voided", [](const WarningRow& r) -> QVariant { return r.voided; }},
};

QString age_of(const v1::Person& person, int64_t now_ms) {
  if (const auto born = schema::read_date(person.date_of_birth())) {
    const auto today = schema::london_day(now_ms);
    const bool had_birthday = std::make_pair(today.month(), today.day()) >= std::make_pair(born->month(), born->day());
    const int years = static_cast<int>(today.year()) - static_cast<int>(born->year()) - (had_birthday ? 0 : 1);
    return QString::number(years);
  }
  return person.age_range().empty() ? QString() : q(lists().label("age_range", person.age_range()));
}

void read_age(PersonFacts& facts, const Stored& stored, int64_t now_ms) {
  facts.maybe_child = says_child(stored, now_ms);
  QStringList ages;
  for (const auto& reading : readings_of(stored)) {
    const auto age = age_of(reading, now_ms);
    if (!age.isEmpty() && !ages.contains(age)) ages.push_back(age);
  }
  ages.sort();
  if (!ages.isEmpty()) facts.short_line = QStringLiteral("Aged ") + ages.join(QStringLiteral(" or "));
}

void read_names(Bench& bench, PersonFacts& facts, const RecordId& id, Purpose purpose) {
  for (const auto& at : bench.tablet().index().linked_to(id, purpose)) {
    const auto* type = schema::find_type(at.type);
    if (!type || at.retracted) continue;
    if (type->name != "person_name" && type->name != "person_phone") continue;
    const auto stored = read_stored(bench.tablet().log(), at.id);
    if (!stored) continue;
    if (const auto* name = dynamic_cast<const v1::PersonName*>(&stored->message())) facts.aliases.push_back(q(name->name()));
    if (const auto* phone = dynamic_cast<const v1::PersonPhone*>(&stored->message()))
      facts.phones.push_back(q(spaced_phone(phone->phone())));
  }
}

void read_warnings(Bench& bench, PersonFacts& facts, const RecordId& id, int64_t now_ms) {
  const auto found = warnings_of(bench.tablet().index(), bench.tablet().log(), id);
  const auto terms = bench.tablet().settings().ladder;
  const auto born = born_of(bench.tablet().index(), bench.tablet().log(), id);
  const auto ladder = ladder_of(found, now_ms, terms, born);
  facts.standing = q(rules::name(ladder.standing));
  facts.needed = ladder.needed;
  facts.next_told =
      q(schema::in_sentence(lists().label("rung_told", rules::rung_shown(agreed_ladder(found, now_ms, terms, born), lists()))));
  if (ladder.live_to) facts.live_to = q(schema::for_people(*ladder.live_to));
  for (const auto& rung : ladder.rungs) facts.rungs.push_back(q(rung));
  for (const auto& one : found) {
    const auto& [at, given] = std::tie(one.at, one.given);
    WarningRow row;
    row.at_ms = at.at_ms;
    row.entry_id = q(at.id);
    row.date_text = date_text(at.at_ms);
    row.told = q(given.told);
    row.told_word =
        given.told.empty() ? QStringLiteral("not recorded") : q(schema::in_sentence(lists().label("rung_told", given.told)));
    row.told_text = QStringLiteral("Told: ") + row.told_word;
    if (!one.agreed) row.told_text += QStringLiteral(". On another card, and no second supervisor has agreed yet");
    row.officer = q(at.author);
    row.voided = at.retracted;
    facts.warnings.push_back(std::move(row));
  }
  int number = 0;
  for (auto& row : facts.warnings) {
    if (!row.voided) row.number = QString::number(++number);
  }
  facts.warnings_text =
      number == 0 ? QStringLiteral("No warning found") : count_text(number, "warning found", "warnings found");
}

// An entry about somebody who was met or seen, and not about their card.
bool meets_people(const schema::RecordType& type) {
  return type.meaning->counted() && type.descriptor != v1::PersonMatch::descriptor();
}

void read_same(Bench& bench, PersonFacts& facts, const RecordId& id, int64_t now_ms) {
  const auto same = same_person(bench.tablet().index(), bench.tablet().log(), id);
  for (size_t i = 1; i < same.cards.size(); ++i) {
    const auto& card = same.cards[i];
    const auto stored = read_stored(bench.tablet().log(), card);
    if (!stored) continue;
    const bool agreed = std::find(same.agreed.begin(), same.agreed.end(), card) != same.agreed.end();
    facts.maybe_child = facts.maybe_child || says_child(*stored, now_ms);
    facts.same.push_back({q(card), q(card_title(*stored)),
                          agreed ? QStringLiteral("Another card of the same person")
                                 : QStringLiteral("Said to be the same person. A second supervisor has not agreed yet")});
  }
}

}  // namespace

WarningModel::WarningModel(QObject* parent) : RowModel(warning_roles, parent) {}

PersonFacts read_person_facts(Bench& bench, const Stored& stored, Purpose purpose, int64_t now_ms) {
  PersonFacts facts;
  facts.title = q(card_title(stored));
  const auto* person = dynamic_cast<const v1::Person*>(&stored.message());
  if (!person) return facts;
  read_age(facts, stored, now_ms);
  facts.called = q(person->given_names()).section(QLatin1Char(' '), 0, 0);
  for (const auto& flag : person->safety_flags()) facts.safety_flags.push_back(q(lists().label("safety_flag", flag)));
  facts.handling = q(person->handling_advice());
  read_same(bench, facts, stored.id, now_ms);
  read_names(bench, facts, stored.id, purpose);
  read_warnings(bench, facts, stored.id, now_ms);
  QStringList line;
  if (!facts.short_line.isEmpty()) line.push_back(facts.short_line);
  if (person->has_verification()) {
    line.push_back(QStringLiteral("identity: ") +
                   q(schema::in_sentence(lists().label("identity_verification", person->verification()))));
  }
  facts.line = line.join(QStringLiteral(", "));
  if (!facts.aliases.isEmpty()) {
    facts.short_line += (facts.short_line.isEmpty() ? QString() : QStringLiteral(". ")) + QStringLiteral("Also “") +
                        facts.aliases.join(QStringLiteral("”, “")) + QStringLiteral("”");
  }
  return facts;
}

QString vehicle_line(const Stored& stored) {
  const auto* vehicle = dynamic_cast<const v1::Vehicle*>(&stored.message());
  if (!vehicle) return {};
  QStringList words;
  if (vehicle->has_colour()) words.push_back(q(lists().label("vehicle_colour", vehicle->colour())));
  for (const auto& text : {vehicle->make(), vehicle->model()}) {
    if (!text.empty()) words.push_back(q(text));
  }
  if (words.size() < 2 && vehicle->has_vehicle_type())
    words.push_back(q(lists().label("vehicle_type", vehicle->vehicle_type())));
  return words.join(QLatin1Char(' '));
}

std::vector<EntryRow> contact_rows(Bench& bench, const RecordId& id, Purpose purpose, int64_t from_ms) {
  std::vector<IndexEntry> found;
  for (const auto& card : same_person(bench.tablet().index(), bench.tablet().log(), id).cards) {
    for (auto& at : bench.tablet().index().linked_to(card, purpose)) found.push_back(std::move(at));
  }
  // An entry that names both cards is one entry.
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return std::tie(b.at_ms, b.id) < std::tie(a.at_ms, a.id); });
  found.erase(std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id == b.id; }), found.end());
  std::vector<EntryRow> out;
  for (const auto& at : found) {
    const auto* type = schema::find_type(at.type);
    if (at.at_ms < from_ms || (type && !meets_people(*type))) continue;
    auto row = entry_row(bench, at);
    if (!row) continue;
    // On its own card the card is not named again; who wrote is.
    const auto named = q(bench.title(id)) + QStringLiteral(". ");
    if (row->summary.startsWith(named)) row->summary.remove(0, named.size());
    row->summary += (row->summary.isEmpty() ? QString() : QStringLiteral(", ")) + row->author;
    out.push_back(*std::move(row));
  }
  return out;
}

}  // namespace beatbook::app
