// Several programs work on one tablet: the screens, the command line, a session that stays.
#include <sys/file.h>

#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;
using namespace std::chrono_literals;

namespace {

// Has the tablet as a program has it that works on it.
class HasIt {
 public:
  explicit HasIt(const std::filesystem::path& tablet)
      : lock_(open((tablet / "outbox.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (flock(lock_, LOCK_EX) != 0) throw std::runtime_error("the tablet is not free");
  }
  HasIt(const HasIt&) = delete;
  HasIt& operator=(const HasIt&) = delete;
  ~HasIt() { close(lock_); }

 private:
  int lock_;
};

}  // namespace

TEST_CASE("programs that wait for a tablet at the same time read it once they have it: each save follows the one before") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto record = [&](const std::string& seen) {
    return std::make_unique<Process>(
        std::vector<std::string>{BEATBOOK_CLI, "--store", (fleet.directory / "wren").string(), "--secret-file",
                                 (fleet.directory / "secret").string(), "record", "sighting"},
        fleet.directory.path(), sighting(seen).dump());
  };
  std::vector<std::unique_ptr<Process>> waiting;
  {
    HasIt busy(fleet.directory / "wren");
    for (const std::string seen : {"A goshawk", "A kestrel", "A merlin"}) waiting.push_back(record(seen));
    std::this_thread::sleep_for(1s);  // enough to come to the door
  }
  for (auto& one : waiting) {
    const auto output = one->wait();
    INFO(output.err);
    CHECK(output.exit_code == 0);
  }
  CHECK(fleet.list("wren", {"--type", "sighting"}).size() == 3);
  fleet.expect("wren", {"verify"});
  CHECK(fleet.sync("wren")["pending"] == 0);
  fleet.sync("crane");
  CHECK(fleet.list("crane", {"--type", "sighting"}).size() == 3);
}
