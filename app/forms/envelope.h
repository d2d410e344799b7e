#pragma once
// What the tablet fills in by itself, and what nobody may fill in for it (REC-00, fields marked automatic).
#include <string>

#include "app/forms/failure.h"
#include "beatbook/v1/record_state.pb.h"
#include "beatbook/v1/records/envelope.pb.h"
#include "kernel/bytes.h"
#include "schema/catalogue.h"

namespace beatbook::app {

bool has_envelope(const schema::RecordType& type);
// nullptr when the record has none.
const v1::Envelope* envelope_of(const schema::Message& record);
// Adds one if there is none; nullptr when the type has none.
v1::Envelope* mutable_envelope(schema::Message& record);

// What the tablet knows of a new entry.
struct Automatic {
  std::string author, author_role;
  int64_t now_ms = 0;
  bool clock_measured = false;
  int64_t future_tolerance_ms = 0;
  std::string local_ref;
  Bytes encounter_id;  // 16 bytes
  Bytes shift_id;      // 16 bytes; empty = no shift is open
};

// Fills the envelope of a new entry. Marking, precision and PAPER as origin stay as given.
void fill(v1::Envelope& envelope, const schema::RecordType& type, const Automatic& known);

// Automatic fields that a new record claims for itself. Marking, encounter and the origin PAPER may be said.
schema::FieldErrors claimed(const schema::Message& record);
// Automatic fields that a correction would change.
schema::FieldErrors rewritten(const schema::Message& before, const schema::Message& after);
// Codes that are a supervisor's to choose (`reviewer` in the pack) and were not chosen in `before`, which may be null. Who
// proposes a letter never approves it (BR-13), whatever their role.
schema::FieldErrors chosen_for_reviewer(const schema::Message* before, const schema::Message& after);
// What another role alone writes (rules::written_only_by), written by somebody without it; `before` may be null.
schema::FieldErrors written_for_another(const schema::RecordType& type, const schema::Message* before,
                                        const schema::Message& after, const v1::TabletFacts& facts);
// REC-00: the author may raise the marking of an entry, only a supervisor lowers it, also what the author raised before.
schema::FieldErrors lowered(const v1::Envelope& before, const v1::Envelope& after, bool supervisor);

}  // namespace beatbook::app
