#include "kernel/bytes.h"

#include "kernel/result.h"

namespace beatbook {

namespace {
constexpr std::string_view digits = "0123456789abcdef";

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::bad_input:
      return "bad_input";
    case Fault::not_found:
      return "not_found";
    case Fault::refused:
      return "refused";
    case Fault::unreachable:
      return "unreachable";
    case Fault::locked:
      return "locked";
    case Fault::corrupt:
      return "corrupt";
    case Fault::too_large:
      return "too_large";
    case Fault::storage:
      return "storage";
    case Fault::out_of_order:
      return "out_of_order";
  }
  return "unknown";
}

std::string hex(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char c : bytes) {
    out += digits[c >> 4];
    out += digits[c & 15];
  }
  return out;
}

std::optional<Bytes> unhex(std::string_view text) {
  if (text.size() % 2) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = nibble(text[i]), low = nibble(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string uuid_text(BytesView bytes16) {
  std::string out = hex(bytes16);
  for (size_t at : {20, 16, 12, 8}) {
    if (out.size() >= at) out.insert(at, 1, '-');
  }
  return out;
}

std::optional<Bytes> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) plain += text[i];
  }
  return unhex(plain);
}

RecordId make_record_id(uint64_t unix_ms, BytesView random10) {
  RecordId id;
  for (int i = 0; i < 6; ++i) id.value[i] = static_cast<unsigned char>(unix_ms >> (40 - 8 * i));
  for (size_t i = 0; i < 10 && i < random10.size(); ++i) id.value[6 + i] = static_cast<unsigned char>(random10[i]);
  id.value[6] = static_cast<unsigned char>((id.value[6] & 0x0f) | 0x70);
  id.value[8] = static_cast<unsigned char>((id.value[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace beatbook
