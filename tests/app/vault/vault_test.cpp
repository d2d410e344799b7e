#include "app/vault/vault.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "app/vault/attempts.h"
#include "beatbook/v1/vault.pb.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using test::any_file_contains;
using test::TemporaryDirectory;

namespace {

const SecretCost cheap{1, 8192};
const std::string secret = "heron reeds dusk";
const std::string code = "7KQF-9M2X-PLZ4-TR8W";
constexpr uint64_t noon = 1'700'000'000'000;
constexpr uint64_t second = 1000;

struct Tablet {
  TemporaryDirectory directory;
  Key key;

  Tablet() {
    auto created = Vault::create(directory.path(), secret, code, cheap);
    if (!created) throw std::runtime_error(created.error().message);
    key = *created;
  }
  // As after a restart: everything is read from disk.
  Vault vault() const {
    auto opened = Vault::open(directory.path());
    if (!opened) throw std::runtime_error(opened.error().message);
    opened->set_cost(cheap);
    return *std::move(opened);
  }
  // Wrong secrets, each after its wait; returns the time after the last.
  uint64_t fail_times(int times, uint64_t now) const {
    for (int i = 0; i < times; ++i) {
      now += vault().state(now)->wait_ms;
      auto refused = vault().unlock("wrong secret", now);
      if (refused) throw std::runtime_error("a wrong secret opened the vault");
    }
    return now;
  }
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the right secret gives the same store key after every restart") {
  Tablet tablet;
  for (int i = 0; i < 3; ++i) {
    auto key = tablet.vault().unlock(secret, noon);
    REQUIRE(key);
    CHECK(*key == tablet.key);
  }
  CHECK_FALSE(tablet.key == Key());
}

TEST_CASE("two tablets with one secret have different store keys") {
  Tablet first, second_tablet;
  CHECK_FALSE(first.key == second_tablet.key);
}

TEST_CASE("the waits double from 30 seconds to 15 minutes") {
  const std::vector<std::pair<uint32_t, uint64_t>> truth = {{0, 0},   {1, 0},   {4, 0},    {5, 30},   {6, 60},         {7, 120},
                                                            {8, 240}, {9, 480}, {10, 900}, {11, 900}, {4'000'000, 900}};
  for (auto [wrong, seconds] : truth) {
    INFO(wrong);
    CHECK(wait_after(wrong) == seconds * second);
  }
}

TEST_CASE("four wrong secrets cost nothing, the fifth a wait in which even the right one is refused") {
  Tablet tablet;
  for (int left = 4; left > 0; --left) {
    auto refused = tablet.vault().unlock("wrong secret", noon);
    REQUIRE(!refused);
    CHECK(refused.error().code == Fault::locked);
    CHECK(contains(refused.error().message, std::to_string(left) + (left == 1 ? " try is" : " tries are") + " left"));
  }
  auto fifth = tablet.vault().unlock("wrong secret", noon);
  REQUIRE(!fifth);
  CHECK(contains(fifth.error().message, "Wait 30 seconds"));
  auto early = tablet.vault().unlock(secret, noon + 30 * second - 1);
  REQUIRE(!early);
  CHECK(early.error().code == Fault::locked);
  CHECK(contains(early.error().message, "Wait 1 seconds"));
  CHECK(tablet.vault().state(noon + 1000)->wrong == 5);
  auto key = tablet.vault().unlock(secret, noon + 30 * second);
  REQUIRE(key);
  CHECK(*key == tablet.key);
  CHECK(tablet.vault().state(noon)->wrong == 0);
  CHECK(tablet.vault().state(noon)->wait_ms == 0);
}

TEST_CASE("a try within the wait is not counted") {
  Tablet tablet;
  uint64_t now = tablet.fail_times(5, noon);
  for (int i = 0; i < 20; ++i) CHECK(!tablet.vault().unlock("wrong secret", now + 10 * second));
  auto state = tablet.vault().state(now + 10 * second);
  CHECK(state->wrong == 5);
  CHECK(state->wait_ms == 20 * second);
}

TEST_CASE("ten wrong secrets lock until the recovery code, which ends every wait and sets a new secret") {
  Tablet tablet;
  uint64_t now = tablet.fail_times(10, noon);
  CHECK(tablet.vault().state(now)->needs_recovery_code);
  auto locked = tablet.vault().unlock(secret, now + 365ull * 86'400 * second);
  REQUIRE(!locked);
  CHECK(locked.error().code == Fault::locked);
  CHECK(contains(locked.error().message, "recovery code"));

  auto recovered = tablet.vault().recover(code, "marsh wren calling");
  REQUIRE(recovered);
  CHECK(*recovered == tablet.key);
  CHECK(tablet.vault().state(now)->wrong == 0);
  CHECK(!tablet.vault().unlock(secret, now));
  auto key = tablet.vault().unlock("marsh wren calling", now);
  REQUIRE(key);
  CHECK(*key == tablet.key);
}

TEST_CASE("a recovery code is read in either case and however it is parted") {
  Tablet tablet;
  CHECK(tablet.vault().recover(" 7kqf 9m2x plz4 tr8w\n", secret));
}

TEST_CASE("a wrong recovery code opens nothing and changes nothing") {
  Tablet tablet;
  auto refused = tablet.vault().recover("7KQF-9M2X-PLZ4-TR8X", "marsh wren calling");
  REQUIRE(!refused);
  CHECK(refused.error().code == Fault::locked);
  CHECK(!tablet.vault().recover(secret, "marsh wren calling"));
  CHECK(!tablet.vault().unlock(code, noon));
  CHECK(tablet.vault().unlock(secret, noon));
}

TEST_CASE("a replaced recovery code no longer works") {
  Tablet tablet;
  REQUIRE(tablet.vault().set_recovery_code(tablet.key, "AAAA-BBBB-CCCC-DDDD"));
  CHECK(!tablet.vault().recover(code, secret));
  auto key = tablet.vault().recover("AAAA-BBBB-CCCC-DDDD", secret);
  REQUIRE(key);
  CHECK(*key == tablet.key);
}

TEST_CASE("the secret is changed by who knows the old one, and wrong old ones count") {
  Tablet tablet;
  auto refused = tablet.vault().change_secret("wrong secret", "marsh wren calling", noon);
  REQUIRE(!refused);
  CHECK(refused.error().code == Fault::locked);
  CHECK(tablet.vault().state(noon)->wrong == 1);
  REQUIRE(tablet.vault().change_secret(secret, "marsh wren calling", noon));
  CHECK(tablet.vault().state(noon)->wrong == 0);
  CHECK(!tablet.vault().unlock(secret, noon));
  auto key = tablet.vault().unlock("marsh wren calling", noon);
  REQUIRE(key);
  CHECK(*key == tablet.key);
  CHECK(tablet.vault().recover(code, secret));
}

TEST_CASE("a clock set back never shortens the wait, and does not lengthen it beyond itself") {
  Tablet tablet;
  uint64_t now = tablet.fail_times(7, noon);
  const uint64_t wait = wait_after(7);
  for (uint64_t earlier : {now - 1, now - 60 * second, now - 86'400 * second, uint64_t{0}}) {
    CHECK(tablet.vault().state(earlier)->wait_ms == wait);
    CHECK(!tablet.vault().unlock(secret, earlier));
    CHECK(tablet.vault().state(earlier + wait - 1)->wait_ms == 1);
    CHECK(!tablet.vault().unlock(secret, earlier + wait - 1));
    now = earlier;
  }
  CHECK(tablet.vault().unlock(secret, now + wait));
}

TEST_CASE("a try is on disk before it is made: whoever switches off in the middle does not get it back") {
  Tablet tablet;
  Vault vault = tablet.vault();
  vault.set_cost({12, 64 * 1024 * 1024});  // slow enough to be killed within
  REQUIRE(vault.change_secret(secret, "marsh wren calling", noon));
  const std::string before = test::read_file(tablet.directory / "slots");
  pid_t child = fork();
  if (child == 0) {
    auto opened = Vault::open(tablet.directory.path());
    _exit(opened && opened->unlock("marsh wren calling", noon) ? 0 : 1);
  }
  int status = 0;
  while (test::read_file(tablet.directory / "slots") == before && waitpid(child, &status, WNOHANG) == 0) usleep(500);
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  CHECK(tablet.vault().state(noon)->wrong == 1);
}

TEST_CASE("secrets shorter than eight characters are refused with a plain message, counted in characters") {
  TemporaryDirectory directory;
  for (const char* weak : {"", "123456", "1234567", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"}) {
    auto refused = Vault::create(directory / "store", weak, code, cheap);
    REQUIRE(!refused);
    CHECK(refused.error().code == Fault::bad_input);
    CHECK(contains(refused.error().message, "8 characters"));
    CHECK_FALSE(std::filesystem::exists(directory / "store"));
  }
  auto weak_code = Vault::create(directory / "store", secret, "ABC-123", cheap);
  REQUIRE(!weak_code);
  CHECK(weak_code.error().code == Fault::bad_input);
  CHECK(Vault::create(directory / "store", "12345678", code, cheap));
  Tablet tablet;
  CHECK(tablet.vault().change_secret(secret, "short", noon).error().code == Fault::bad_input);
  CHECK(tablet.vault().recover(code, "short").error().code == Fault::bad_input);
  CHECK(tablet.vault().unlock(secret, noon));
}

TEST_CASE("a tablet is not set up twice") {
  Tablet tablet;
  auto again = Vault::create(tablet.directory.path(), "another secret", code, cheap);
  REQUIRE(!again);
  CHECK(again.error().code == Fault::refused);
  CHECK(tablet.vault().unlock(secret, noon));
}

TEST_CASE("every altered bit of the slots is told as damage, not as a wrong secret") {
  Tablet tablet;
  const std::string sound = test::read_file(tablet.directory / "slots");
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string altered = sound;
    altered[at] = static_cast<char>(altered[at] ^ 0x10);
    test::write_file(tablet.directory / "slots", altered);
    auto opened = Vault::open(tablet.directory.path());
    REQUIRE(!opened);
    REQUIRE(opened.error().code == Fault::corrupt);
  }
}

TEST_CASE("the slots of one tablet do not open with the device key of another") {
  Tablet mine, other;
  std::filesystem::copy_file(other.directory / "device.key", mine.directory / "device.key",
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(Vault::open(mine.directory.path()).error().code == Fault::corrupt);
}

TEST_CASE("a lost device key is told and never silently replaced") {
  Tablet tablet;
  std::filesystem::remove(tablet.directory / "device.key");
  CHECK(Vault::open(tablet.directory.path()).error().code == Fault::corrupt);
  CHECK(DeviceKey::load_or_create(tablet.directory.path()).error().code == Fault::corrupt);
  CHECK_FALSE(std::filesystem::exists(tablet.directory / "device.key"));
}

TEST_CASE("a directory without slots asks for enrolment") {
  TemporaryDirectory directory;
  CHECK(Vault::open(directory.path()).error().code == Fault::not_found);
}

TEST_CASE("no file holds the store key, the secret or the recovery code, and only the owner may read them") {
  Tablet tablet;
  tablet.fail_times(3, noon);
  REQUIRE(tablet.vault().unlock(secret, noon));
  for (const std::string& canary : {std::string(tablet.key.bytes()), secret, code, std::string("7KQF9M2XPLZ4TR8W")}) {
    CHECK_FALSE(any_file_contains(tablet.directory.path(), canary));
  }
  using std::filesystem::perms;
  CHECK(std::filesystem::status(tablet.directory.path()).permissions() == perms::owner_all);
  for (const auto& entry : std::filesystem::directory_iterator(tablet.directory.path())) {
    CHECK(entry.status().permissions() == (perms::owner_read | perms::owner_write));
  }
}

TEST_CASE("a folder that others may look into is refused with the command that mends it") {
  TemporaryDirectory directory;
  test::write_file(directory / "notes", "x");
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  auto refused = Vault::create(directory.path(), secret, code, cheap);
  REQUIRE(!refused);
  CHECK(refused.error().code == Fault::bad_input);
  CHECK(contains(refused.error().message, "chmod 700"));
}

TEST_CASE("tries made by several programs at once are all counted") {
  Tablet tablet;
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    pid_t child = fork();
    if (child == 0) {
      auto vault = Vault::open(tablet.directory.path());
      _exit(vault && vault->unlock("wrong secret", noon) ? 1 : 0);
    }
    children.push_back(child);
  }
  for (pid_t child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(tablet.vault().state(noon)->wrong == 4);
}
