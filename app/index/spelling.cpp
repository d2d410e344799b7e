#include "app/index/spelling.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "schema/text.h"

namespace beatbook::app {

namespace {

void take_characters(std::string_view utf8, std::u32string& out) {
  out.clear();
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && !out.empty()) {
      out.back() = out.back() << 8 | byte;  // unique is enough: characters are only compared
    } else {
      out += byte;
    }
  }
}

}  // namespace

size_t spelling_distance(std::string_view a, std::string_view b, size_t limit) {
  // A search compares one word with every name there is: nothing is allocated for each.
  thread_local std::u32string x, y;
  thread_local std::vector<size_t> before, last, now;
  take_characters(a, x);
  take_characters(b, y);
  if (std::max(x.size(), y.size()) - std::min(x.size(), y.size()) > limit) return limit + 1;
  before.resize(y.size() + 1);
  last.resize(y.size() + 1);
  now.resize(y.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (size_t i = 1; i <= x.size(); ++i) {
    now[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= y.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[y.size()], limit + 1);
}

size_t forgiven_mistakes(std::string_view word) {
  const size_t size = schema::count_characters(word);
  return size <= 2 ? 0 : size <= 5 ? 1 : 2;
}

}  // namespace beatbook::app
