#include "records.h"

namespace beatbook::rules {

namespace {

json closed(const char* outcome, const json& patch = json::object()) {
  json call = {{"closed_at", "2026-11-21 23:09"}, {"outcome", outcome}};
  call.merge_patch(patch);
  return call;
}

json received(const char* when) {
  return {{"envelope", {{"event_at", when}, {"late_reason", "OPERATIONAL"}}}, {"reported_event_at", when}};
}

}  // namespace

TEST_CASE("a closed call has exactly one outcome, and one that identified somebody says what happened",
          "[LD-11][LD-12][LD-13][LD-15][LD-16][LD-17][LD-20][LD-21]") {
  require_rows("phone_call", {{"open", json::object(), {}},
                              {"closed", {{"closed_at", "2026-11-21 23:09"}}, {"outcome: Choose one outcome for this call."}},
                              {"nothing found", closed("NO_ISSUE"), {}},
                              {"identified", closed("SW_IDENT"), {"sub_outcome: Select what happened."}},
                              {"spoken to", closed("SW_IDENT", {{"sub_outcome", "SPOKEN"}}), {}},
                              {"nobody went", closed("NO_RESPONSE"), {"no_response_reason: Select why nobody responded."}}});
  CHECK(notices_of("phone_call", closed("WELFARE_SVC")) ==
        Lines{"outcome: Make a welfare check, and record it as a welfare contact."});
  CHECK(notices_of("phone_call", closed("MISTAKEN")) == Lines{"outcome: Offer victim support."});
}

TEST_CASE("a warning or an arrest on a call needs its own record", "[LD-14]") {
  for (const auto& [what, needed] : {std::pair("WARN", "official_warning"), std::pair("ARR_OTHER", "arrest")}) {
    const auto call = closed("SW_IDENT", {{"sub_outcome", what}});
    CHECK(errors_of("phone_call", call) == Lines{"sub_outcome: Finish the linked record before you submit."});
    const auto linked = record(needed);
    CHECK(errors_of("phone_call", call, on_patrol(), {{&type_of(needed), linked.get(), {}}}).empty());
  }
}

TEST_CASE("a bank holiday is a reason on a bank holiday of England and Wales only", "[LD-18]") {
  auto may_6 = closed("NO_RESPONSE", {{"no_response_reason", "BANK_HOL"}});
  may_6.merge_patch(received("2019-05-06 14:00"));
  CHECK(errors_of("phone_call", may_6).empty());
  may_6.merge_patch(received("2019-05-07 14:00"));
  CHECK(errors_of("phone_call", may_6) ==
        Lines{"no_response_reason: 07/05/2019 is not a bank holiday. Choose another reason."});
}

TEST_CASE("received, deployed and arrived follow each other", "[LD-04]") {
  require_rows("phone_call", {{"in order", {{"deployed_at", "2026-11-21 23:02"}, {"arrived_at", "2026-11-21 23:05"}}, {}},
                              {"arrived first",
                               {{"deployed_at", "2026-11-21 23:05"}, {"arrived_at", "2026-11-21 23:04"}},
                               {"arrived_at: Arrival can't be before deployment."}},
                              {"deployed first",
                               {{"deployed_at", "2026-11-21 22:59"}},
                               {"deployed_at: Officers can't be deployed before the call. Check the times."}},
                              {"closed first",
                               {{"closed_at", "2026-11-21 22:59"}, {"outcome", "NO_ISSUE"}},
                               {"closed_at: A call can't be closed before it came in. Check the times."}}});
}

TEST_CASE("what was reported over an hour late may be historic, and historic is earlier than the call", "[LD-19]") {
  CHECK(notices_of("phone_call", {{"reported_event_at", "2026-11-21 22:00"}}).empty());
  CHECK(notices_of("phone_call", {{"reported_event_at", "2026-11-21 21:59"}}) ==
        Lines{"reported_event_at: This was reported over an hour after it happened. Is it something from earlier?"});
  CHECK(errors_of("phone_call", closed("HISTORIC", {{"reported_event_at", "2026-11-21 23:00"}})) ==
        Lines{"outcome: This was reported as it happened. Choose another outcome, or check the times."});
  CHECK(errors_of("phone_call", closed("HISTORIC", {{"reported_event_at", "2026-11-20 23:00"}})).empty());
}

TEST_CASE("of a caller's number only three digits are kept", "[LD-04]") {
  CHECK(all_errors_of("phone_call", {{"caller_number_ending", "123"}}).empty());
  CHECK(all_errors_of("phone_call", {{"caller_number_ending", "12a"}}) ==
        Lines{"caller_number_ending: Enter the last 3 digits only."});
  CHECK_FALSE(all_errors_of("phone_call", {{"caller_number_ending", "01632960123"}}).empty());
}

}  // namespace beatbook::rules
