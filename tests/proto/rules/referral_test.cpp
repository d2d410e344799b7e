#include "rules/referral.h"

#include "records.h"

namespace beatbook::rules {

namespace {

const schema::CodeLists& packs() { return schema::CodeLists::built_in(); }

v1::Referral referral(const json& patch = json::object()) {
  return static_cast<const v1::Referral&>(*record("referral", patch));
}

const json refused = {{"consent", "REFUSED"}, {"consent_method", nullptr}, {"consent_at", nullptr}};

json plus(json one, const json& other) {
  one.merge_patch(other);
  return one;
}

}  // namespace

TEST_CASE("sharing without consent needs a ground, and a declined referral shares nothing", "[BR-11][FA-10]") {
  const std::string ground = "sharing_ground: Give the ground for sharing without consent.";
  const json declined = {{"state", "DECLINED"}, {"declined_reason", "Not now."}, {"leaflet_left", true}};
  require_rows("referral", {{"agreed", json::object(), {}},
                            {"refused", refused, {ground}},
                            {"refused, and not made", plus(refused, declined), {}},
                            {"a ground", plus(refused, {{"sharing_ground", "VITAL_INTERESTS"}}), {}},
                            {"nobody",
                             {{"envelope", {{"subjects", nullptr}}}},
                             {"envelope.subjects: Link the one person this is about. Make one record for each person."}}});
}

TEST_CASE("nothing is sent once consent was withdrawn, unless a ground stands without it", "[BR-11]") {
  const int64_t at = ms("2026-11-21 23:20");
  CHECK(may_send(referral(), at, packs()));
  const json withdrawn = {{"consent_withdrawn_at", "2026-11-21 23:15"}};
  CHECK_FALSE(may_send(referral(withdrawn), at, packs()));
  CHECK(may_send(referral(withdrawn), ms("2026-11-21 23:14"), packs()));
  CHECK(may_send(referral(plus(withdrawn, {{"sharing_ground", "CHILD"}})), at, packs()));
  CHECK_FALSE(may_send(referral(refused), at, packs()));
  CHECK_FALSE(may_send(referral({{"state", "OFFERED"}}), at, packs()));
  CHECK(errors_of("referral", {{"consent_withdrawn_at", "2026-11-21 23:00"}}) ==
        Lines{"consent_withdrawn_at: Consent can't be withdrawn before it was given. Check the times."});
}

TEST_CASE("an adult who does not agree is named to nobody: MS1, and never the NRM", "[BR-18]") {
  const json ms1 = plus(refused, {{"sharing_ground", "NRM_DUTY"}, {"safeguarding_type", "MS1"}});
  CHECK(errors_of("referral", plus(ms1, {{"data_shared", {"ANONYMOUS_FACTS", "NEEDS"}}})).empty());
  CHECK(errors_of("referral", ms1) ==
        Lines{"data_shared: The duty notice (MS1) is anonymous. Share nothing that says who the person is."});
  const json nrm = plus(refused, {{"sharing_ground", "SAFEGUARDING_AT_RISK"}, {"safeguarding_type", "NRM"}});
  CHECK(errors_of("referral", nrm) ==
        Lines{"safeguarding_type: An adult who does not agree gets the anonymous duty notice. Choose MS1."});
  CHECK(errors_of("referral", plus(nrm, {{"sharing_ground", "CHILD"}})).empty());
  CHECK(errors_of("referral", {{"safeguarding_type", "NRM"}}).empty());
}

TEST_CASE("a stay ends after it began, and moving on within two years", "[SN-32][SN-33][SN-34]") {
  const json stay = {{"pathway", "RESPITE_14"}, {"admitted_on", "2026-11-01"}};
  CHECK(errors_of("referral", plus(stay, {{"discharge_on", "2026-11-15"}})).empty());
  CHECK(errors_of("referral", plus(stay, {{"discharge_on", "2026-11-01"}})) ==
        Lines{"discharge_on: Discharge must be after admission. Check the dates."});
  const json move_on = {{"pathway", "MOVE_ON"}, {"admitted_on", "2024-11-20"}};
  CHECK(errors_of("referral", plus(move_on, {{"discharge_on", "2026-11-20"}})).empty());
  CHECK(errors_of("referral", plus(move_on, {{"discharge_on", "2026-11-21"}})) ==
        Lines{"discharge_on: This pathway lasts at most 2 years. Check the dates."});
}

TEST_CASE("one open referral of the last 28 days to the same partner serves a second warning", "[BR-11][SN-58]") {
  const int64_t warned = ms("2026-11-21 23:00");
  const auto one = [&](const char* when, const char* partner = "IOM", ReferralState state = ReferralState::made,
                       bool open = true) {
    return std::vector<ReferralFact>{{ms(when), partner, state, open}};
  };
  CHECK(serves_again(one("2026-10-24 23:00"), "IOM", warned));
  CHECK_FALSE(serves_again(one("2026-10-23 23:59"), "IOM", warned));
  CHECK_FALSE(serves_again(one("2026-11-22 23:00"), "IOM", warned));
  CHECK_FALSE(serves_again(one("2026-11-01 23:00", "DRUG_ALCOHOL"), "IOM", warned));
  CHECK_FALSE(serves_again(one("2026-11-01 23:00", "IOM", ReferralState::offered), "IOM", warned));
  CHECK_FALSE(serves_again(one("2026-11-01 23:00", "IOM", ReferralState::made, false), "IOM", warned));
}

TEST_CASE("all persons made or declined is the whole; one that is only offered is an exception", "[BR-11][SN-58][SN-61]") {
  using enum ReferralState;
  CHECK(rate_of(std::vector{made, made, declined}).complete());
  const auto rate = rate_of(std::vector{made, offered, none});
  CHECK_FALSE(rate.complete());
  CHECK(rate.persons == 3);
  CHECK(rate.made == 1);
  CHECK(rate_of({}).complete());
}

TEST_CASE("a respite stay is no longer than it is called", "[SN-32]") {
  const auto stay = [](const char* pathway, const char* out) {
    return errors_of("referral", {{"pathway", pathway}, {"admitted_on", "2026-11-01"}, {"discharge_on", out}});
  };
  CHECK(stay("RESPITE_10", "2026-11-11").empty());
  CHECK(stay("RESPITE_10", "2026-11-12") == Lines{"discharge_on: This stay lasts 10 days. Check the dates."});
  CHECK(stay("RESPITE_14", "2026-11-15").empty());
}

TEST_CASE("nothing is made of a referral after consent was withdrawn, without a ground", "[BR-11]") {
  const auto made = [](const char* withdrawn, const char* state, const char* since, const json& ground = nullptr) {
    return errors_of("referral", {{"consent", "GIVEN"},
                                  {"consent_method", "SPOKEN"},
                                  {"consent_at", "2026-11-20 12:00"},
                                  {"consent_withdrawn_at", withdrawn},
                                  {"state", state},
                                  {"state_at", since},
                                  {"sharing_ground", ground}});
  };
  const std::string refused =
      "state: Consent was withdrawn before this. Send nothing, or record the ground for sharing without it.";
  const auto has = [&](const Lines& lines) { return std::find(lines.begin(), lines.end(), refused) != lines.end(); };
  CHECK(has(made("2026-11-20 18:00", "MADE", "2026-11-21 10:00")));
  CHECK_FALSE(has(made("2026-11-21 18:00", "MADE", "2026-11-21 10:00")));  // made before: the withdrawal is recorded
  CHECK_FALSE(has(made("2026-11-20 18:00", "CLOSED_LOST", "2026-11-21 10:00")));
  CHECK_FALSE(has(made("2026-11-20 18:00", "MADE", "2026-11-21 10:00", "VITAL_INTERESTS")));
}

}  // namespace beatbook::rules
