#include "rules/safeguarding_gates.h"

#include "records.h"

namespace beatbook::rules {

namespace {

using Step = SafeguardingStep;
using Steps = std::vector<SafeguardingStep>;

template <class Change>
Steps steps(Change change) {
  SafeguardingFacts facts;
  change(facts);
  return safeguarding_steps(facts);
}

}  // namespace

TEST_CASE("a sign of slavery leads by age and answer to the referral or the anonymous notice", "[BR-18][BX-04]") {
  CHECK(steps([](auto& f) { f.high_sign_of_slavery = true; }) == Steps{Step::nrm_ask});
  CHECK(steps([](auto& f) {
          f.high_sign_of_slavery = true;
          f.consents_to_nrm = true;
        }) == Steps{Step::nrm_adult});
  CHECK(steps([](auto& f) {
          f.high_sign_of_slavery = true;
          f.consents_to_nrm = false;
        }) == Steps{Step::ms1});
  for (const auto answer : {std::optional<bool>(), std::optional(true), std::optional(false)}) {
    CHECK(steps([&](auto& f) {
            f.high_sign_of_slavery = f.child = true;
            f.consents_to_nrm = answer;
          }) == Steps{Step::childrens_services, Step::nrm_child});
  }
}

TEST_CASE("danger comes first, a child's services at once, an adult at risk with consent sought", "[BR-18]") {
  CHECK(steps([](auto&) {}).empty());
  CHECK(steps([](auto& f) { f.danger_now = f.child_at_risk = f.adult_at_risk = true; }) ==
        Steps{Step::call_999, Step::childrens_services, Step::adult_s42});
  CHECK(steps([](auto& f) { f.child = f.adult_at_risk = true; }) == Steps{Step::childrens_services});
}

TEST_CASE("a DASH of 14 ticks, own judgement or three incidents in a year lead to MARAC", "[BR-18]") {
  const auto abuse = [](int ticks, bool judgement, int incidents) {
    return steps([&](auto& f) {
      f.domestic_abuse = true;
      f.dash_ticks = ticks;
      f.high_risk_by_judgement = judgement;
      f.incidents_12_months = incidents;
    });
  };
  CHECK(abuse(0, false, 0) == Steps{Step::dash});
  CHECK(abuse(13, false, 2).empty());
  CHECK(abuse(14, false, 0) == Steps{Step::marac});
  CHECK(abuse(3, true, 0) == Steps{Step::marac});
  CHECK(abuse(3, false, 3) == Steps{Step::marac});
  CHECK(steps([](auto& f) { f.dash_ticks = 20; }).empty());
}

TEST_CASE("a welfare contact says its next steps and is never refused for them", "[BR-18][FA-06]") {
  const json worst = {{"immediate_need", true},
                      {"immediate_action", "Ambulance called"},
                      {"child_concern", "YES"},
                      {"adult_at_risk", true},
                      {"domestic_abuse_concern", true},
                      {"dash_ticks", 15},
                      {"exploitation_indicators", {"DEBT_BONDAGE"}},
                      {"consents_to_nrm", false}};
  CHECK(errors_of("welfare_contact", worst).empty());
  CHECK(notices_of("welfare_contact", worst) ==
        Lines{"immediate_need: Call for help first. Save when safe.",
              "child_concern: Make the child referral. No consent is needed.",
              "consents_to_nrm: Send the anonymous duty notice (MS1), without anything that says who it is.",
              "adult_at_risk: Make the adult safeguarding referral. Ask for consent; it is not required.",
              "dash_ticks: Refer to MARAC."});
}

}  // namespace beatbook::rules
