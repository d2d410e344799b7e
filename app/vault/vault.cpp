#include "app/vault/vault.h"

#include <sodium.h>

#include <algorithm>

#include "app/vault/attempts.h"
#include "app/vault/box.h"
#include "app/vault/durable_file.h"
#include "app/vault/key_slot.h"
#include "beatbook/v1/vault.pb.h"

namespace beatbook::app {

namespace {

constexpr const char* slots_name = "slots";
constexpr const char* ask_for_recovery =
    "This tablet is locked after too many wrong secrets. Ask your supervisor for the recovery code; nothing is lost.";

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

Result<void> check_new_secret(std::string_view secret) {
  if (characters(secret) < Vault::shortest_secret) {
    return Error{Fault::bad_input, "The secret is too short: use " + std::to_string(Vault::shortest_secret) +
                                       " characters or more, for example three words."};
  }
  if (secret.size() > Vault::longest_secret) {
    return Error{Fault::bad_input, "The secret is too long: use at most " + std::to_string(Vault::longest_secret) + " bytes."};
  }
  return {};
}

// As it is read out over a telephone: letters in either case, groups however they are parted.
Result<std::string> normal_recovery_code(std::string_view code) {
  std::string normal;
  for (char c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) normal += c;
  }
  if (normal.size() < Vault::shortest_recovery_code) {
    return Error{Fault::bad_input, "The recovery code is too short: it has " + std::to_string(Vault::shortest_recovery_code) +
                                       " letters and digits or more. Type it as your supervisor reads it out."};
  }
  return normal;
}

Result<v1::KeySlots> read_slots(const DeviceKey& device) {
  auto bytes = device.read(slots_name);
  if (!bytes) return bytes.error();
  v1::KeySlots slots;
  if (!slots.ParseFromString(*bytes)) {
    return Error{Fault::corrupt, "The key slots are damaged. Keep the folder and ask your supervisor."};
  }
  return slots;
}

Result<void> write_slots(const DeviceKey& device, const v1::KeySlots& slots) {
  return device.write(slots_name, slots.SerializeAsString());
}

// Runs `work` on the slots as they are on disk; programs that open one tablet take turns, so that no try goes uncounted.
template <class Work>
auto with_slots(const std::filesystem::path& directory, const DeviceKey& device, Work work)
    -> decltype(work(std::declval<v1::KeySlots&>())) {
  auto turn = lock_file(directory / "slots.lock", true);
  if (!turn) return turn.error();
  auto slots = read_slots(device);
  if (!slots) return slots.error();
  return work(*slots);
}

Result<void> put_officer_slot(const DeviceKey& device, v1::KeySlots& slots, std::string_view secret, const Key& store_key,
                              const SecretCost& cost) {
  auto officer = close_slot(device, SlotKind::officer, secret, store_key, cost);
  if (!officer) return officer.error();
  *slots.mutable_officer() = *officer;
  return write_slots(device, slots);
}

std::string in_words(uint64_t wait_ms) {
  uint64_t seconds = (wait_ms + 999) / 1000;
  return seconds < 120 ? std::to_string(seconds) + " seconds" : std::to_string((seconds + 59) / 60) + " minutes";
}

Error wrong_secret(const v1::Attempts& attempts) {
  std::string message = "The secret is wrong. ";
  if (needs_recovery_code(attempts)) return {Fault::locked, message + ask_for_recovery};
  if (attempts.wait_ms() > 0) return {Fault::locked, message + "Wait " + in_words(attempts.wait_ms()) + " and try again."};
  uint32_t left = free_tries - attempts.wrong();
  return {Fault::locked,
          message + std::to_string(left) + (left == 1 ? " try is" : " tries are") + " left before you must wait."};
}

}  // namespace

SecretCost SecretCost::moderate() { return {crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE}; }

Result<Key> Vault::create(const std::filesystem::path& directory, std::string_view secret, std::string_view recovery_code,
                          const SecretCost& cost) {
  if (auto checked = check_new_secret(secret); !checked) return checked.error();
  auto code = normal_recovery_code(recovery_code);
  if (!code) return code.error();
  auto device = DeviceKey::load_or_create(directory);
  if (!device) return device.error();
  auto turn = lock_file(directory / "slots.lock", true);
  if (!turn) return turn.error();
  if (std::filesystem::exists(directory / slots_name)) {
    return Error{Fault::refused, directory.string() + " is set up already. Unlock it, or name another folder."};
  }
  Key store_key = random_key();
  auto officer = close_slot(*device, SlotKind::officer, secret, store_key, cost);
  if (!officer) return officer.error();
  auto recovery = close_slot(*device, SlotKind::recovery, *code, store_key, cost);
  if (!recovery) return recovery.error();
  v1::KeySlots slots;
  *slots.mutable_officer() = *officer;
  *slots.mutable_recovery() = *recovery;
  if (auto written = write_slots(*device, slots); !written) return written.error();
  return store_key;
}

Result<Vault> Vault::open(const std::filesystem::path& directory) {
  if (!std::filesystem::exists(directory / slots_name)) {
    return Error{Fault::not_found, directory.string() + " is not set up. Enrol this tablet first."};
  }
  auto device = DeviceKey::load(directory);
  if (!device && device.error().code == Fault::not_found) {
    return Error{Fault::corrupt, directory.string() + " has lost its device.key, and nothing else opens it. Put it back."};
  }
  if (!device) return device.error();
  if (auto slots = read_slots(*device); !slots) return slots.error();
  return Vault(directory, *device);
}

// Tries the officer's slot under the rule of attempts.h and leaves `slots` as it is on disk.
Result<Key> Vault::try_secret(v1::KeySlots& slots, std::string_view secret, uint64_t now_ms) {
  v1::Attempts& attempts = *slots.mutable_attempts();
  if (needs_recovery_code(attempts)) return Error{Fault::locked, ask_for_recovery};
  if (follow_clock_set_back(attempts, now_ms)) {
    if (auto written = write_slots(device_, slots); !written) return written.error();
  }
  if (uint64_t wait = remaining_wait(attempts, now_ms); wait > 0) {
    return Error{Fault::locked, "Wait " + in_words(wait) + " before you try again."};
  }
  v1::Attempts before = attempts;
  count_wrong(attempts, now_ms);
  if (auto written = write_slots(device_, slots); !written) return written.error();
  auto key = open_slot(device_, SlotKind::officer, secret, slots.officer());
  if (!key && key.error().code == Fault::locked) return wrong_secret(attempts);
  attempts = key ? v1::Attempts() : before;
  if (auto written = write_slots(device_, slots); !written) return written.error();
  return key;
}

Result<Key> Vault::unlock(std::string_view secret, uint64_t now_ms) {
  return with_slots(directory_, device_, [&](v1::KeySlots& slots) { return try_secret(slots, secret, now_ms); });
}

Result<Key> Vault::recover(std::string_view recovery_code, std::string_view new_secret) {
  if (auto checked = check_new_secret(new_secret); !checked) return checked.error();
  auto code = normal_recovery_code(recovery_code);
  if (!code) return code.error();
  return with_slots(directory_, device_, [&](v1::KeySlots& slots) -> Result<Key> {
    auto key = open_slot(device_, SlotKind::recovery, *code, slots.recovery());
    if (!key && key.error().code == Fault::locked) {
      return Error{Fault::locked,
                   "The recovery code is wrong. Check it with your supervisor; a newer code replaces an older one."};
    }
    if (!key) return key;
    slots.clear_attempts();
    if (auto written = put_officer_slot(device_, slots, new_secret, *key, cost_); !written) return written.error();
    return key;
  });
}

Result<void> Vault::change_secret(std::string_view old_secret, std::string_view new_secret, uint64_t now_ms) {
  if (auto checked = check_new_secret(new_secret); !checked) return checked;
  return with_slots(directory_, device_, [&](v1::KeySlots& slots) -> Result<void> {
    auto key = try_secret(slots, old_secret, now_ms);
    if (!key) return key.error();
    return put_officer_slot(device_, slots, new_secret, *key, cost_);
  });
}

Result<void> Vault::set_recovery_code(const Key& store_key, std::string_view recovery_code) {
  auto code = normal_recovery_code(recovery_code);
  if (!code) return code.error();
  return with_slots(directory_, device_, [&](v1::KeySlots& slots) -> Result<void> {
    auto recovery = close_slot(device_, SlotKind::recovery, *code, store_key, cost_);
    if (!recovery) return recovery.error();
    *slots.mutable_recovery() = *recovery;
    return write_slots(device_, slots);
  });
}

Result<LockState> Vault::state(uint64_t now_ms) {
  return with_slots(directory_, device_, [&](v1::KeySlots& slots) -> Result<LockState> {
    v1::Attempts& attempts = *slots.mutable_attempts();
    if (follow_clock_set_back(attempts, now_ms)) {
      if (auto written = write_slots(device_, slots); !written) return written.error();
    }
    return LockState{attempts.wrong(), remaining_wait(attempts, now_ms), needs_recovery_code(attempts)};
  });
}

}  // namespace beatbook::app
