#include "bench/workload.h"

#include <array>
#include <random>

#include "beatbook/v1/records/stop_check_person.pb.h"
#include "schema/catalogue.h"
#include "schema/partials.h"

namespace beatbook::bench {

namespace {

constexpr std::array streets{"Heron Lane",   "Plover Street", "Snipe Walk", "Godwit Road",
                             "Dunlin Close", "Curlew Avenue", "Teal Court"};
constexpr std::array words{"slowed",  "beside", "the",   "corner", "twice",  "spoke", "to",    "driver", "walked", "away",
                           "towards", "canal",  "under", "lamp",   "waited", "near",  "shops", "then",   "left",   "again"};

}  // namespace

std::vector<Entry> entries(size_t count, uint32_t seed, uint64_t from_ms) {
  std::mt19937 random(seed);
  const auto pick = [&](const auto& from) { return std::string(from[random() % from.size()]); };
  const auto bytes = [&](size_t size) {
    Bytes out;
    while (out.size() < size) out += static_cast<char>(random());
    return out;
  };
  const auto& type = *schema::find_type("stop_check_person");
  std::vector<Entry> out;
  const Bytes shift = bytes(16);
  for (size_t i = 0; i < count; ++i) {
    const uint64_t at = from_ms + i * apart_ms;
    v1::StopCheckPerson stop;
    auto& envelope = *stop.mutable_envelope();
    envelope.mutable_event_at()->set_utc_ms(static_cast<int64_t>(at));
    envelope.mutable_made_at()->set_utc_ms(static_cast<int64_t>(at + random() % 600'000));
    envelope.set_event_time_precision("EXACT");
    envelope.mutable_location()->set_street(pick(streets));
    envelope.mutable_location()->set_location_class("RES");
    envelope.mutable_bwv()->set_state("RECORDED");
    envelope.mutable_bwv()->set_reference("BWV-" + std::to_string(random() % 10'000));
    envelope.set_author("PC " + std::to_string(1000 + seed));
    envelope.set_author_role("OFC");
    envelope.set_marking("OFFICIAL-SENSITIVE");
    envelope.set_local_ref("T" + std::to_string(seed) + "-" + std::to_string(i));
    envelope.set_encounter_id(make_record_id(at, bytes(10)).str());
    envelope.set_shift_id(shift);
    envelope.set_origin("CAPTURED");
    std::string reason;
    for (int word = 0; word < 14; ++word) reason += pick(words) + " ";
    stop.set_reason(reason);
    stop.add_behaviours(random() % 2 ? "CIRCLING" : "SLOW_PASS");
    stop.set_legal_basis("NONE_VOLUNTARY");
    stop.set_power_explained(true);
    stop.set_free_to_go_told(true);
    stop.set_person_description("about " + std::to_string(20 + random() % 50) + ", " + pick(words) + " coat");
    stop.set_travelling("FOOT");
    stop.set_outcome(random() % 4 ? "NFA" : "ADVICE");
    const RecordId id = make_record_id(at, bytes(10));
    const auto partial = schema::split_by_class(stop, type).at(v1::VC2_TEAM);
    out.push_back({id, partial, {id, type.number, v1::Change::CREATE, v1::VC2_TEAM, partial, {}, {}}});
  }
  return out;
}

}  // namespace beatbook::bench
