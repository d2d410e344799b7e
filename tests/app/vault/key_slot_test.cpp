#include "app/vault/key_slot.h"

#include <catch2/catch.hpp>

#include "app/vault/box.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using test::TemporaryDirectory;

namespace {

const SecretCost cheap{1, 8192};

DeviceKey device_in(const TemporaryDirectory& directory) { return *DeviceKey::load_or_create(directory.path()); }

}  // namespace

TEST_CASE("a key slot opens with its secret, on its tablet, as its kind, and not otherwise") {
  TemporaryDirectory mine, other;
  DeviceKey device = device_in(mine);
  const Key store_key = random_key();
  auto slot = close_slot(device, SlotKind::officer, "heron reeds dusk", store_key, cheap);
  REQUIRE(slot);
  auto opened = open_slot(device, SlotKind::officer, "heron reeds dusk", *slot);
  REQUIRE(opened);
  CHECK(*opened == store_key);
  CHECK(open_slot(device, SlotKind::officer, "heron reeds dawn", *slot).error().code == Fault::locked);
  CHECK(open_slot(device_in(other), SlotKind::officer, "heron reeds dusk", *slot).error().code == Fault::locked);
  CHECK(open_slot(device, SlotKind::recovery, "heron reeds dusk", *slot).error().code == Fault::locked);
}

TEST_CASE("a cost that the tablet cannot pay is told, not taken for a wrong secret") {
  TemporaryDirectory directory;
  auto slot = close_slot(device_in(directory), SlotKind::officer, "heron reeds dusk", random_key(), {1, 1});
  REQUIRE(!slot);
  CHECK(slot.error().code == Fault::storage);
}
