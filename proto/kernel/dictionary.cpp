#include "kernel/dictionary.h"

#include <string>

#include "dictionaries/built_in.h"

namespace beatbook {

BytesView dictionary(uint32_t number) {
  const auto name = std::to_string(number);
  for (const auto& file : dictionaries::built_in()) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

}  // namespace beatbook
