#pragma once
// A place with a lamp that is out, and pictures of it, for tests with real processes.
#include "support/fleet.h"

namespace beatbook::test {

inline void put(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

// A picture that packs to nothing small: 24 bits a dot, nothing like its neighbours where `noise`.
inline std::string bitmap(uint32_t width, uint32_t height, bool noise) {
  std::string out = "BM";
  put(out, 54 + uint64_t{width} * height * 3, 4);
  put(out, 0, 4);
  put(out, 54, 4);
  put(out, 40, 4);
  put(out, width, 4);
  put(out, height, 4);
  put(out, 1, 2);
  put(out, 24, 2);
  out.append(24, '\0');
  uint32_t dice = 7;
  for (uint32_t i = 0; i < width * height; ++i) {
    dice = dice * 1664525 + 1013904223;
    put(out, noise ? dice >> 8 : 0x305080 + i / width % 64, 3);
  }
  return out;
}

inline std::string record_lamp(Fleet& fleet, const std::string& name) {
  return fleet.record(name, "environmental_audit_item",
                      {{"seen_on", "2016-01-18"},
                       {"category", "LIGHTING"},
                       {"location", {{"street", "Heron Lane"}, {"location_class", "HOTSPOT"}}},
                       {"severity", 2}});
}

inline std::string saved_picture(Fleet& fleet, const std::string& name, const std::string& id, const std::string& field) {
  const auto file = fleet.directory / (name + ".jpg");
  fleet.expect(name, {"picture", "save", id, field, "--to", file.string()});
  return read_file(file);
}

}  // namespace beatbook::test
