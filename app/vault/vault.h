#pragma once
// The lock of a tablet's store. The store's key is 32 random bytes that never change; key slots wrap it for the officer's
// secret and for a recovery code that the server holds, each combined with the device key. So a secret is changed without
// touching the store, and neither a secret nor the tablet's storage alone opens anything.
//
// Wrong secrets cost waits (attempts.h). Each try is written to disk before it is made. `now_ms` is the caller's clock.
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "app/vault/device_key.h"
#include "kernel/key.h"
#include "kernel/result.h"

namespace beatbook::v1 {
class KeySlots;
}

namespace beatbook::app {

// Argon2id. The default takes about a second and 256 MiB.
struct SecretCost {
  uint64_t operations;
  uint64_t memory_bytes;
  static SecretCost moderate();
};

struct LockState {
  uint32_t wrong = 0;                // wrong secrets since the last right one
  uint64_t wait_ms = 0;              // until the next try
  bool needs_recovery_code = false;  // no try is left
};

class Vault {
 public:
  static constexpr std::size_t shortest_secret = 8;          // characters; why so many: device_key.h
  static constexpr std::size_t longest_secret = 1024;        // bytes
  static constexpr std::size_t shortest_recovery_code = 16;  // letters and digits; case, spaces and hyphens do not count

  // Makes a store key and its slots in `directory` and returns the key. Fault::bad_input for a secret or code that is too
  // short, Fault::refused when the directory has slots already.
  static Result<Key> create(const std::filesystem::path& directory, std::string_view secret, std::string_view recovery_code,
                            const SecretCost& cost = SecretCost::moderate());

  // Fault::not_found when `directory` has no slots, Fault::corrupt when they do not verify.
  static Result<Vault> open(const std::filesystem::path& directory);

  // The store key. Fault::locked when the secret is wrong, must wait, or only the recovery code helps; the message says which.
  // A try within a wait is refused unseen and costs nothing.
  Result<Key> unlock(std::string_view secret, uint64_t now_ms);

  // The store key by the recovery code, which ends every wait and sets a new secret. Fault::locked for a wrong code. Codes are
  // too long to guess, so they cost no wait. Give the tablet a new code afterwards: the officer has seen this one.
  Result<Key> recover(std::string_view recovery_code, std::string_view new_secret);

  // The old secret is tried like unlock() does.
  Result<void> change_secret(std::string_view old_secret, std::string_view new_secret, uint64_t now_ms);

  // Replaces the recovery code; whoever has the store key may.
  Result<void> set_recovery_code(const Key& store_key, std::string_view recovery_code);

  Result<LockState> state(uint64_t now_ms);

  // Of secrets from now on; those written keep theirs.
  void set_cost(const SecretCost& cost) { cost_ = cost; }

 private:
  Vault(const std::filesystem::path& directory, const DeviceKey& device)
      : directory_(directory), device_(device), cost_(SecretCost::moderate()) {}
  Result<Key> try_secret(v1::KeySlots& slots, std::string_view secret, uint64_t now_ms);

  std::filesystem::path directory_;
  DeviceKey device_;
  SecretCost cost_;
};

}  // namespace beatbook::app
