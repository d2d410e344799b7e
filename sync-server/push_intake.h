#pragma once
// What a push must prove before the writer sees it: sealed entries open, the envelopes are whole, the head of the chain is
// signed.
#include "kernel/central_log.h"
#include "kernel/key.h"

namespace beatbook::server {

// `row`: the branch the push names, as the store knows it. `public_key`: the enrolment's. Fails as prepare_push() does, and
// with
//   Fault::corrupt  when a sealed entry does not open or was sealed for another place in the chain
//   Fault::refused  when the signature is not the enrolment's (an empty push needs none: it says nothing)
Result<PreparedPush> take_in(v1::Push push, const BranchRow& row, BytesView public_key, const Key& sealing_key);

}  // namespace beatbook::server
