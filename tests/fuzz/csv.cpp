// Any text is read as lines of cells to its end, and what was read is read again after it was written.
#include "app/reports/csv.h"

#include "fuzz/fuzz.h"

using namespace beatbook;

namespace {

constexpr size_t longest = 16 * 1024;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  app::CsvReader reader(fuzz::bytes(data, size), longest);
  size_t last = 0;
  while (const auto line = reader.next()) {
    fuzz::require(line->number > last, "each line lies behind the one before");
    last = line->number;
    if (!line->fault.empty()) continue;
    std::string written;
    app::write_csv_line(written, line->cells);
    app::CsvReader again(written, 2 * longest + 16);
    const auto back = again.next();
    const bool blank = line->cells.size() == 1 && line->cells[0].empty();
    fuzz::require(blank || (back && back->fault.empty() && back->cells == line->cells), "a line reads as it was written");
  }
  return 0;
}
