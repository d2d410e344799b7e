#pragma once
// Local time of the force, Europe/London: what people type, what is stored (UTC and offset), what they read (domain B, Dates).
#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/result.h"

namespace beatbook::schema {

// An instant with the offset London's clocks had then (proto: beatbook.v1.LocalTime).
struct LocalTime {
  int64_t utc_ms = 0;      // milliseconds since 1970-01-01T00:00Z
  int32_t offset_min = 0;  // 0 in winter, 60 in summer
  auto operator<=>(const LocalTime&) const = default;
};

// Instants from 1900 to 2200. Every function below takes a value outside as the nearest of these.
constexpr int64_t earliest_ms = -2'208'988'800'000;
constexpr int64_t latest_ms = 7'258'118'400'000;

// The instant with London's offset.
LocalTime london(int64_t utc_ms);

// The calendar day London's clocks show.
date::year_month_day london_day(int64_t utc_ms);

// Reads ISO 8601 with or without offset ("2019-12-01T13:38:10+00:00", "2026-11-21 23:10") and dd/mm/yyyy HH:MM
// ("21/11/2026 23:10", "21.11.26 23:10": two digits are 20yy). Without an offset it is London's clock. A time that clocks
// showed twice or skipped, and a date in US order, are refused with a sentence that says how to write it.
Result<LocalTime> read_local_time(std::string_view text);

// Reads dd/mm/yyyy, dd.mm.yy (20yy) and yyyy-mm-dd. Years 1900 to 2199.
Result<date::year_month_day> read_date(std::string_view text);

std::string iso(LocalTime time);                   // 2026-11-21T23:10:00+00:00, milliseconds only if there are any
std::string iso_utc(LocalTime time);               // the same instant at +00:00, as data.police.uk writes it
std::string for_people(LocalTime time);            // 21/11/2026 23:10
std::string iso(date::year_month_day day);         // 2026-11-21
std::string for_people(date::year_month_day day);  // 21/11/2026

// BR-30: the operational day starts at 07:00 by the clock, so the night of 24-25 belongs to 24.
constexpr std::chrono::minutes operational_day_start = std::chrono::hours(7);
date::year_month_day operational_day(int64_t utc_ms, std::chrono::minutes starts_at = operational_day_start);

// First millisecond of the operational day and of the next: 23 or 25 hours apart when the clocks change in between.
struct Span {
  int64_t start_ms, end_ms;
};
Span operational_day_span(date::year_month_day day, std::chrono::minutes starts_at = operational_day_start);

}  // namespace beatbook::schema
