#include "app/index/candidates.h"

#include <algorithm>
#include <map>

#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/person_name.pb.h"
#include "beatbook/v1/records/person_phone.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "schema/projection.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr size_t most_hits = 200;  // of one search; more is no candidate but a common name
// Cards with a family name that are read for whether they have a given one: those that have not stand first.
constexpr size_t most_read = 30;

template <class Record>
std::optional<Record> read(TabletLog& log, const RecordId& id) {
  const auto stored = log.record(id);
  if (!stored) return std::nullopt;
  const auto shown = schema::project(*stored);
  if (!shown || shown->retracted) return std::nullopt;
  const auto* record = dynamic_cast<const Record*>(shown->message.get());
  return record ? std::optional(*record) : std::nullopt;
}

template <class Record>
bool is_a(const IndexEntry& entry) {
  const auto* type = schema::find_type(entry.type);
  return type && type->descriptor == Record::descriptor();
}

class Collector {
 public:
  Collector(Index& index, TabletLog& log, const RecordId& self) : index_(index), log_(log), self_(self) {}

  void person(const v1::Person& card) {
    names(card.given_names() + " " + card.family_name(), Ground::name);
    if (card.has_given_names()) half_names(card.family_name());
    born(card.date_of_birth());
    for (const auto& at : index_.linked_to(self_, Purpose::enforcement)) {
      if (const auto other = is_a<v1::PersonName>(at) ? read<v1::PersonName>(log_, at.id) : std::nullopt) {
        names(other->name(), Ground::other_name);
      }
      if (const auto phone = is_a<v1::PersonPhone>(at) ? read<v1::PersonPhone>(log_, at.id) : std::nullopt)
        telephone(phone->phone());
    }
  }

  void vehicle(const v1::Vehicle& card) {
    using Match = SearchHit::Match;
    for (const auto& hit : search(card.vrm())) {
      const bool plate = hit.match == Match::registration || hit.match == Match::near_registration;
      if (plate && is_a<v1::Vehicle>(hit.entry)) add(hit.entry.id, Ground::registration);
    }
  }

  std::vector<Candidate> sorted(size_t limit) {
    std::vector<Candidate> out;
    for (auto& [id, grounds] : found_) {
      const auto entry = index_.find(id);
      if (!entry || entry->retracted) continue;
      if (swapped_.contains(id)) grounds.insert(Ground::date_of_birth);
      out.push_back({*entry, std::move(grounds)});
    }
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
      if (a.grounds.size() != b.grounds.size()) return a.grounds.size() > b.grounds.size();
      return a.grounds < b.grounds;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
  }

 private:
  std::vector<SearchHit> search(const std::string& text, size_t limit = most_hits) {
    return text.find_first_not_of(' ') == text.npos ? std::vector<SearchHit>()
                                                    : index_.search(text, Purpose::enforcement, limit);
  }

  // Cards with these words among their names, and cards that have them as another name.
  void names(const std::string& text, Ground of_card) {
    for (const auto& hit : search(text)) {
      if (!by_words(hit)) continue;
      if (is_a<v1::Person>(hit.entry)) {
        add(hit.entry.id, of_card);
      } else if (is_a<v1::PersonName>(hit.entry)) {
        if (const auto other = read<v1::PersonName>(log_, hit.entry.id)) add(other->person_id(), Ground::other_name);
      }
    }
  }

  // Cards with this family name and no given one.
  void half_names(const std::string& family) {
    for (const auto& hit : search(family, most_read)) {
      if (!by_words(hit) || !is_a<v1::Person>(hit.entry)) continue;
      const auto card = read<v1::Person>(log_, hit.entry.id);
      if (card && !card->has_given_names()) add(hit.entry.id, Ground::name);
    }
  }

  static bool by_words(const SearchHit& hit) {
    return hit.match == SearchHit::Match::words || hit.match == SearchHit::Match::spelling;
  }

  void born(const std::string& iso_day) {
    const auto day = schema::read_date(iso_day);
    if (!day) return;
    for (const auto& hit : search(iso_day)) {
      if (is_a<v1::Person>(hit.entry)) add(hit.entry.id, Ground::date_of_birth);
    }
    const date::year_month_day turned{day->year(), date::month(static_cast<unsigned>(day->day())),
                                      date::day(static_cast<unsigned>(day->month()))};
    if (!turned.ok() || turned == *day) return;
    for (const auto& hit : search(schema::iso(turned))) {
      if (is_a<v1::Person>(hit.entry)) swapped_.insert(hit.entry.id);
    }
  }

  void telephone(const std::string& number) {
    for (const auto& hit : search(number)) {
      if (hit.match != SearchHit::Match::telephone || !is_a<v1::PersonPhone>(hit.entry)) continue;
      const auto phone = read<v1::PersonPhone>(log_, hit.entry.id);
      if (phone && phone->phone() == number) add(phone->person_id(), Ground::telephone);
    }
  }

  void add(const std::string& id, Ground ground) {
    if (const auto read = RecordId::from_bytes(id)) add(*read, ground);
  }
  void add(const RecordId& id, Ground ground) {
    if (id != self_) found_[id].insert(ground);
  }

  Index& index_;
  TabletLog& log_;
  RecordId self_;
  std::map<RecordId, std::set<Ground>> found_;
  std::set<RecordId> swapped_;
};

}  // namespace

std::vector<Candidate> candidates(Index& index, TabletLog& log, const RecordId& id, size_t limit) {
  Collector collector(index, log, id);
  if (const auto person = read<v1::Person>(log, id)) collector.person(*person);
  if (const auto vehicle = read<v1::Vehicle>(log, id)) collector.vehicle(*vehicle);
  return collector.sorted(limit);
}

}  // namespace beatbook::app
