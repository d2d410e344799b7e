#include "records.h"

namespace beatbook::rules {

namespace {

const json anonymous = {{"envelope", {{"subjects", nullptr}}}, {"anonymous", true}};

json crime(json patch) {
  json whole = {{"crime_disclosed", true}, {"report_wish", "NUM_FULL"}};
  whole["consents"] = {{{"partner_type", "NUM"},
                        {"partner", "National Ugly Mugs"},
                        {"what", "What happened"},
                        {"given", true},
                        {"method", "SPOKEN"},
                        {"answered_at", "2026-11-21 23:05"}}};
  whole["consents"][0].merge_patch(patch);
  return whole;
}

}  // namespace

TEST_CASE("no name is needed, but the record says so") {
  require_rows("welfare_contact",
               {{"anonymous", anonymous, {}},
                {"a person", json::object(), {}},
                {"neither",
                 {{"envelope", {{"subjects", nullptr}}}},
                 {"anonymous: Link a person, or choose anonymous. No name is needed."}},
                {"neither, and said no",
                 {{"envelope", {{"subjects", nullptr}}}, {"anonymous", false}},
                 {"anonymous: Link a person, or choose anonymous. No name is needed."}},
                {"both", {{"anonymous", true}}, {"anonymous: Choose either anonymous or a person, not both."}}});
}

TEST_CASE("a disclosed crime asks what the person wants, and a name is shared with consent only") {
  CHECK(errors_of("welfare_contact", {{"crime_disclosed", true}}) ==
        Lines{"report_wish: Ask what the person wants to happen. Do not press for details here."});
  CHECK(errors_of("welfare_contact", crime(json::object())).empty());
  for (const auto& wish : schema::CodeLists::built_in().find("report_wish")->codes) {
    INFO(wish.code);
    const bool named = wish.code == "REPORT_TO_POLICE" || wish.code == "NUM_FULL" || wish.code == "THIRD_PARTY_OTHER";
    CHECK(errors_of("welfare_contact", {{"crime_disclosed", true}, {"report_wish", wish.code}}) ==
          (named ? Lines{"consents: Add consent to share."} : Lines{}));
  }
}

TEST_CASE("consent is given before it is withdrawn, and not tomorrow") {
  require_rows("welfare_contact",
               {{"withdrawn later", crime({{"withdrawn_at", "2026-11-21 23:09"}}), {}},
                {"withdrawn before",
                 crime({{"withdrawn_at", "2026-11-21 23:00"}}),
                 {"consents[0].withdrawn_at: Consent can't be withdrawn before it was given. Check the times."}},
                {"never given",
                 crime({{"given", false}, {"withdrawn_at", "2026-11-21 23:09"}}),
                 {"consents: Sharing by name needs consent. Record a consent that was given, or choose another wish.",
                  "consents[0].withdrawn_at: Only consent that was given can be withdrawn. Check the answer."}},
                {"tomorrow",
                 crime({{"answered_at", "2026-11-22 10:00"}}),
                 {"consents[0].answered_at: This time is in the future. Enter when the person answered."}}});
}

TEST_CASE("items are counted from 0 to 99") {
  const auto items = [](int64_t quantity) -> json { return {{"items_given", {{{"item", "FOOD"}, {"quantity", quantity}}}}}; };
  CHECK(all_errors_of("welfare_contact", items(0)).empty());
  CHECK(all_errors_of("welfare_contact", items(99)).empty());
  CHECK(all_errors_of("welfare_contact", items(100)) == Lines{"items_given[0].quantity: Enter a number from 0 to 99."});
}

TEST_CASE("danger comes before the record") {
  CHECK(errors_of("welfare_contact", {{"immediate_need", true}}) ==
        Lines{"immediate_action: Call for help first. Save when safe."});
  CHECK(notices_of("welfare_contact", {{"immediate_need", true}, {"immediate_action", "Ambulance called"}}) ==
        Lines{"immediate_need: Call for help first. Save when safe."});
  CHECK(notices_of("welfare_contact", {{"injuries_seen", "EMERGENCY"}}) ==
        Lines{"immediate_need: Call for help first. Save when safe."});
}

TEST_CASE("what calls for a next step is said, whatever the level of the sign") {
  const auto& signs = schema::CodeLists::built_in().find("exploitation_indicator")->codes;
  for (const auto& sign : signs) {
    INFO(sign.code);
    const bool high = sign.entry.value("level", "") == "HIGH";
    const size_t steps = !high ? 0 : sign.code == "MINOR" ? 2 : 1;  // a child: children's services, and the NRM
    CHECK(notices_of("welfare_contact", {{"exploitation_indicators", {sign.code}}}).size() == steps);
  }
  CHECK(notices_of("welfare_contact", {{"child_concern", "YES"}, {"domestic_abuse_concern", true}}) ==
        Lines{"child_concern: Make the child referral. No consent is needed.", "domestic_abuse_concern: Complete a DASH."});
}

TEST_CASE("a refused consent is none") {
  json consent = {
      {"partner_type", "NHS_SEXUAL_HEALTH"}, {"partner", "Lantern"}, {"what", "Name"}, {"given", false}, {"method", "SPOKEN"},
      {"answered_at", "2026-11-21 23:05"}};
  const auto with = [&](const char* wish, bool given, bool withdrawn = false) {
    consent["given"] = given;
    consent["withdrawn_at"] = withdrawn ? json("2026-11-21 23:08") : json(nullptr);
    return errors_of("welfare_contact",
                     {{"crime_disclosed", true}, {"report_wish", wish}, {"consents", json::array({consent})}});
  };
  const std::string refused =
      "consents: Sharing by name needs consent. Record a consent that was given, or choose another wish.";
  for (const char* wish : {"REPORT_TO_POLICE", "NUM_FULL", "THIRD_PARTY_OTHER"}) {
    INFO(wish);
    CHECK(with(wish, false) == Lines{refused});
    CHECK(with(wish, true).empty());
    CHECK(with(wish, true, true).empty());  // what was shared before stands, and the withdrawal must be recorded
  }
  CHECK(with("NUM_ANON_TO_POLICE", false).empty());
}

TEST_CASE("what a card says of the age leads to the children's route", "[BR-08][BR-18]") {
  const auto child = record("person", {{"age_range", "COULD_BE_UNDER_18"}});
  const json sign = {{"exploitation_indicators", {"DEBT_BONDAGE"}}};
  const auto lines =
      notices_of("welfare_contact", sign, on_patrol(), {{&type_of("person"), child.get(), *RecordId::parse(avocet_id)}});
  const auto says = [&](const char* line) { return std::count(lines.begin(), lines.end(), line) == 1; };
  CHECK(says("exploitation_indicators: A child with a sign of slavery is always referred (NRM). No consent is needed."));
  CHECK(says("child_concern: Make the child referral. No consent is needed."));
  CHECK(says("envelope.subjects: This may be a child at risk. Start the safeguarding record. No consent is needed."));
  const auto adult = notices_of("welfare_contact", sign);
  CHECK(std::none_of(adult.begin(), adult.end(),
                     [](const auto& line) { return line.find("child referral") != std::string::npos; }));
}

TEST_CASE("the third concern of domestic abuse in 12 months leads to MARAC", "[BR-18]") {
  const auto contact = [](const char* on, bool concern = true) {
    return record("welfare_contact", {{"envelope", {{"event_at", on}}}, {"domestic_abuse_concern", concern}});
  };
  const auto marac = [&](const std::vector<std::unique_ptr<google::protobuf::Message>>& earlier) {
    std::vector<Linked> linked;
    for (size_t at = 0; at < earlier.size(); ++at)
      linked.push_back({&type_of("welfare_contact"), earlier[at].get(), make_record_id(at, Bytes(10, 'w'))});
    const auto lines =
        notices_of("welfare_contact", {{"domestic_abuse_concern", true}, {"dash_ticks", 3}}, on_patrol(), linked);
    return std::count(lines.begin(), lines.end(), "dash_ticks: Refer to MARAC.") == 1;
  };
  const auto list = [](auto&&... all) {
    std::vector<std::unique_ptr<google::protobuf::Message>> out;
    (out.push_back(std::move(all)), ...);
    return out;
  };
  CHECK_FALSE(marac({}));
  CHECK_FALSE(marac(list(contact("2026-06-01 22:00"))));
  CHECK(marac(list(contact("2026-06-01 22:00"), contact("2025-11-21 22:00"))));
  CHECK_FALSE(marac(list(contact("2026-06-01 22:00"), contact("2025-11-20 22:00"))));
  CHECK_FALSE(marac(list(contact("2026-06-01 22:00"), contact("2026-03-01 22:00", false))));
}

}  // namespace beatbook::rules
