#pragma once
// The rules of each record type, one file per type, and what they share. Only check_record.cpp calls them.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "beatbook/v1/records/intelligence.pb.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "beatbook/v1/records/shift.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
#include "rules/check_record.h"
#include "rules/findings.h"

namespace beatbook::rules {

// All a rule may look at.
struct Context {
  const schema::RecordType& type;
  const google::protobuf::Message& message;
  const Situation& situation;
  std::span<const Linked> linked;
  RecordId self;
  const schema::CodeLists& packs;
};

using Notices = std::vector<Notice>;

void check(const v1::Envelope& envelope, const Context& context, Findings& findings);
void check(const v1::StopCheckPerson& stop, const Context& context, Findings& findings);
void check(const v1::StopCheckVehicle& stop, const Context& context, Findings& findings);
void check(const v1::StopAndSearch& search, const Context& context, Findings& findings);
void check(const v1::OfficialWarning& warning, const Context& context, Findings& findings);
void check(const v1::WelfareContact& contact, const Context& context, Findings& findings);
void check(const v1::Sighting& sighting, const Context& context, Findings& findings);
void check(const v1::Intelligence& intelligence, const Context& context, Findings& findings);
void check(const v1::Person& person, const Context& context, Findings& findings);
void check(const v1::Vehicle& vehicle, const Context& context, Findings& findings);
void check(const v1::Review& review, const Context& context, Findings& findings);
void check(const v1::Shift& shift, const Context& context, Findings& findings);

void note(const v1::Envelope& envelope, const Context& context, Notices& out);
void note(const v1::StopCheckVehicle& stop, const Context& context, Notices& out);
void note(const v1::StopAndSearch& search, const Context& context, Notices& out);
void note(const v1::OfficialWarning& warning, const Context& context, Notices& out);
void note(const v1::WelfareContact& contact, const Context& context, Notices& out);
void note(const v1::Sighting& sighting, const Context& context, Notices& out);
void note(const v1::Intelligence& intelligence, const Context& context, Notices& out);
void note(const v1::Person& person, const Context& context, Notices& out);
void note(const v1::Vehicle& vehicle, const Context& context, Notices& out);
void note(const v1::Shift& shift, const Context& context, Notices& out);

// Shared by several types.

constexpr std::string_view end_before_start = "End time must be after start time.";
constexpr std::string_view child_at_risk = "This may be a child at risk. Start the safeguarding record.";

inline bool before(const v1::LocalTime& a, const v1::LocalTime& b) { return a.utc_ms() < b.utc_ms(); }
// Milliseconds from one instant to another; any two values a message can hold.
int64_t elapsed_ms(int64_t from_ms, int64_t to_ms);
// Later than now, beyond what two clocks may differ by.
bool in_future(const v1::LocalTime& time, const Situation& situation);
// A date (yyyy-mm-dd) after today by London's clock.
bool in_future_date(const std::string& date, const Situation& situation);

// One officer, however the collar number was typed. Empty is nobody.
bool same_officer(std::string_view a, std::string_view b);
// On the shift as known; null if not there.
const Officer* on_shift(const Situation& situation, std::string_view collar_number);
bool is_constable(const schema::CodeLists& packs, std::string_view role);

// A record of the type that `outcome` calls for (needs_record in its code list) is missing from the encounter:
// "Finish the linked record before you submit." A type this program has not cannot be asked for.
void check_linked_outcome(const std::string& field, std::string_view list, const std::string& outcome, const Context& context,
                          Findings& findings);

// Text that is to tell facts: PR-20 (never grounds). Nothing but appearance or past record is answered with `only_traits`;
// empty = that may stand.
void check_grounds(const std::string& field, const std::string& text, std::string_view only_traits, const Context& context,
                   Findings& findings);

}  // namespace beatbook::rules
