#include "sync-server/push_intake.h"

#include <sodium.h>

#include "kernel/seal.h"

namespace beatbook::server {

namespace {

bool is_signed(BytesView signature, const Hash& head, BytesView public_key) {
  const auto octets = [](BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); };
  return signature.size() == crypto_sign_BYTES && public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(octets(signature), head.data(), head.size(), octets(public_key)) == 0;
}

}  // namespace

Result<PreparedPush> take_in(v1::Push push, const BranchRow& row, BytesView public_key, const Key& sealing_key) {
  if (auto opened = unseal_push(push, sealing_key); !opened) return opened.error();
  const Bytes signature = push.head_signature();
  auto prepared = prepare_push(std::move(push), row.branch, row.ancestry);
  if (!prepared || prepared->sets.empty()) return prepared;
  if (!is_signed(signature, prepared->sets.back().chain, public_key)) {
    return Error{Fault::refused,
                 "The signature of what the tablet sent does not fit. Your entries are safe; tell your supervisor."};
  }
  return prepared;
}

}  // namespace beatbook::server
