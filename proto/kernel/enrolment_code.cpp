#include "kernel/enrolment_code.h"

#include <cassert>

#include "kernel/hash.h"

namespace beatbook {

namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t group = 4;

// -1 for what is no digit.
int digit_value(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'I' || c == 'L') c = '1';
  if (c == 'O') c = '0';
  const size_t at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string write_base32(BytesView bytes) {
  std::string out;
  uint32_t bits = 0;
  int held = 0;
  size_t written = 0;
  const auto put = [&](uint32_t value) {
    if (written > 0 && written % group == 0) out += '-';
    out += digits[value & 31];
    ++written;
  };
  for (const unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 5; held -= 5) put(bits >> (held - 5));
  }
  if (held > 0) put(bits << (5 - held));
  return out;
}

std::optional<Bytes> read_base32(std::string_view text) {
  Bytes out;
  uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    const int value = digit_value(c);
    if (value < 0) return std::nullopt;
    bits = (bits << 5 | static_cast<uint32_t>(value)) & 0xfff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>(bits >> held & 0xff);
    }
  }
  const bool stray = held >= 5 || (bits & ((1u << held) - 1)) != 0;
  return stray ? std::nullopt : std::optional(std::move(out));
}

std::string write_enrolment_code(const EnrolmentCode& code) {
  assert(code.secret.size() == EnrolmentCode::secret_size && code.pin.size() == EnrolmentCode::pin_size);
  return write_base32(code.secret + code.pin);
}

std::optional<EnrolmentCode> read_enrolment_code(std::string_view text) {
  const auto bytes = read_base32(text);
  if (!bytes || bytes->size() != EnrolmentCode::secret_size + EnrolmentCode::pin_size) return std::nullopt;
  return EnrolmentCode{bytes->substr(0, EnrolmentCode::secret_size), bytes->substr(EnrolmentCode::secret_size)};
}

Bytes certificate_pin(BytesView certificate_der) {
  return Bytes(view(sha256(certificate_der)).substr(0, EnrolmentCode::pin_size));
}

}  // namespace beatbook
