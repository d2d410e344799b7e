#pragma once
// The named formats of annotations (FieldMeaning.format): what a value looks like, how it is brought to one normal form so that
// equal values are equal bytes, and what is said when it does not fit (domain B, word for word).
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook::schema {

struct Format {
  enum class Holds { text, bytes };

  std::string_view name;     // "POSTCODE"
  Holds holds;               // string fields, bytes fields
  std::string_view message;  // how to mend a value that does not fit
  // Text: the normal form, or nothing if it does not fit.
  std::optional<std::string> (*normal)(std::string_view text) = nullptr;
  size_t bytes = 0;       // bytes: exact length
  size_t longest = 1024;  // text: in bytes as typed, so that nothing long is searched or copied
};

// All formats; empty result for a name there is none of.
std::span<const Format> formats();
const Format* find_format(std::string_view name);

// Text formats. Normalising twice changes nothing. Fails with the format's message; a date says what exactly is wrong.
Result<std::string> normalise(const Format& format, std::string_view text);

// Bytes formats. People and scripts write a UUID as 8-4-4-4-12 digits and everything else as hexadecimal; never base64.
Result<Bytes> bytes_of(const Format& format, std::string_view text);
std::string text_of(const Format& format, BytesView bytes);

}  // namespace beatbook::schema
