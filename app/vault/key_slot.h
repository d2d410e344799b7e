#pragma once
// One way to open a store key: a secret through Argon2id, combined with the device key.
#include <string_view>

#include "app/vault/device_key.h"
#include "app/vault/vault.h"
#include "beatbook/v1/vault.pb.h"
#include "kernel/key.h"
#include "kernel/result.h"

namespace beatbook::app {

enum class SlotKind { officer, recovery };

// Fault::storage when the tablet has not enough memory for `cost`.
Result<v1::KeySlot> close_slot(const DeviceKey& device, SlotKind kind, std::string_view secret, const Key& store_key,
                               const SecretCost& cost);

// Fault::locked with the bare fact that the secret does not open the slot.
Result<Key> open_slot(const DeviceKey& device, SlotKind kind, std::string_view secret, const v1::KeySlot& slot);

}  // namespace beatbook::app
