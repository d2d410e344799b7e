// A pack's document of any text is taken or refused with a sentence.
#include "schema/pack_check.h"

#include "fuzz/fuzz.h"

using namespace beatbook;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto pack = schema::read_pack(fuzz::bytes(data, size));
  fuzz::require(pack || !pack.error().message.empty(), "a refusal says why");
  return 0;
}
