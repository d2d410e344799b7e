#include "app/vault/key_slot.h"

#include <sodium.h>

#include "app/vault/box.h"

namespace beatbook::app {

namespace {

std::string_view label(SlotKind kind) {
  return kind == SlotKind::officer ? "beatbook officer slot 1" : "beatbook recovery slot 1";
}

Result<Key> wrapping_key(const DeviceKey& device, SlotKind kind, std::string_view secret, const v1::KeySlot& slot) {
  if (slot.salt().size() != crypto_pwhash_SALTBYTES) {
    return Error{Fault::corrupt, "This store has no such key slot. Ask your supervisor to set the tablet up again."};
  }
  Key stretched;
  if (crypto_pwhash(stretched.data(), Key::size, secret.data(), secret.size(),
                    reinterpret_cast<const unsigned char*>(slot.salt().data()), slot.operations(), slot.memory_bytes(),
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Error{Fault::storage, "There is not enough memory to check the secret. Close other programs and try again."};
  }
  return device.derive(label(kind), stretched.bytes());
}

}  // namespace

Result<v1::KeySlot> close_slot(const DeviceKey& device, SlotKind kind, std::string_view secret, const Key& store_key,
                               const SecretCost& cost) {
  v1::KeySlot slot;
  slot.set_salt(random_bytes(crypto_pwhash_SALTBYTES));
  slot.set_operations(cost.operations);
  slot.set_memory_bytes(cost.memory_bytes);
  auto key = wrapping_key(device, kind, secret, slot);
  if (!key) return key.error();
  slot.set_wrapped_key(close_box(*key, label(kind), store_key.bytes()));
  return slot;
}

Result<Key> open_slot(const DeviceKey& device, SlotKind kind, std::string_view secret, const v1::KeySlot& slot) {
  auto key = wrapping_key(device, kind, secret, slot);
  if (!key) return key.error();
  auto content = open_box(*key, label(kind), slot.wrapped_key());
  auto store_key = content ? Key::from_bytes(*content) : std::nullopt;
  if (content) sodium_memzero(content->data(), content->size());
  if (!store_key) return Error{Fault::locked, "The secret does not open the store."};
  return *store_key;
}

}  // namespace beatbook::app
