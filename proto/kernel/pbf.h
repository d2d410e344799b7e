#pragma once
// Protobuf bytes read and written in place, for the paths every entry takes: a message object would cost an allocation a field.
// The bytes are those of the messages under proto/beatbook/v1, field for field.
//
// Reading: `switch (reader.tag_and_type())` over bytes_field() and number_field(), else skip(). A known tag with another wire type
// is an unknown field, as for protobuf itself; protozero would take it for a bug of ours. What is cut or malformed throws Broken.
#include <string_view>
#define PROTOZERO_USE_VIEW std::string_view
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace beatbook::pbf {

using Reader = protozero::pbf_reader;
using Writer = protozero::pbf_writer;
using Broken = protozero::exception;

constexpr uint32_t bytes_field(uint32_t tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::length_delimited);
}
constexpr uint32_t number_field(uint32_t tag) { return protozero::tag_and_type(tag, protozero::pbf_wire_type::varint); }

// proto3 writes no default values.
inline void add_number(Writer& writer, uint32_t tag, uint64_t value) {
  if (value != 0) writer.add_uint64(tag, value);
}
inline void add_bytes(Writer& writer, uint32_t tag, std::string_view value) {
  if (!value.empty()) writer.add_bytes(tag, value);
}

}  // namespace beatbook::pbf
