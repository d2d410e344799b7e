#pragma once
// Shared by the parts of CentralLog; nobody else includes it.
#include "beatbook/v1/sync.pb.h"

namespace beatbook::central_log {

// Extends the last receipt when the next change-set follows it in both numberings.
void add_receipt(v1::PushAck& ack, uint64_t seq, uint64_t gsn, uint64_t received_ms, bool quarantined);

}  // namespace beatbook::central_log
