#pragma once
// Officers with tablets on memory stores, and a station they exchange change-sets with, for the tests of the forms.
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/forms/notebook.h"
#include "kernel/memory_store.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::test {

using nlohmann::json;

inline constexpr uint64_t evening = 1'763'766'000'000;  // 21/11/2025 23:00 in London
inline constexpr uint64_t minute = 60'000;

inline Bytes counted_bytes(size_t size) {
  static uint64_t counter = 0;
  Bytes out;
  while (out.size() < size) {
    Bytes seed;
    put_u64(seed, ++counter);
    out += Bytes(view(sha256(seed)));
  }
  return out.substr(0, size);
}

class Tablet {
 public:
  Tablet(const std::string& collar, const std::string& role, const std::string& operation = "OP AVOCET")
      : Tablet(collar, std::vector<std::string>{role}, {operation}) {}

  Tablet(const std::string& collar, const std::vector<std::string>& roles, const std::vector<std::string>& operations) {
    const auto enrolment = *EnrolmentId::from_bytes(Bytes(view(sha256(collar))).substr(0, 16));
    log = std::make_unique<TabletLog>(*TabletLog::create(store, enrolment));
    v1::Welcome welcome;
    welcome.set_wall_ms(now_ms);
    welcome.set_collar_number(collar);
    for (const auto& role : roles) welcome.add_roles(role);
    for (const auto& operation : operations) welcome.add_operations(operation);
    if (!log->take_welcome(welcome, now_ms)) throw std::runtime_error("no welcome");
    reopen();
  }

  // As after a restart: everything in memory is gone.
  void reopen() {
    log = std::make_unique<TabletLog>(*TabletLog::open(store));
    app::Tools tools;
    tools.wall_ms = [this] { return now_ms; };
    tools.random = counted_bytes;
    tools.sign = [](BytesView statement) { return "S" + Bytes(view(sha256(statement))) + Bytes(31, '.'); };
    tools.app_version = "1.0";
    tools.device_code = "T7";
    tools.settings = [this](const std::string&) { return settings; };
    notebook = std::make_unique<app::Notebook>(*log, tools, [this](const Saved& saved, std::span<const RecordId> ids) {
      saves.push_back(saved.seq);
      touched.assign(ids.begin(), ids.end());
    });
  }

  template <class T>
  T must(app::Outcome<T> outcome) {
    if (outcome) return *std::move(outcome);
    std::string all = outcome.failure().message;
    for (const auto& error : outcome.failure().fields) all += "\n  " + error.field + ": " + error.message;
    throw std::runtime_error(all);
  }

  json shift() const {
    const auto me = log->facts().collar_number();
    const std::string partner = me == "PC 4321" ? "PC 1234" : "PC 4321";
    return {{"team", "Late turn"},
            {"sergeant", "PS 77"},
            {"officers", {{{"officer", me}, {"role", log->facts().roles(0)}}, {{"officer", partner}, {"role", "OFC"}}}},
            {"pairs", {{{"officers", {me, partner}}, {"mode", "UNIFORM_FOOT_PAIR"}}}},
            {"planned_start", "2025-11-21T22:00"},
            {"actual_start", "2025-11-21T22:00"},
            {"planned_end", "2025-11-22T04:00"},
            {"tier", "1"},
            {"outreach_windows_read", true},
            {"briefing_read", true}};
  }
  RecordId start_shift() { return must(notebook->start_shift(shift()))[0]; }
  RecordId record(const std::string& type, const json& object) { return must(notebook->record(type, object))[0]; }
  app::Stored stored(const RecordId& id) { return must(app::read_stored(*log, id)); }
  // The record as people read it.
  nlohmann::ordered_json shown(const RecordId& id) { return schema::write_json(stored(id).message()); }

  // As when the server's order to purge it comes with a page.
  void purge(const RecordId& id) {
    Change order;
    order.record = id;
    order.type = 11;
    order.kind = v1::Change::PURGE;
    order.visibility = v1::VC2_TEAM;
    const Branch server{*EnrolmentId::from_bytes(Bytes(16, 'o')), 0};
    const auto set = *encode_change_set({}, {order}, counted_bytes(16), server);
    v1::ChangeSet wire;
    wire.ParseFromString(set);
    v1::Page page;
    page.set_from_gsn(log->position().cursor);
    page.set_to_gsn(page.from_gsn() + 1);
    page.add_branches()->set_enrolment(server.enrolment.str());
    auto* entry = page.add_entries();
    entry->set_gsn(page.to_gsn());
    entry->set_branch(1);
    entry->set_seq(page.to_gsn());
    entry->set_received_ms(now_ms);
    entry->set_salt(wire.salt());
    entry->add_changes(wire.changes(0));
    if (!log->take_page(page, now_ms) || !log->finish_erasures()) throw std::runtime_error("not purged");
  }

  uint64_t now_ms = evening;
  rules::Settings settings;
  MemoryStore store;
  std::unique_ptr<TabletLog> log;
  std::unique_ptr<app::Notebook> notebook;
  std::vector<uint64_t> saves;
  std::vector<RecordId> touched;
};

// Numbers what tablets push and hands it to the others.
class Station {
 public:
  void take(Tablet& tablet, bool quarantine = false) {
    const auto acked = tablet.log->facts().acked_seq();
    const auto batch = tablet.log->own_batch(acked, SIZE_MAX);
    v1::PushAck ack;
    uint64_t seq = batch.from_seq;
    for (const auto& bytes : batch.change_sets) {
      entries_.push_back({{tablet.log->branch(), seq}, bytes, quarantine});
      auto* receipt = ack.add_receipts();
      receipt->set_from_seq(seq);
      receipt->set_to_seq(seq++);
      receipt->set_first_gsn(entries_.size());
      receipt->set_received_ms(tablet.now_ms + 1000);
      receipt->set_quarantined(quarantine);
    }
    ack.set_to_seq(seq - 1);
    if (!tablet.log->take_ack(ack)) throw std::runtime_error("the ack was not taken");
  }

  // All classes unless some are named.
  void give(Tablet& tablet, const std::set<VisibilityClass>& classes = {}) {
    v1::Page page;
    page.set_from_gsn(tablet.log->position().cursor);
    page.set_to_gsn(entries_.size());
    page.set_caught_up(true);
    for (uint64_t gsn = page.from_gsn() + 1; gsn <= entries_.size(); ++gsn) add(page, gsn, tablet.log->branch(), classes);
    const auto taken = tablet.log->take_page(page, tablet.now_ms);
    if (!taken) throw std::runtime_error(taken.error().message);
  }

  void exchange(std::initializer_list<Tablet*> tablets) {
    for (auto* tablet : tablets) take(*tablet);
    for (auto* tablet : tablets) give(*tablet);
  }

 private:
  struct Held {
    Dot dot;
    Bytes bytes;
    bool quarantined;
  };

  void add(v1::Page& page, uint64_t gsn, const Branch& reader, const std::set<VisibilityClass>& classes) {
    const auto& held = entries_[gsn - 1];
    if (held.quarantined && held.dot.branch != reader) return;
    v1::ChangeSet set;
    set.ParseFromString(held.bytes);
    std::vector<int> visible;
    for (int i = 0; i < set.changes_size(); ++i) {
      v1::Change change;
      change.ParseFromString(set.changes(i));
      if (classes.empty() || classes.contains(change.visibility())) visible.push_back(i);
    }
    if (visible.empty() && held.dot.branch != reader) return;
    auto* entry = page.add_entries();
    entry->set_gsn(gsn);
    entry->set_seq(held.dot.seq);
    entry->set_received_ms(evening + 1000);
    entry->set_quarantined(held.quarantined);
    if (held.dot.branch == reader) return entry->set_own_count(1);
    entry->set_header(set.header());
    entry->set_salt(set.salt());
    for (const int i : visible) {
      entry->add_changes(set.changes(i));
      entry->add_positions(static_cast<uint32_t>(i));
    }
    auto* branch = page.add_branches();
    branch->set_enrolment(held.dot.branch.enrolment.str());
    branch->set_incarnation(held.dot.branch.incarnation);
    entry->set_branch(static_cast<uint32_t>(page.branches_size()));
  }

  std::vector<Held> entries_;
};

inline json envelope() {
  return {{"event_at", "2025-11-21T22:50"},
          {"location", {{"street", "Heron Lane"}, {"location_class", "RES"}}},
          {"bwv", {{"state", "RECORDED"}, {"reference", "BWV-88"}}}};
}

inline json stop_check_person() {
  return {{"envelope", envelope()},
          {"reason", "Slowed beside the bus stop three times in ten minutes."},
          {"behaviours", {"CIRCLING"}},
          {"legal_basis", "NONE_VOLUNTARY"},
          {"power_explained", true},
          {"free_to_go_told", true},
          {"person_description", "Tall, green coat"},
          {"travelling", "FOOT"},
          {"outcome", "NFA"}};
}

inline json vehicle() { return {{"vrm", "AA19AVO"}, {"vrm_state", "FULL_SEEN"}, {"country", "GB"}, {"colour", "BLUE"}}; }
inline json person() { return {{"family_name", "Avocet"}, {"age_range", "35-44"}, {"verification", "STATED"}}; }

inline json stop_check_vehicle(const json& vehicle_id) {
  return {{"envelope", envelope()},
          {"vehicle_id", vehicle_id},
          {"stop_power", "RTA88-163"},
          {"uniformed_officer", "PC 4321"},
          {"reason", "Stopped twice beside women on the pavement."},
          {"behaviours", {"SLOW_PASS"}},
          {"power_explained", true},
          {"free_to_go_told", true},
          {"occupants", 1},
          {"person_description", "Driver, forties, grey beard"},
          {"insurance_check", "OK"},
          {"licence_check", "OK"},
          {"mot_check", "OK"},
          {"tax_check", "NOT_CHECKED"},
          {"outcome", "ADVICE"}};
}

inline json subject(const json& person_id, const std::string& role = "EXR-PUR", const std::string& category = "SUSPECT") {
  return {{"person_id", person_id}, {"roles", {role}}, {"categories", {category}}};
}

inline json warning(const json& person_id) {
  auto entry = envelope();
  entry["subjects"] = {subject(person_id, "EXD-SW", "OTHER")};
  entry["second_officer"] = "PC 4321";
  entry["second_officer_role"] = "OFC";
  return {{"envelope", entry},
          {"age_check", "18_OR_OVER_VERIFIED"},
          {"scheme", "OFFICIAL_WARNING"},
          {"conduct", "LOITERING"},
          {"conduct_text", "Stood at the corner for twelve minutes and spoke to four drivers who stopped."},
          {"conduct_start", "2025-11-21T22:35"},
          {"conduct_end", "2025-11-21T22:47"},
          {"second_officer_confirms", true},
          {"street_or_public_place", true},
          {"rung_shown", "1"},
          {"ladder_as_of", "2025-11-21T22:45"},
          {"rung_told", "1"},
          {"ladder_confirmed", true},
          {"ladder_confirmed_by", "Control 5"},
          {"ladder_confirmed_at", "2025-11-21T22:48"},
          {"no_admission_reminder", true},
          {"understood", true},
          {"purpose_explained", true},
          {"leaflet_given", true},
          {"contacts_given", true},
          {"welfare_check", "DONE"}};
}

inline json welfare_contact() {
  return {{"envelope", envelope()},   {"immediate_need", false}, {"contact_type", "WELFARE_CHECK"},
          {"anonymous", true},        {"spoken_to", true},       {"exploitation_indicators", {"NONE"}},
          {"crime_disclosed", false}, {"child_concern", "NO"},   {"domestic_abuse_concern", false}};
}

template <class T>
std::string message_at(const app::Outcome<T>& outcome, const std::string& field) {
  for (const auto& error : outcome.failure().fields) {
    if (error.field == field) return error.message;
  }
  return {};
}

}  // namespace beatbook::test
