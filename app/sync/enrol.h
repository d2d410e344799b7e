#pragma once
// Turns a one-time code into this tablet's enrolment.
#include <filesystem>
#include <string>

#include "app/vault/enrolment.h"
#include "kernel/result.h"

namespace beatbook::app {

struct Enrolled {
  Enrolment enrolment;
  std::string recovery_code;  // for a key slot; then forgotten
};

// Connects to `server` (host:port), checks it against the pin in the code, and asks for a certificate for `key`'s public key
// and the public unlock key of the tablet's store (kernel/unlock.h). Nothing is written. Fault::bad_input for a mistyped code,
// Fault::refused with the server's words, Fault::unreachable.
Result<Enrolled> enrol(const std::string& server, const std::string& code, Enrolment key, BytesView unlock_key,
                       const std::string& device_name);

}  // namespace beatbook::app
