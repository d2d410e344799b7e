#include "app/tablet/advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/forms/entry_lines.h"
#include "app/forms/envelope.h"
#include "app/tablet/read_as.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/action.pb.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"
#include "beatbook/v1/records/keeper_letter.pb.h"
#include "beatbook/v1/records/meeting.pb.h"
#include "beatbook/v1/records/person_phone.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "rules/action_clock.h"
#include "rules/pair_duplicates.h"
#include "rules/repeats.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr int64_t day_ms = 24 * 3'600'000;
constexpr int64_t looks_back_ms = 28 * day_ms;
constexpr size_t most_entries = 20'000;

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

bool counts_as(const std::string& role, std::string_view what) {
  const auto* code = lists().find("person_role", role);
  return code && code->entry.value("count_as", "") == what;
}

// The vehicle an entry names itself; nothing for an entry about none.
std::optional<RecordId> vehicle_of(const schema::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("vehicle_id");
  return field ? RecordId::from_bytes(message.GetReflection()->GetString(message, field)) : std::nullopt;
}

class Adviser {
 public:
  Adviser(Tablet& tablet, int64_t from_ms, int64_t now_ms) : tablet_(tablet), from_ms_(from_ms), now_ms_(now_ms) {}

  std::vector<Advice> out;

  void read() {
    ListQuery query;
    query.from_ms = from_ms_ - looks_back_ms;
    query.limit = most_entries;
    for (const auto& at : tablet_.index().list(query)) {
      if (at.retracted || at.imported) continue;
      auto stored = read_stored(tablet_.log(), at.id);
      if (stored && envelope_of(stored->message())) entries_.push_back({at, *std::move(stored)});
    }
    std::reverse(entries_.begin(), entries_.end());  // oldest first
  }

  // Said to be the first time, though this tablet holds an earlier caution or arrest for the same offence. A vehicle never
  // counts.
  void first_times() {
    for (const auto& entry : entries_) {
      const auto* caution = dynamic_cast<const v1::ConditionalCaution*>(&entry.stored.message());
      if (!caution || !spoken_of(entry) || caution->first_time_check() != "FIRST_TIME") continue;
      for (const auto& subject : caution->envelope().subjects()) {
        const auto person = RecordId::from_bytes(subject.person_id());
        const auto before = person ? dealt_with(*person, *caution, entry.at) : std::nullopt;
        if (!before) continue;
        add("BR-12", "NOT_FIRST_TIME",
            fmt::format("{} of {} was recorded as the first time. {} of {} was before it: look at the route again.",
                        title(entry.at.id), day(entry.at.at_ms), title(before->id), day(before->at_ms)),
            {before->id, entry.at.id});
      }
    }
  }

  void telephones() {
    const auto& roles = tablet_.log().facts().roles();
    // Somebody who is on patrol too is on patrol.
    const bool only =
        std::all_of(roles.begin(), roles.end(), [](const auto& role) { return rules::may_see_phone_patterns(role); });
    if (roles.empty() || !only) return;
    std::vector<rules::PhoneUse> uses;
    std::map<std::string, std::vector<RecordId>> records;
    for (const auto& [id, phone] : all<v1::PersonPhone>()) {
      const auto person = RecordId::from_bytes(phone.person_id());
      if (!person) continue;
      for (const auto& role : roles_of(*person)) uses.push_back({phone.phone(), one_card(*person), {}, role});
      records[phone.phone()].push_back(id);
    }
    for (const auto& pattern : rules::phone_patterns(uses)) {
      add("BR-19", "SHARED_TELEPHONE",
          pattern.controller
              ? "A telephone number is shared with somebody who controls. Intelligence only, no evidence."
              : fmt::format("A telephone number is shared by {}. Intelligence only, no evidence.", pattern.holders),
          records[pattern.phone]);
    }
  }

  // BR-20 speaks of sightings: a stop counts as one, what follows from it does not, and one encounter is one.
  void purchasers() {
    struct Seen {
      const Read* entry;
      RecordId card;  // the one that the entry names
    };
    std::map<RecordId, std::vector<Seen>> seen;
    for (const auto& entry : entries_) {
      if (!is_sighting(entry.stored.type())) continue;
      for (const auto& subject : envelope_of(entry.stored.message())->subjects()) {
        const auto person = RecordId::from_bytes(subject.person_id());
        const auto& roles = subject.roles();
        const bool purchaser = std::any_of(roles.begin(), roles.end(), [](const auto& r) { return counts_as(r, "PURCHASER"); });
        if (person && purchaser) seen[one_card(*person)].push_back({&entry, *person});
      }
    }
    for (const auto& [person, all] : seen) {
      std::vector<int64_t> before;
      std::set<std::optional<RecordId>> encounters;
      for (const auto& [entry, card] : all) {
        if (!encounters.insert(entry->at.encounter).second) continue;
        if (spoken_of(*entry) && rules::repeat_purchaser(before, entry->at.at_ms)) {
          add("BR-20", "REPEAT_PURCHASER",
              fmt::format("{}: seen as a purchaser again within 28 days, {}. Read both entries.", title(card),
                          day(entry->at.at_ms)),
              {card, entry->at.id});
        }
        before.push_back(entry->at.at_ms);
      }
    }
  }

  void vehicles() {
    std::map<RecordId, std::vector<int64_t>> posted;
    for (const auto& [id, letter] : all<v1::KeeperLetter>()) {
      const auto* state = lists().find("letter_state", letter.state());
      const auto vehicle = RecordId::from_bytes(letter.vehicle_id());
      if (state && vehicle && state->entry.value("posted", false) && state->code != "RETURNED_UNDELIVERED")
        posted[*vehicle].push_back(letter.state_at().utc_ms());
    }
    for (const auto& entry : entries_) {
      const auto vehicle = vehicle_of(entry.stored.message());
      if (!vehicle || !spoken_of(entry) || entry.stored.type().descriptor == v1::KeeperLetter::descriptor()) continue;
      if (!rules::seen_after_letter(posted[*vehicle], entry.at.at_ms)) continue;
      add("BR-20", "VEHICLE_AFTER_LETTER",
          fmt::format("{}: seen again after a letter was posted, {}. The vehicle was, whoever drove it.", title(*vehicle),
                      day(entry.at.at_ms)),
          {*vehicle, entry.at.id});
    }
  }

  void actions() {
    const auto today = schema::london_day(now_ms_);
    for (const auto& [id, action] : all<v1::Action>()) {
      if (!rules::overdue(action, today)) continue;
      const auto due = schema::read_date(action.due_on());
      add("BR-24", "ACTION_OVERDUE",
          fmt::format("Action {} of {} was due on {}. Record how far it has come.", action.number(),
                      action.owner_organisation(), due ? schema::for_people(*due) : action.due_on()),
          {id});
    }
    std::map<std::string, std::pair<date::year_month_day, RecordId>> last;
    for (const auto& [id, meeting] : all<v1::Meeting>()) {
      const auto held = schema::read_date(meeting.held_on());
      const auto known = last.find(meeting.kind());
      if (held && (known == last.end() || known->second.first < *held)) last[meeting.kind()] = {*held, id};
    }
    for (const auto& [kind, held] : last) {
      const auto next = rules::next_meeting(held.first, kind, lists());
      if (!next || *next >= today) continue;
      add("BR-24", "MEETING_OVERDUE",
          fmt::format("{}: the next meeting was due on {}. Record it, or agree a day.", lists().label("meeting_kind", kind),
                      schema::for_people(*next)),
          {held.second});
    }
  }

  void same_encounters() {
    std::map<std::pair<Bytes, std::string>, std::vector<rules::Account>> groups;
    std::map<RecordId, Bytes> encounters;
    for (const auto& entry : entries_) {
      const auto& envelope = *envelope_of(entry.stored.message());
      if (!spoken_of(entry) || !entry.stored.type().meaning->counted() || envelope.location().beat().empty()) continue;
      rules::Account account{entry.at.id,
                             envelope.author(),
                             envelope.shift_id(),
                             envelope.location().beat(),
                             entry.at.at_ms,
                             envelope.made_at().utc_ms(),
                             {},
                             {}};
      for (const auto& subject : envelope.subjects()) {
        if (const auto person = RecordId::from_bytes(subject.person_id())) account.persons.push_back(one_card(*person));
      }
      if (const auto vehicle = vehicle_of(entry.stored.message())) account.vehicles.push_back(*vehicle);
      encounters[entry.at.id] = envelope.encounter_id();
      groups[{account.shift, account.beat}].push_back(std::move(account));
    }
    for (const auto& [group, accounts] : groups) {
      for (const auto& [first, second] : rules::proposed_pairs(accounts)) {
        if (encounters[first] == encounters[second]) continue;  // linked already
        add("BR-25", "SAME_ENCOUNTER",
            fmt::format("{} and {} may be two accounts of one encounter. Ask both officers, and note the answer in the review.",
                        title(first), title(second)),
            {first, second});
      }
    }
  }

 private:
  struct Read {
    IndexEntry at;
    Stored stored;
  };

  bool spoken_of(const Read& entry) const { return entry.at.at_ms >= from_ms_ && entry.at.at_ms <= now_ms_; }
  static std::string day(int64_t ms) { return schema::for_people(schema::london_day(ms)); }

  void add(const char* rule, const char* kind, std::string text, std::vector<RecordId> records) {
    out.push_back({rule, kind, std::move(text), std::move(records)});
  }
  // Those that stand and are no history from elsewhere.
  template <class Record>
  std::vector<std::pair<RecordId, Record>> all() {
    ListQuery query;
    query.type = schema::find_type(Record::descriptor())->number;
    query.limit = most_entries;
    std::vector<std::pair<RecordId, Record>> found;
    for (const auto& at : tablet_.index().list(query)) {
      auto record = at.imported ? std::nullopt : read_as<Record>(tablet_.log(), at.id);
      if (record) found.emplace_back(at.id, *std::move(record));
    }
    return found;
  }
  static bool is_sighting(const schema::RecordType& type) {
    return type.descriptor == v1::Sighting::descriptor() || type.descriptor == v1::StopCheckPerson::descriptor() ||
           type.descriptor == v1::StopCheckVehicle::descriptor();
  }
  // The smallest id of all agreed cards of the person, so that each is spoken of once.
  RecordId one_card(const RecordId& person) {
    const auto [at, is_new] = one_card_.try_emplace(person, person);
    if (is_new) {
      const auto cards = same_person(tablet_.index(), tablet_.log(), person).agreed;
      at->second = *std::min_element(cards.begin(), cards.end());
    }
    return at->second;
  }
  // An earlier caution for the offence, or an arrest for it that came to its end; not what led to this caution itself.
  std::optional<IndexEntry> dealt_with(const RecordId& person, const v1::ConditionalCaution& caution,
                                       const IndexEntry& at_caution) {
    for (const auto& card : same_person(tablet_.index(), tablet_.log(), person).agreed) {
      for (const auto& at : tablet_.index().linked_to(card, Purpose::enforcement)) {
        if (at.retracted || at.id == at_caution.id || at.at_ms >= at_caution.at_ms || at.id.bytes() == caution.arrest_id())
          continue;
        if (at.encounter && at.encounter->bytes() == caution.envelope().encounter_id()) continue;
        const auto stored = read_stored(tablet_.log(), at.id);
        if (!stored) continue;
        const auto* earlier = dynamic_cast<const v1::ConditionalCaution*>(&stored->message());
        const auto* arrest = dynamic_cast<const v1::Arrest*>(&stored->message());
        if (earlier && earlier->offence() == caution.offence()) return at;
        if (!arrest || arrest->outcome_state() != "FINAL") continue;
        const auto& offences = arrest->arrest_offences();
        if (std::find(offences.begin(), offences.end(), caution.offence()) != offences.end()) return at;
      }
    }
    return std::nullopt;
  }
  std::set<std::string> roles_of(const RecordId& person) {
    std::set<std::string> roles;
    for (const auto& at : tablet_.index().linked_to(person, Purpose::enforcement)) {
      const auto stored = read_stored(tablet_.log(), at.id);
      const auto* envelope = stored && !at.retracted ? envelope_of(stored->message()) : nullptr;
      if (!envelope) continue;
      for (const auto& subject : envelope->subjects()) {
        if (subject.person_id() == person.bytes()) roles.insert(subject.roles().begin(), subject.roles().end());
      }
    }
    return roles;
  }
  std::string title(const RecordId& id) {
    const auto stored = read_stored(tablet_.log(), id);
    if (!stored) return "A record that is not on this tablet";
    return envelope_of(stored->message()) ? title_of(*stored) : card_title(*stored);
  }

  Tablet& tablet_;
  int64_t from_ms_, now_ms_;
  std::vector<Read> entries_;
  std::map<RecordId, RecordId> one_card_;
};

}  // namespace

std::vector<Advice> advice(Tablet& tablet, int64_t from_ms, int64_t now_ms) {
  Adviser adviser(tablet, from_ms, now_ms);
  adviser.read();
  adviser.first_times();
  adviser.telephones();
  adviser.purchasers();
  adviser.vehicles();
  adviser.actions();
  adviser.same_encounters();
  return std::move(adviser.out);
}

}  // namespace beatbook::app
