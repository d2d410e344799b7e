// Ladders of warnings that a person has to look at: what was given at once, and who went by what no longer holds.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"
#include "app/tablet/warnings.h"
#include "beatbook/v1/records/person_match.pb.h"
#include "rules/relied_on.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

// A summary offence is charged within six months (Magistrates' Courts Act 1980, s127): until then somebody may still be
// charged on what an entry went by.
constexpr int64_t may_be_charged_ms = 183LL * 24 * 3'600'000;

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

// BR-06 and D.1 tell the authors, their sergeant and control; a colleague sees the ladder itself.
bool is_told(Adviser& adviser, const std::string& author) {
  const auto& roles = adviser.log().facts().roles();
  return adviser.is_told_of(author) || std::find(roles.begin(), roles.end(), "CTL") != roles.end();
}

// When it was voided, of a record that is.
int64_t voided_ms(const Stored& stored) {
  const auto* life = stored.record.life(stored.shown.face);
  const auto* shown = life ? life->shown() : nullptr;
  return shown ? static_cast<int64_t>(shown->stamp.ms) : 0;
}

constexpr std::array<std::string_view, 1> whose{"envelope.subjects"};

// People whose ladder something was taken from, by one_card(), with when it was done last.
class Taken {
 public:
  explicit Taken(Adviser& adviser) : adviser_(adviser) {
    int64_t amended_ms = 0;
    std::set<RecordId> warned;
    each<v1::OfficialWarning>([&](const Stored& stored, const v1::OfficialWarning& warning) {
      if (!stored.shown.retracted) amended_ms = std::max(amended_ms, last_amended_ms(adviser_.log(), stored, whose));
      for (const auto& subject : warning.envelope().subjects()) {
        if (stored.shown.retracted) add(subject.person_id(), voided_ms(stored));
        if (const auto card = RecordId::from_bytes(subject.person_id())) warned.insert(*card);
      }
    });
    each<v1::PersonMatch>([&](const Stored& stored, const v1::PersonMatch& match) {
      if (!stored.shown.retracted) return;
      add(match.card_id(), voided_ms(stored));
      add(match.other_card_id(), voided_ms(stored));
    });
    if (amended_ms == 0) return;
    // A warning says whose it is, not whose it was: somebody of all who were warned or arrested.
    for (const auto& card : warned) add(card.bytes(), amended_ms);
    for (const auto& [id, arrest] : adviser_.all<v1::Arrest>()) {
      for (const auto& subject : arrest.envelope().subjects()) add(subject.person_id(), amended_ms);
    }
  }

  const std::map<RecordId, int64_t>& people() const { return people_; }

 private:
  void add(BytesView card, int64_t when_ms) {
    const auto id = RecordId::from_bytes(card);
    if (!id) return;
    auto& latest = people_[adviser_.one_card(*id)];
    latest = std::max(latest, when_ms);
  }
  // Void ones too.
  template <class Record, class Take>
  void each(Take take) {
    ListQuery query;
    query.type = schema::find_type(Record::descriptor())->number;
    query.limit = Adviser::most_entries;
    for (const auto& at : adviser_.index().list(query)) {
      if (at.imported) continue;
      const auto stored = read_stored(adviser_.log(), at.id);
      const auto* record = stored ? dynamic_cast<const Record*>(&stored->message()) : nullptr;
      if (record) take(*stored, *record);
    }
  }

  Adviser& adviser_;
  std::map<RecordId, int64_t> people_;
};

// Those that were given before that moment.
std::vector<PersonWarning> given_before(const std::vector<PersonWarning>& warnings, int64_t at_ms) {
  std::vector<PersonWarning> out;
  std::copy_if(warnings.begin(), warnings.end(), std::back_inserter(out),
               [&](const auto& one) { return one.at.at_ms < at_ms; });
  return out;
}

class Relied {
 public:
  Relied(Adviser& adviser, const RecordId& person, int64_t when)
      : adviser_(adviser),
        person_(person),
        when_(when),
        terms_(adviser.tablet().settings().ladder),
        warnings_(warnings_of(adviser.index(), adviser.log(), person)),
        born_(born_of(adviser.index(), adviser.log(), person)) {}

  void warnings() {
    for (const auto& one : warnings_) {
      if (!one.agreed || !concerns(one.at)) continue;
      const auto warning = read_as<v1::OfficialWarning>(adviser_.log(), one.at.id);
      if (!warning) continue;
      const auto before = agreed_ladder(given_before(warnings_, one.at.at_ms), one.at.at_ms, terms_, born_);
      if (!rules::went_by_more(warning->rung_shown(), before, lists())) continue;
      add(one.at, fmt::format("{} of {} was told as {}, and an earlier warning it went by no longer counts. Read the ladder, "
                              "tell the person what holds, and note it in a review.",
                              adviser_.title(one.at.id), Adviser::day(one.at.at_ms),
                              schema::in_sentence(lists().label("rung_told", warning->rung_told()))));
    }
  }

  void arrests() {
    for (const auto& card : same_person(adviser_.index(), adviser_.log(), person_).agreed) {
      for (const auto& at : adviser_.index().linked_to(card, Purpose::enforcement)) {
        const auto arrest = concerns(at) ? read_as<v1::Arrest>(adviser_.log(), at.id) : std::nullopt;
        if (!arrest) continue;
        const auto ladder = ladder_of(given_before(warnings_, at.at_ms), at.at_ms, terms_, born_);
        if (!rules::went_by_more(arrest->ladder_standing(), ladder)) continue;
        add(at,
            fmt::format("{} of {} went by a ladder that no longer holds. Tell the custody sergeant and whoever has the case "
                        "now, and note it in a review.",
                        adviser_.title(at.id), Adviser::day(at.at_ms)));
      }
    }
  }

 private:
  bool concerns(const IndexEntry& at) const {
    return !at.retracted && !at.imported && adviser_.now_ms() - at.at_ms <= may_be_charged_ms && is_told(adviser_, at.author);
  }
  void add(const IndexEntry& at, std::string text) {
    if (!adviser_.reviewed_since(at.id, when_)) adviser_.add("D.1", "LADDER_CHANGED", std::move(text), {person_, at.id});
  }

  Adviser& adviser_;
  RecordId person_;
  int64_t when_;
  rules::LadderTerms terms_;
  std::vector<PersonWarning> warnings_;
  std::optional<date::year_month_day> born_;
};

// Of the people who were warned of late.
void ladders_of_late(Adviser& adviser) {
  const auto terms = adviser.tablet().settings().ladder;
  std::map<RecordId, std::pair<RecordId, const Adviser::Read*>> latest;  // by person: the card named, the latest warning
  for (const auto& entry : adviser.entries()) {
    const auto* warning = dynamic_cast<const v1::OfficialWarning*>(&entry.stored.message());
    if (!warning || !adviser.spoken_of(entry)) continue;
    for (const auto& subject : warning->envelope().subjects()) {
      const auto card = RecordId::from_bytes(subject.person_id());
      if (card) latest[adviser.one_card(*card)] = {*card, &entry};
    }
  }
  for (const auto& [person, last] : latest) {
    const auto& [card, entry] = last;
    const auto warnings = warnings_of(adviser.index(), adviser.log(), card);
    const auto ladder = agreed_ladder(warnings, adviser.now_ms(), terms, born_of(adviser.index(), adviser.log(), card));
    const bool told = std::any_of(warnings.begin(), warnings.end(), [&](const auto& one) {
      return std::find(ladder.rungs.begin(), ladder.rungs.end(), one.at.id) != ladder.rungs.end() &&
             is_told(adviser, one.at.author);
    });
    if (!told) continue;
    if (ladder.standing == rules::Standing::mismatch) {
      adviser.add("BR-06", "NOTICE_MISMATCH",
                  fmt::format("{}: warned often enough, and never told that it was the final one. The next contact is a final "
                              "warning; until then no arrest for soliciting.",
                              adviser.title(card)),
                  {card, entry->at.id});
    }
    for (const auto& [first, second] : ladder.one_occasion) {
      adviser.add(
          "BR-05", "ONE_OCCASION",
          fmt::format("{} and {} may be of one occasion, and count as one warning. Ask both officers, and say in a review "
                      "of the later one whether it is.",
                      adviser.title(first), adviser.title(second)),
          {first, second});
    }
  }
}

}  // namespace

void advise_on_ladders(Adviser& adviser) {
  ladders_of_late(adviser);
  const Taken taken(adviser);
  for (const auto& [person, when] : taken.people()) {
    Relied relied(adviser, person, when);
    relied.warnings();
    relied.arrests();
  }
}

}  // namespace beatbook::app
