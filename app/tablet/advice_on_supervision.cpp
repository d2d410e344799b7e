// What somebody has to answer for: a warning without a referral, an order that one officer wrote down for another, a
// late entry.
#include <fmt/format.h>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"

namespace beatbook::app {

namespace {

constexpr int64_t hour_ms = 3'600'000;

// A supervisor is asked once; the answer is a review.
void ask(Adviser& adviser, const Adviser::Read& entry, const char* rule, const std::string& by, const char* what) {
  const auto& envelope = *envelope_of(entry.stored.message());
  if (adviser.reviewed_since(entry.at.id, envelope.made_at().utc_ms())) return;
  adviser.add(rule, "SAID_TO_ALLOW",
              fmt::format("{} of {}: {} wrote that {} allowed {}. Say in a review whether it was so.",
                          adviser.title(entry.at.id), Adviser::day(entry.at.at_ms), envelope.author(), by, what),
              {entry.at.id});
}

}  // namespace

void advise_on_support(Adviser& adviser) {
  for (const auto& entry : adviser.entries()) {
    const auto& envelope = *envelope_of(entry.stored.message());
    if (!adviser.spoken_of(entry) || !adviser.is_told_of(envelope.author())) continue;
    if (!adviser.tablet().notebook().awaits_referral(entry.stored)) continue;
    adviser.add("BR-11", "WITHOUT_REFERRAL",
                fmt::format("{}: no support referral is made or declined yet. Add it before it is approved.",
                            adviser.title(entry.at.id)),
                {entry.at.id});
  }
}

void advise_on_overrides(Adviser& adviser) {
  if (!adviser.reviews()) return;
  for (const auto& entry : adviser.entries()) {
    if (!adviser.spoken_of(entry)) continue;
    const auto* arrest = dynamic_cast<const v1::Arrest*>(&entry.stored.message());
    const auto* caution = dynamic_cast<const v1::ConditionalCaution*>(&entry.stored.message());
    if (arrest && arrest->has_gate_override_by()) {
      ask(adviser, entry, "BR-03", arrest->gate_override_by(), "an arrest before enough warnings");
    }
    if (caution && caution->has_repeat_reason()) {
      ask(adviser, entry, "BR-12", caution->authorised_by().empty() ? "a supervisor" : caution->authorised_by(),
          "a caution though it was not the first time");
    }
  }
}

void advise_on_late(Adviser& adviser) {
  if (!adviser.reviews()) return;
  for (const auto& entry : adviser.entries()) {
    const auto made = envelope_of(entry.stored.message())->made_at().utc_ms();
    const auto hours = (made - entry.at.at_ms) / hour_ms;
    if (hours < 24 || made < adviser.from_ms() || made > adviser.now_ms()) continue;
    if (adviser.reviewed_since(entry.at.id, made)) continue;
    adviser.add(
        "BR-28", "LATE_ENTRY",
        fmt::format("{} was recorded {} hours after it happened. Read why, and review it.", adviser.title(entry.at.id), hours),
        {entry.at.id});
  }
}

}  // namespace beatbook::app
