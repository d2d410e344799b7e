// A tablet whose disk fills up in the middle of a shift: a real file system of 80 MiB, full to the last byte.
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;

namespace {

// Mounted for this process and its children alone.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& at) : at_(at) {
    std::filesystem::create_directories(at_);
    mounted_ = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               ::mount("beatbook-test", at_.c_str(), "tmpfs", 0, "size=80m,mode=0700") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  std::filesystem::path filler() const { return at_ / "filler"; }

  void fill() const {
    const int file = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (size_t size : {size_t{1} << 20, size_t{4096}, size_t{1}}) {
      const std::string bytes(size, 'x');
      while (::write(file, bytes.data(), bytes.size()) > 0) {
      }
    }
    ::close(file);
  }

 private:
  std::filesystem::path at_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("edge case 33: a tablet whose disk is full to the last byte goes on recording, says so, and recovers") {
  Fleet fleet;
  const SmallDisk disk(fleet.directory / "wren");
  if (!disk.mounted()) {
    WARN("This machine lets nobody mount a file system: not tested here.");
    return;
  }
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  CHECK(fleet.sync("wren")["disk_full"] == false);
  disk.fill();
  for (int i = 0; i < 40; ++i) fleet.record("wren", "sighting", sighting("A white van, time number " + std::to_string(i)));
  const auto sent = fleet.sync("wren");
  CHECK(sent["disk_full"] == true);
  CHECK(sent["pushed"] == 40);
  CHECK(sent["pending"] == 0);
  CHECK(fleet.list("wren", {"--type", "sighting"}).size() == 40);
  fleet.expect("wren", {"verify"});
  std::filesystem::remove(disk.filler());
  CHECK(fleet.sync("wren")["disk_full"] == false);
}
