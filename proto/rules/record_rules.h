#pragma once
// The rules of each record type, one file per type, and what they share. Only check_record.cpp calls them.
#include <date/date.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "beatbook/v1/records/action.pb.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/community_contact.pb.h"
#include "beatbook/v1/records/community_protection.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"
#include "beatbook/v1/records/engagement_support_order.pb.h"
#include "beatbook/v1/records/environmental_audit_item.pb.h"
#include "beatbook/v1/records/environmental_find.pb.h"
#include "beatbook/v1/records/intelligence.pb.h"
#include "beatbook/v1/records/keeper_letter.pb.h"
#include "beatbook/v1/records/meeting.pb.h"
#include "beatbook/v1/records/observation.pb.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/operation_profile.pb.h"
#include "beatbook/v1/records/other_offence.pb.h"
#include "beatbook/v1/records/outreach_window.pb.h"
#include "beatbook/v1/records/partner_figures.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/person_match.pb.h"
#include "beatbook/v1/records/phone_call.pb.h"
#include "beatbook/v1/records/premises.pb.h"
#include "beatbook/v1/records/premises_closure.pb.h"
#include "beatbook/v1/records/referral.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "beatbook/v1/records/shift.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "beatbook/v1/records/vehicle_seizure.pb.h"
#include "beatbook/v1/records/warrant_execution.pb.h"
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
void check(const v1::PersonMatch& match, const Context& context, Findings& findings);
void check(const v1::Vehicle& vehicle, const Context& context, Findings& findings);
void check(const v1::Review& review, const Context& context, Findings& findings);
void check(const v1::Shift& shift, const Context& context, Findings& findings);
void check(const v1::KeeperLetter& letter, const Context& context, Findings& findings);
void check(const v1::PhoneCall& call, const Context& context, Findings& findings);
void check(const v1::Arrest& arrest, const Context& context, Findings& findings);
void check(const v1::EngagementSupportOrder& order, const Context& context, Findings& findings);
void check(const v1::ConditionalCaution& caution, const Context& context, Findings& findings);
void check(const v1::CommunityProtection& notice, const Context& context, Findings& findings);
void check(const v1::VehicleSeizure& seizure, const Context& context, Findings& findings);
void check(const v1::Referral& referral, const Context& context, Findings& findings);
void check(const v1::EnvironmentalFind& find, const Context& context, Findings& findings);
void check(const v1::EnvironmentalAuditItem& item, const Context& context, Findings& findings);
void check(const v1::Premises& premises, const Context& context, Findings& findings);
void check(const v1::WarrantExecution& warrant, const Context& context, Findings& findings);
void check(const v1::PremisesClosure& closure, const Context& context, Findings& findings);
void check(const v1::Action& action, const Context& context, Findings& findings);
void check(const v1::Meeting& meeting, const Context& context, Findings& findings);
void check(const v1::OutreachWindow& window, const Context& context, Findings& findings);
void check(const v1::OtherOffence& offence, const Context& context, Findings& findings);
void check(const v1::Observation& observation, const Context& context, Findings& findings);
void check(const v1::PartnerFigures& figures, const Context& context, Findings& findings);
void check(const v1::OperationProfile& profile, const Context& context, Findings& findings);

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
void note(const v1::KeeperLetter& letter, const Context& context, Notices& out);
void note(const v1::PhoneCall& call, const Context& context, Notices& out);
void note(const v1::Arrest& arrest, const Context& context, Notices& out);
void note(const v1::ConditionalCaution& caution, const Context& context, Notices& out);
void note(const v1::CommunityProtection& notice, const Context& context, Notices& out);
void note(const v1::Referral& referral, const Context& context, Notices& out);
void note(const v1::Action& action, const Context& context, Notices& out);
void note(const v1::PremisesClosure& closure, const Context& context, Notices& out);
void note(const v1::OtherOffence& offence, const Context& context, Notices& out);
void note(const v1::CommunityContact& contact, const Context& context, Notices& out);

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
// On the shift, and not in a role that reviews. Who is not known there is not held against the record: a supervisor is told.
bool is_no_supervisor(std::string_view collar_number, const Context& context);

// Both are about one person: the same card, or cards that supervisors said are of one.
bool name_one_person(const v1::Envelope& a, const v1::Envelope& b, const Context& context);
// One of the people of the record has a role that counts as that: SEX_WORKER, PURCHASER, EXPLOITER.
bool names_role(const Context& context, std::string_view counts_as);

// A number of the law pack's limits. Throws std::logic_error if no pack has it: it ships with the program.
int limit(const schema::CodeLists& packs, std::string_view name);
// A beat that the operation has not is refused at its field, where the operation says which it has.
void check_beats(const std::string& field, const google::protobuf::RepeatedPtrField<std::string>& beats, const Context& context,
                 Findings& findings);
// Today by London's clock.
date::year_month_day today(const Situation& situation);
// A date field that holds a real date.
std::optional<date::year_month_day> day_of(const std::string& iso_day);
// The same day of the month that many months on; the last day of that month if there is none.
date::year_month_day months_after(date::year_month_day day, int months);
// A date field after today is refused with that sentence.
void refuse_future(const std::string& field, const std::string& iso_day, std::string_view what, const Context& context,
                   Findings& findings);
// A date field before another is refused with that sentence, at the later field.
void refuse_before(const std::string& field, const std::string& iso_day, const std::string& earliest, std::string_view what,
                   Findings& findings);

// A record of the type that `outcome` calls for (needs_record in its code list) is missing from the encounter:
// "Finish the linked record before you submit." A type this program has not cannot be asked for.
void check_linked_outcome(const std::string& field, std::string_view list, const std::string& outcome, const Context& context,
                          Findings& findings);

// Text that is to tell facts: PR-20 (never grounds). Nothing but appearance or past record is answered with `only_traits`;
// empty = that may stand.
void check_grounds(const std::string& field, const std::string& text, std::string_view only_traits, const Context& context,
                   Findings& findings);

}  // namespace beatbook::rules
