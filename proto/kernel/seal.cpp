#include "kernel/seal.h"

#include <sodium.h>

#include <cassert>

#include "kernel/hash.h"

namespace beatbook {

namespace {

constexpr char sealed_version = 1;
constexpr std::size_t place_size = 1 + 4 + 8;
constexpr std::size_t header_size = place_size + sealing_key_size + sealing_nonce_size;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(seal_overhead == header_size + tag_size);
static_assert(sealing_nonce_size == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(sealing_key_size == crypto_scalarmult_BYTES && Key::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* octets(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

uint64_t read_little_endian(BytesView bytes) {
  uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// False for a public key of small order, which would give everybody the same secret.
bool agree(const Key& own_private, BytesView other_public, BytesView ephemeral_public, BytesView server_public, Key& out) {
  Key shared;
  if (crypto_scalarmult(shared.data(), own_private.data(), octets(other_public)) != 0) return false;
  static constexpr std::string_view context = "beatbook sealed change-set 1";
  crypto_generichash_state state;
  crypto_generichash_init(&state, octets(context), context.size(), Key::size);
  crypto_generichash_update(&state, shared.data(), Key::size);
  crypto_generichash_update(&state, octets(ephemeral_public), ephemeral_public.size());
  crypto_generichash_update(&state, octets(server_public), server_public.size());
  crypto_generichash_final(&state, out.data(), Key::size);
  sodium_memzero(&state, sizeof state);
  return true;
}

}  // namespace

Bytes sealing_public_key(const Key& server_private_key) {
  Bytes out(sealing_key_size, '\0');
  crypto_scalarmult_base(octets(out), server_private_key.data());
  return out;
}

Result<Sealer> Sealer::start(BytesView server_public_key, const Key& ephemeral) {
  Sealer sealer;
  sealer.ephemeral_public_ = sealing_public_key(ephemeral);
  if (server_public_key.size() != sealing_key_size ||
      !agree(ephemeral, server_public_key, sealer.ephemeral_public_, server_public_key, sealer.key_)) {
    return Error{Fault::bad_input, "The server's sealing key is not valid. Enrol this tablet again."};
  }
  return sealer;
}

Bytes Sealer::seal(uint32_t incarnation, uint64_t seq, BytesView plain, BytesView nonce) const {
  assert(nonce.size() == sealing_nonce_size);
  Bytes out;
  out.reserve(plain.size() + seal_overhead);
  out += sealed_version;
  put_u32(out, incarnation);
  put_u64(out, seq);
  out += ephemeral_public_;
  out += nonce;
  out.resize(header_size + plain.size() + tag_size);
  unsigned char* bytes = octets(out);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + header_size, nullptr, octets(plain), plain.size(), bytes, header_size,
                                             nullptr, octets(nonce), key_.data());
  return out;
}

Result<Unsealed> unseal(const Key& server_private_key, BytesView sealed) {
  if (sealed.size() < seal_overhead || sealed[0] != sealed_version) {
    return Error{Fault::bad_input, "This is not a sealed change-set, or a newer app wrote it. Update the server."};
  }
  BytesView ephemeral_public = sealed.substr(place_size, sealing_key_size);
  BytesView nonce = sealed.substr(place_size + sealing_key_size, sealing_nonce_size);
  BytesView cipher = sealed.substr(header_size);
  Unsealed out{static_cast<uint32_t>(read_little_endian(sealed.substr(1, 4))), read_little_endian(sealed.substr(5, 8)),
               Bytes(cipher.size() - tag_size, '\0')};
  Key key;
  if (!agree(server_private_key, ephemeral_public, ephemeral_public, sealing_public_key(server_private_key), key) ||
      crypto_aead_xchacha20poly1305_ietf_decrypt(octets(out.plain), nullptr, nullptr, octets(cipher), cipher.size(),
                                                 octets(sealed), header_size, octets(nonce), key.data()) != 0) {
    return Error{Fault::corrupt, "A sealed change-set does not open: it was altered or sealed to another server."};
  }
  return out;
}

Result<void> unseal_push(v1::Push& push, const Key& server_private_key) {
  if (push.sealed_size() == 0) return {};
  if (push.change_sets_size() > 0) return Error{Fault::corrupt, "A push is either sealed or not."};
  uint64_t seq = push.from_seq();
  for (const auto& sealed : push.sealed()) {
    auto opened = unseal(server_private_key, sealed);
    if (!opened) return opened.error();
    if (opened->seq != seq) {
      return Error{Fault::corrupt, "A sealed change-set was made for another place in the chain."};
    }
    push.add_change_sets(std::move(opened->plain));
    ++seq;
  }
  push.clear_sealed();
  return {};
}

}  // namespace beatbook
