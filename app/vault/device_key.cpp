#include "app/vault/device_key.h"

#include <sodium.h>

#include "app/vault/box.h"
#include "app/vault/durable_file.h"
#include "kernel/hash.h"

namespace beatbook::app {

namespace {

constexpr const char* key_name = "device.key";

bool holds_other_files(const std::filesystem::path& directory) {
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::string name = entry.path().filename().string();
    if (!name.starts_with(key_name) && !name.ends_with(".lock")) return true;
  }
  return false;
}

}  // namespace

Result<DeviceKey> DeviceKey::load(const std::filesystem::path& directory) {
  auto bytes = read_file(directory / key_name);
  if (!bytes) return bytes.error();
  auto key = Key::from_bytes(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  if (!key) {
    return Error{Fault::corrupt, (directory / key_name).string() + " is damaged. Keep the folder and ask your supervisor."};
  }
  return DeviceKey(directory, *key);
}

Result<DeviceKey> DeviceKey::load_or_create(const std::filesystem::path& directory) {
  if (auto made = make_private_directory(directory); !made) return made.error();
  auto turn = lock_file(directory / "device.lock", true);
  if (!turn) return turn.error();
  auto loaded = load(directory);
  if (loaded || loaded.error().code != Fault::not_found) return loaded;
  if (holds_other_files(directory)) {
    return Error{Fault::corrupt, directory.string() +
                                     " holds files but no device.key, and nothing else opens them. Put the key back, or name "
                                     "an empty folder to start anew."};
  }
  Key key = random_key();
  if (auto written = write_durably(directory / key_name, key.bytes()); !written) return written.error();
  return DeviceKey(directory, key);
}

Key DeviceKey::derive(std::string_view purpose, BytesView input) const {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), Key::size, Key::size);
  auto feed = [&](std::string_view part) {
    Bytes framed;
    put_u64(framed, part.size());
    framed += part;
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(framed.data()), framed.size());
    sodium_memzero(framed.data(), framed.size());
  };
  feed(purpose);
  feed(input);
  Key out;
  crypto_generichash_final(&state, out.data(), Key::size);
  sodium_memzero(&state, sizeof state);
  return out;
}

Result<void> DeviceKey::write(const std::string& name, BytesView content) const {
  return write_durably(directory_ / name, close_box(derive("beatbook device file 1", name), name, content));
}

Result<Bytes> DeviceKey::read(const std::string& name) const {
  auto box = read_file(directory_ / name);
  if (!box) return box.error();
  auto content = open_box(derive("beatbook device file 1", name), name, *box);
  if (!content) {
    return Error{Fault::corrupt, (directory_ / name).string() +
                                     " is damaged or belongs to another tablet. Keep the folder and ask your supervisor."};
  }
  return *std::move(content);
}

}  // namespace beatbook::app
