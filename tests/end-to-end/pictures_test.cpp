// Pictures of a place, as real processes: cleaned from their file, recorded offline, handed over a line that is cut, seen by a
// supervisor, purged everywhere.
#include <catch2/catch.hpp>
#include <fstream>

#include "kernel/hash.h"
#include "support/places.h"
#include "support/poor_line.h"

using namespace beatbook;
using namespace beatbook::test;
using nlohmann::json;

namespace {

struct Entry {
  uint16_t tag, type;
  uint32_t count;
  std::string value;  // four bytes, or more that lie elsewhere
};

void put_directory(std::string& tiff, std::vector<Entry> entries) {
  const size_t after = tiff.size() + 2 + entries.size() * 12 + 4;
  std::string more;
  put(tiff, entries.size(), 2);
  for (auto& entry : entries) {
    put(tiff, entry.tag, 2);
    put(tiff, entry.type, 2);
    put(tiff, entry.count, 4);
    if (entry.value.size() > 4) {
      put(tiff, after + more.size(), 4);
      more += entry.value;
    } else {
      entry.value.resize(4);
      tiff += entry.value;
    }
  }
  put(tiff, 0, 4);
  tiff += more;
}

std::string angle(uint32_t degrees, uint32_t minutes, uint32_t seconds) {
  std::string out;
  for (const auto part : {degrees, minutes, seconds}) {
    put(out, part, 4);
    put(out, 1, 4);
  }
  return out;
}

// The JPEG as a telephone writes it: lying on its side, with the place where it was taken and some words.
std::string with_exif(const std::string& jpeg) {
  std::string tiff = "II";
  put(tiff, 42, 2);
  put(tiff, 8, 4);
  const std::string words("Number 7, the yellow door\0", 26), maker("Heron Cameras\0", 14);
  std::string side, gps_at;
  put(side, 6, 2);
  put(gps_at, 8 + 2 + 4 * 12 + 4 + words.size() + maker.size(), 4);
  put_directory(tiff, {{0x010e, 2, 26, words}, {0x010f, 2, 14, maker}, {0x0112, 3, 1, side}, {0x8825, 4, 1, gps_at}});
  put_directory(tiff, {{1, 2, 2, "N"}, {2, 5, 3, angle(52, 38, 10)}, {3, 2, 2, "W"}, {4, 5, 3, angle(1, 8, 5)}});
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  std::string segment = "\xff\xe1";
  segment += static_cast<char>((body.size() + 2) >> 8);
  segment += static_cast<char>(body.size() + 2);
  return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}

struct Jpeg {
  int width = 0, height = 0;
  std::string segments;  // the markers before the picture, in order
};

Jpeg read_jpeg(const std::string& bytes) {
  Jpeg out;
  const auto number = [&](size_t at) {
    return static_cast<unsigned char>(bytes.at(at)) << 8 | static_cast<unsigned char>(bytes.at(at + 1));
  };
  for (size_t at = 2; at + 4 < bytes.size() && bytes[at + 1] != '\xda'; at += 2 + static_cast<size_t>(number(at + 2))) {
    out.segments += bytes[at + 1];
    if (bytes[at + 1] == '\xc0' || bytes[at + 1] == '\xc2') {
      out.height = number(at + 5);
      out.width = number(at + 7);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("of a picture only what it shows is kept: upright, not large, and nothing of where and by what it was taken",
          "[PR-21]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto id = record_lamp(fleet, "wren");
  write_file(fleet.directory / "large.bmp", bitmap(2400, 1200, false));
  const auto added = fleet.tablet("wren", {"picture", "add", id, "picture_before", (fleet.directory / "large.bmp").string()});
  REQUIRE(added.exit_code == 0);
  CHECK(added.err.find("Check the photo shows no people, plates or door numbers.") != std::string::npos);
  const auto large = saved_picture(fleet, "wren", id, "picture_before");
  CHECK(read_jpeg(large).width == 1600);
  CHECK(read_jpeg(large).height == 800);

  const auto telephone = with_exif(large);
  REQUIRE(read_jpeg(telephone).segments.find('\xe1') != std::string::npos);
  write_file(fleet.directory / "telephone.jpg", telephone);
  fleet.expect("wren", {"picture", "add", id, "picture_after", (fleet.directory / "telephone.jpg").string()});
  const auto clean = saved_picture(fleet, "wren", id, "picture_after");
  CHECK(read_jpeg(clean).width == 800);
  CHECK(read_jpeg(clean).height == 1600);
  CHECK(read_jpeg(clean).segments.find('\xe1') == std::string::npos);
  CHECK(read_jpeg(clean).segments.find('\xfe') == std::string::npos);
  for (const std::string trace : {"Exif", "yellow door", "Heron Cameras"}) CHECK(clean.find(trace) == std::string::npos);
  CHECK(fleet.show("wren", id).dump().find(hex(view(sha256(clean)))) != std::string::npos);

  write_file(fleet.directory / "notes.txt", "no picture");
  for (const std::string file : {"notes.txt", "missing.jpg"}) {
    const auto refused = fleet.tablet("wren", {"picture", "add", id, "picture_after", (fleet.directory / file).string()});
    CHECK(refused.exit_code == 2);
    CHECK_FALSE(refused.err.empty());
  }
  const auto wrong = fleet.tablet("wren", {"picture", "add", id, "note", (fleet.directory / "large.bmp").string()});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("picture_before or picture_after") != std::string::npos);
}

TEST_CASE(
    "edge case 40: a picture recorded offline crosses a line that is cut, a supervisor sees it, and a purge takes it "
    "everywhere",
    "[REC-20][SN-15][SN-53]") {
  Fleet fleet;
  fleet.archives = true;
  fleet.serve();
  const auto line = std::make_unique<PoorLine>(fleet.port);
  fleet.port = line->port();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("heron", "PS 77", "SUP");
  fleet.start_shift("wren", "PC 1234");
  fleet.sync("wren");
  const auto id = record_lamp(fleet, "wren");
  write_file(fleet.directory / "lamp.bmp", bitmap(700, 500, true));
  fleet.expect("wren", {"picture", "add", id, "picture_before", (fleet.directory / "lamp.bmp").string()});
  const auto picture = saved_picture(fleet, "wren", id, "picture_before");
  REQUIRE(picture.size() > 150'000);

  // Locked, it hands in the entry and not the picture.
  CHECK(fleet.expect("wren", {"push"}).find("Pictures go only while the tablet is unlocked") != std::string::npos);
  LineConditions cut;
  cut.cut_after = 90'000;
  cut.cuts = 1;
  line->become(cut);
  CHECK(fleet.tablet("wren", {"sync", "--format", "json"}).exit_code == 3);
  const auto before = line->bytes_up();
  const auto second = fleet.sync("wren");
  CHECK(second["pictures_sent"] == 1);
  CHECK(second["pictures_pending"] == 0);
  CHECK(second["safe_to_hand_in"] == true);
  // It went on where it stopped.
  CHECK(line->bytes_up() - before < picture.size() - 30'000);

  fleet.sync("heron");
  const auto file = fleet.directory / "heron.jpg";
  const auto not_yet = fleet.tablet("heron", {"picture", "save", id, "picture_before", "--to", file.string()});
  CHECK(not_yet.exit_code == 2);
  CHECK(not_yet.err.find("Sync to fetch it") != std::string::npos);
  CHECK(fleet.sync("heron")["pictures_fetched"] == 1);
  CHECK(saved_picture(fleet, "heron", id, "picture_before") == picture);
  CHECK(fleet.admin({"verify"}).find("pictures: 1, every hash fits") != std::string::npos);

  fleet.admin({"purge", id, "--by", "PS 77", "--rule", "PR-21"});
  REQUIRE(soon([&] { return fleet.admin({"verify"}).find("pictures") == std::string::npos; }));
  for (const std::string name : {"wren", "heron"}) {
    fleet.sync(name);
    CHECK(fleet.tablet(name, {"picture", "save", id, "picture_before", "--to", file.string()}).exit_code == 2);
    fleet.expect(name, {"verify"});
  }
  CHECK(soon([&] {
    const auto purges = json::parse(fleet.admin({"purges", "--format", "json"}));
    return purges.dump().find("not yet") == std::string::npos;
  }));
}

TEST_CASE("a tablet with a picture that only it has is not safe to hand in") {
  Fleet fleet;
  fleet.archives = true;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto id = record_lamp(fleet, "wren");
  CHECK(fleet.sync("wren")["safe_to_hand_in"] == true);
  write_file(fleet.directory / "lamp.bmp", bitmap(200, 100, false));
  fleet.expect("wren", {"picture", "add", id, "picture_before", (fleet.directory / "lamp.bmp").string()});
  fleet.expect("wren", {"push"});
  fleet.kill_server();
  const auto said = fleet.tablet("wren", {"sync"});
  CHECK(said.exit_code == 3);
  CHECK(said.out.find("not safe to hand in") != std::string::npos);
  CHECK(said.out.find("1 picture is still only on this tablet.") != std::string::npos);
  fleet.serve();
  CHECK(fleet.sync("wren")["safe_to_hand_in"] == true);
}
