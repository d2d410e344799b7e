#pragma once
// The official warnings of a person that this tablet holds.
#include <span>
#include <string_view>
#include <vector>

#include "app/forms/stored.h"
#include "app/index/index.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "rules/ladder.h"

namespace beatbook::app {

struct PersonWarning {
  IndexEntry at;  // `retracted` when it is void
  rules::GivenWarning given;
  bool agreed = true;  // false: given to the person of another card, and no second supervisor has agreed that they are one
  // What the ladder goes by (who, when, what was told, whether understood) was written anew, and nobody has approved that
  // since.
  bool amended = false;
};

// Oldest first, void ones too, and those of every card of the same person. Throws StorageFailure as the index does.
std::vector<PersonWarning> warnings_of(Index& index, TabletLog& log, const RecordId& person);

// When somebody last wrote one of these fields (proto paths) anew; 0: they stand as they were made. A record that nobody has
// touched since costs nothing, another the reading of its history.
int64_t last_amended_ms(TabletLog& log, const Stored& stored, std::span<const std::string_view> fields);

// The latest date of birth on any card of the person: what was given before 18 is no rung (BR-08).
std::optional<date::year_month_day> born_of(Index& index, TabletLog& log, const RecordId& person);

// Where the person stands at that moment by the warnings that are not void and of agreed cards: what somebody is told must not
// rest on one supervisor's word. History from elsewhere is no rung: nobody of this operation gave it, and no supervisor has
// seen it.
rules::Ladder agreed_ladder(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                            const std::optional<date::year_month_day>& born = {});
// The same as the gate before an arrest looks at it: it waits for a supervisor where only cards whose match is not agreed, or
// warnings that were amended since, make the warnings enough (D.1).
rules::Ladder ladder_of(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                        const std::optional<date::year_month_day>& born = {});

// Writes into a warning that is being made what the ladder shows: what this tablet holds, as of its last exchange (BR-02).
// A tablet that never had one shows nothing, and the rules refuse the warning.
void show_ladder(v1::OfficialWarning& warning, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms);
// The same of an arrest for s1; any other arrest shows none.
void show_ladder(v1::Arrest& arrest, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms);

}  // namespace beatbook::app
