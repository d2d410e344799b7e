#pragma once
// Supervisor review (REC-29, BR-33): who may decide, until when, and what an entry's status is. The status is stored nowhere.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "beatbook/v1/records/review.pb.h"
#include "kernel/record.h"
#include "schema/catalogue.h"

namespace beatbook::rules {

// Why this officer may not review the entry, or nothing: not a supervisor, its author, its second officer
// ("You can't approve your own entry.").
std::optional<std::string> review_refusal(std::string_view role, std::string_view reviewer,
                                          const google::protobuf::Message& entry);

enum class EntryStatus { submitted, returned, approved, voided };

struct ReviewFacts {
  std::string decision;  // code of review_decision
  HeadsByClass heads;    // state of the entry the reviewer saw
  int64_t made_ms = 0;
  RecordId id;
  bool from_peer = false;  // of somebody else than the entry's author and second officer; only then it counts
};

// What a reviewer saw of an entry: its heads without the fields that move on (annotation `moves_on`), which undo no review. Of
// every class in which it has cells.
HeadsByClass reviewed_heads(const schema::RecordType& type, const Record& record);
// Of one class, also where nothing stands in it.
Hash reviewed_heads(const schema::RecordType& type, const Record& record, VisibilityClass visibility);

// What the review says of them, and the other way round. A class of a newer program is left out.
HeadsByClass heads_of(const v1::Review& review);
void set_heads(v1::Review& review, const HeadsByClass& heads);

// `heads_now` are those of the classes this reader holds. A review stands while they are equal in every class that it names and
// the reader holds, at least one; so readers of different classes agree unless a class that only one of them holds has changed.
// Of several that stand the latest by (made_ms, id) tells, but a VOID is never outvoted; ANNOTATE changes nothing. Independent
// of the order of `reviews`.
EntryStatus status_of(std::span<const ReviewFacts> reviews, const HeadsByClass& heads_now, bool retracted);

// "SUBMITTED", "RETURNED" ...
std::string_view name(EntryStatus status);

// When the supervisor's clock runs out: the type's hours after `made_ms`, 24 h at most for safeguarding risk or a person who
// may be under 18 (B.1): by an answer of the record, or by their card (`names_child`). 0 = this type is not reviewed.
int64_t review_due_ms(const schema::RecordType& type, const google::protobuf::Message& message, int64_t made_ms,
                      bool names_child);

}  // namespace beatbook::rules
