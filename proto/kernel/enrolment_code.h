#pragma once
// Codes that people carry from a supervisor's screen to a tablet: Crockford base32 in groups of four, forgiving about case,
// spaces, hyphens and the letters that look like digits (I, L = 1; O = 0). U is no digit, so codes spell few words.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/bytes.h"

namespace beatbook {

// "7K9D-R2WM-..."; bits are filled up with zeros at the end.
std::string write_base32(BytesView bytes);
// The whole bytes of a text that write_base32() made, as people type it; nullopt when it holds anything else or stray bits at
// its end.
std::optional<Bytes> read_base32(std::string_view text);

// A one-time code carries the secret and the pin of the server's certificate, so nobody between tablet and server can pose as
// either.
struct EnrolmentCode {
  static constexpr size_t secret_size = 10;
  static constexpr size_t pin_size = 10;

  Bytes secret;  // 10 random bytes
  Bytes pin;     // see certificate_pin()
  bool operator==(const EnrolmentCode&) const = default;
};

// 32 characters in eight groups.
std::string write_enrolment_code(const EnrolmentCode& code);
// nullopt when it is not one: a character is missing, too many or wrong.
std::optional<EnrolmentCode> read_enrolment_code(std::string_view text);

// First 10 bytes of the SHA-256 of a certificate's DER bytes.
Bytes certificate_pin(BytesView certificate_der);

}  // namespace beatbook
