#pragma once
// What a rule must know besides the record: who records, when, on which shift, and what the force decided. Times are
// milliseconds since 1970 UTC.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/code_lists.h"
#include "schema/os_grid.h"

namespace beatbook::rules {

struct Officer {
  std::string collar_number;  // "PC 1234"
  std::string role;           // code of officer_role
  bool uniform = false;       // by the mode of the officer's pair (BR-21)
};

// How long a warning is live (BR-04), and how many live ones come before an arrest, the last of them told as the final one.
// Days go before months; 0: as the law pack has it.
struct LadderTerms {
  int months = 0, days = 0;
  int warnings = 0;
};

struct Beat {
  std::string code, name;
  std::vector<schema::GridPoint> corners;  // in order; empty = not known
};

// A part of the operation's map; codes of operation_area_kind.
struct Area {
  std::string name, kind;
  std::vector<schema::GridPoint> corners;  // in order
};

// A service that takes referrals or that people are told of, never a person.
struct Partner {
  std::string name;
  std::string kind;                   // code of partner_type; empty = not said
  std::vector<std::string> pathways;  // codes of referral_pathway; empty = any
  uint32_t places = 0;                // beds of a house; 0 = not said
};

// What a force or an operation decides. The defaults are those of the domain reference.
struct Settings {
  bool ask_ethnicity_on_stop = false;           // REC-05: no national duty
  bool stop_receipts = false;                   // REC-05
  bool two_officers_must_witness = true;        // REC-08
  bool area_rules = false;                      // CL-15, an operation with a designated area
  int late_after_min = 60;                      // BR-28
  int64_t future_tolerance_ms = 120'000;        // REC-00
  int max_shift_hours = 16;                     // REC-01, warns
  int confirm_ladder_after_min = 30;            // BR-03: minutes since the last exchange with the server
  uint32_t gps_accuracy_warn_m = 100;           // location block
  std::string scheduled_tier;                   // code of `tier` by the operation's week (BR-23); empty = no schedule
  std::vector<std::string> designated_to_pcso;  // powers the chief officer gave PCSOs, by code (who: PCSO_DESIGNATED)
  bool limit_sw_arrest = false;                 // BR-16: people selling sex are arrested for s1 only to find out who they are
  int outreach_attempts_first = 3;              // BR-15: before a community protection warning
  int keeper_checked_days = 7;                  // REC-09: how old the keeper's details may be
  int letter_repeat_days = 28;                  // REC-09: a letter about the same vehicle is said to have gone
  std::string letter_query_contact, letter_support_line;  // REC-09: what a letter says; empty = not known, and then typed
  std::vector<std::string> letter_areas;     // REC-09: areas a letter may name; empty = not known, and then none is refused
  int core_start_min = 0, core_end_min = 0;  // BX-31: core patrol hours in minutes of London's day; equal = none
  int outreach_stale_hours = 48;             // BR-14: windows older than this say so
  LadderTerms ladder;                        // BR-03, BR-04
  std::string warning_scheme;                // REC-08, code of `warning_scheme`; empty = an officer chooses
  std::vector<Beat> beats;                   // empty = not known, and then any may be named
  std::vector<Area> areas;                   // LD-08: what kind of place it is; empty = not drawn
  std::vector<Partner> partners;             // LD-42: offered where a service is named
};

// REC-23 as the rules need it. It lies in its beats and in its area; corners of the area in order.
struct OutreachWindow {
  std::string partner;
  int64_t start_ms = 0, end_ms = 0;
  bool police_free = false;
  std::vector<std::string> beats;
  std::vector<schema::GridPoint> area;
};

struct Situation {
  Officer officer;
  int64_t now_ms = 0;           // corrected clock
  bool clock_measured = false;  // its offset was measured in the last 24 h
  bool shift_open = false;
  int64_t shift_start_ms = 0;
  int64_t shift_end_planned_ms = 0;
  std::optional<int64_t> last_sync_ms;
  Settings settings;
  std::vector<OutreachWindow> outreach;      // those this device holds, cancelled ones left out; as of the last exchange
  std::vector<Officer> on_shift;             // everybody on the shift; empty = not known, and then nobody is checked against it
  bool closing = false;                      // the warning is being approved (BR-11), the shift is being ended
  std::vector<uint32_t> missing_numbers;     // of the open shift: entry numbers no entry of this device carries (BR-29)
  const schema::CodeLists* packs = nullptr;  // law and code lists; null = those the program was built with
};

}  // namespace beatbook::rules
