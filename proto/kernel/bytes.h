#pragma once
// Identities and byte helpers shared by every layer of the contract.
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace beatbook {

using Bytes = std::string;
using BytesView = std::string_view;

// 16 bytes with a name; two kinds never mix by accident.
template <class Kind>
struct Id {
  std::array<unsigned char, 16> value{};

  // Empty unless `bytes` has exactly 16 bytes.
  static std::optional<Id> from_bytes(BytesView bytes) {
    if (bytes.size() != 16) return std::nullopt;
    Id id;
    for (size_t i = 0; i < 16; ++i) id.value[i] = static_cast<unsigned char>(bytes[i]);
    return id;
  }
  // Reads 8-4-4-4-12 hexadecimal digits, either case.
  static std::optional<Id> parse(std::string_view text) {
    auto bytes = parse_uuid(text);
    return bytes ? from_bytes(*bytes) : std::nullopt;
  }
  BytesView bytes() const { return {reinterpret_cast<const char*>(value.data()), value.size()}; }
  Bytes str() const { return Bytes(bytes()); }
  std::string text() const { return uuid_text(bytes()); }
  bool empty() const { return *this == Id{}; }
  auto operator<=>(const Id&) const = default;

 private:
  static std::optional<Bytes> parse_uuid(std::string_view text);
  static std::string uuid_text(BytesView bytes);
};

struct RecordKind;
struct EnrolmentKind;
struct StoreKind;
using RecordId = Id<RecordKind>;        // UUIDv7, made on the device
using EnrolmentId = Id<EnrolmentKind>;  // one officer on one tablet
using StoreId = Id<StoreKind>;          // the store incarnation: new after every restore

// 8-4-4-4-12 text of 16 bytes, lower case; and back (empty when it is not one).
std::string uuid_text(BytesView bytes16);
std::optional<Bytes> parse_uuid(std::string_view text);

std::string hex(BytesView bytes);
std::optional<Bytes> unhex(std::string_view text);

template <class Kind>
std::optional<Bytes> Id<Kind>::parse_uuid(std::string_view text) {
  return beatbook::parse_uuid(text);
}
template <class Kind>
std::string Id<Kind>::uuid_text(BytesView bytes) {
  return beatbook::uuid_text(bytes);
}

// UUIDv7 of `unix_ms` filled up with 10 random bytes of the caller (RFC 9562; the kernel has no random source).
RecordId make_record_id(uint64_t unix_ms, BytesView random10);

}  // namespace beatbook

template <class Kind>
struct std::hash<beatbook::Id<Kind>> {
  size_t operator()(const beatbook::Id<Kind>& id) const noexcept { return std::hash<std::string_view>{}(id.bytes()); }
};
