#pragma once
// A tablet on a real encrypted file with its index, and records made of messages.
#include "app/index/index.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/person_name.pb.h"
#include "beatbook/v1/records/person_phone.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
#include "rules/review.h"
#include "schema/partials.h"
#include "support/temporary_directory.h"
#include "support/world.h"

namespace beatbook::test {

struct IndexWorld {
  IndexWorld() {
    tablet.log = *TabletLog::create(store, tablet.id);
    index.emplace(*app::Index::open(store));
    refresh();
  }
  void refresh() { REQUIRE(index->refresh(tablet.log)); }
  // As after a restart of the app.
  void reopen() {
    index.reset();
    index.emplace(*app::Index::open(store));
    refresh();
  }

  static std::vector<Change> changes(const RecordId& id, const schema::Message& message,
                                     VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED) {
    const auto& type = *schema::find_type(message.GetDescriptor());
    std::vector<Change> out;
    for (auto& [visibility, partial] : schema::split_by_class(message, type, subject)) {
      out.push_back({id, type.number, v1::Change::CREATE, visibility, partial, {}, {}});
    }
    return out;
  }
  // Saves a new record; the index does not know it yet.
  RecordId save(const schema::Message& message, VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED) {
    const auto id = record_id(++made);
    tablet.save(changes(id, message, subject));
    return id;
  }
  // Writes a field without having seen what stands there.
  void write_blindly(const RecordId& id, uint32_t tag, std::string_view text) {
    const auto now = *tablet.log.record(id);
    tablet.save({{id, now.type, v1::Change::EDIT, v1::VC2_TEAM, field(tag, text), {}, {}}});
  }
  void retract(const RecordId& id, VisibilityClass visibility) {
    const auto now = *tablet.log.record(id);
    tablet.save({{id, now.type, v1::Change::RETRACT, visibility, {}, {}, now.seen({0}, visibility)}});
  }

  std::vector<RecordId> search(std::string_view text, app::Purpose purpose = app::Purpose::enforcement) {
    std::vector<RecordId> out;
    for (const auto& hit : index->search(text, purpose)) out.push_back(hit.entry.id);
    return out;
  }

  TemporaryDirectory directory;
  SqliteStore store = *SqliteStore::open(directory / "tablet.db", Key::from_bytes(Bytes(32, 'k')), Database::Mode::create);
  Tablet tablet{1};
  std::optional<app::Index> index;
  unsigned made = 0;
};

using Ids = std::vector<RecordId>;

inline Ids ids_of(const std::vector<app::IndexEntry>& entries) {
  Ids out;
  for (const auto& entry : entries) out.push_back(entry.id);
  return out;
}

inline void fill(v1::Envelope& envelope, int64_t at_ms, const RecordId& shift = record_id(900)) {
  envelope.mutable_event_at()->set_utc_ms(at_ms);
  envelope.mutable_event_at()->set_offset_min(0);
  envelope.set_author("PC 1234");
  envelope.set_local_ref("07-014");
  envelope.set_encounter_id(record_id(800).str());
  envelope.set_shift_id(shift.str());
}

inline v1::Sighting sighting(int64_t at_ms, const std::string& text, std::optional<RecordId> person = std::nullopt) {
  v1::Sighting out;
  fill(*out.mutable_envelope(), at_ms);
  out.mutable_envelope()->mutable_location()->set_street("Dock Street");
  out.set_subject_role("EXR-PUR");
  out.set_description(text);
  if (person) out.mutable_envelope()->add_subjects()->set_person_id(person->str());
  return out;
}

inline v1::WelfareContact welfare(int64_t at_ms, const std::string& text, const RecordId& person) {
  v1::WelfareContact out;
  fill(*out.mutable_envelope(), at_ms);
  out.mutable_envelope()->set_factual_text(text);
  out.mutable_envelope()->mutable_location()->set_street("Heron Wharf");
  out.mutable_envelope()->add_subjects()->set_person_id(person.str());
  out.set_immediate_action(text);
  return out;
}

inline v1::Person person(const std::string& family, const std::string& given = {}) {
  v1::Person out;
  out.set_family_name(family);
  if (!given.empty()) out.set_given_names(given);
  return out;
}

inline v1::Vehicle vehicle(const std::string& vrm) {
  v1::Vehicle out;
  out.set_vrm(vrm);
  out.set_make("Wheatear");
  return out;
}

}  // namespace beatbook::test
