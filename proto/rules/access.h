#pragma once
// Who may read and write which class, and who may make which record (domain B.2, PR-17). Deny by default: an unknown role,
// class or record type may do nothing. Role codes are those of the code list officer_role: OFC SC PCSO CTL SWL SUP INS INT ANA
// RMU PTN ADM.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/change_set.h"
#include "kernel/streams.h"
#include "schema/catalogue.h"

namespace beatbook::rules {

bool is_role(std::string_view role);

// Partners read their own referrals in VC1 once there are referrals; until then public figures only. ANA, RMU and ADM hold no
// stream: they work on analysis.db, the audit log and the accounts.
bool may_read(std::string_view role, v1::VisibilityClass visibility);
// Wider than reading: an officer writes safeguarding and intelligence entries that only others see.
bool may_write(std::string_view role, v1::VisibilityClass visibility);
// Named in the type's author_roles, and the class of its face is one the role may write.
bool may_author(std::string_view role, const schema::RecordType& type);
bool may_review(std::string_view role);
// A field that one role alone writes, whoever made the record (REC-11: the text that leaves the intelligence class); empty for
// any other.
std::string_view written_only_by(const schema::RecordType& type, std::string_view field);

// What is said to a role that may not author `type`: "A PCSO can't make this record. Ask a constable to record it."
std::string author_refusal(std::string_view role, const schema::RecordType& type);

// Every stream any of the roles may read, in each operation. Unknown roles add nothing.
Streams streams_for(std::span<const std::string> roles, std::span<const std::string> operations);

// What the server granted to an enrolment.
struct Grant {
  std::vector<std::string> roles, operations;
  bool revoked = false;
};

// What the server holds of a record, as the change-sets before left it.
struct HeldRecords {
  // Enrolment that created it; nothing for a record that is not held.
  std::function<std::optional<EnrolmentId>(const RecordId&)> creator_of;
  // It is history from elsewhere (Envelope.origin). Asked of held records only.
  std::function<bool(const RecordId&)> is_imported;
};

// Why the server holds a change-set for a supervisor, as a sentence; nothing when it is fine. Holding is quarantine, never
// refusal (design, section 4): the change-set is durable and can be released. `wrote`: of a copy the grant of the original's
// author, nothing for one who is not known here.
std::optional<std::string> quarantine_reason(const Grant& grant, const Branch& author, const ChangeSet& change_set,
                                             const HeldRecords& held, const std::optional<Grant>& wrote = {});

}  // namespace beatbook::rules
