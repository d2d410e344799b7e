#include "sync-server/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdio>

#include "sync-server/clock.h"

namespace beatbook::server {

Log::Log() : Log([](const std::string& line) { std::fputs(line.c_str(), stderr); }) {}

void Log::event(uint64_t session, std::string_view what, std::initializer_list<Field> fields) {
  const uint64_t now = wall_ms();
  std::string line = fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z session={} {}", fmt::gmtime(static_cast<std::time_t>(now / 1000)),
                                 now % 1000, session, what);
  for (const auto& field : fields) line += fmt::format(" {}={}", field.name, field.value);
  line += '\n';
  const std::lock_guard guard(turn_);
  sink_(line);
}

}  // namespace beatbook::server
