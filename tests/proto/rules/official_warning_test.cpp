#include "records.h"

namespace beatbook::rules {

namespace {

const char* child = "age_check: No warning can be given. This may be a child at risk. Start the safeguarding record.";
const char* condoms = "Condoms and safer-sex items are never grounds. Give facts, not what the person carries to stay safe.";

json told(const char* text) { return {{"conduct_text", text}}; }

Situation closing() {
  auto situation = on_patrol();
  situation.closing = true;
  return situation;
}

}  // namespace

TEST_CASE("unsure or under 18 stops a warning") {
  require_rows("official_warning",
               {{"verified", {{"age_check", "18_OR_OVER_VERIFIED"}}, {}},
                {"believed, with the basis", {{"age_check", "18_OR_OVER_BELIEVED"}, {"age_basis", "Says 30"}}, {}},
                {"unsure", {{"age_check", "UNSURE"}}, {child}},
                {"under 18", {{"age_check", "UNDER_18"}}, {child}}});
}

TEST_CASE("what the card says of the person's age goes before the street", "[BR-08][SN-06]") {
  const auto self = *RecordId::parse(avocet_id), somebody = *RecordId::parse(other_id);
  const auto errors = [&](json card, RecordId id) {
    const auto person = record("person", card);
    return errors_of("official_warning", json::object(), on_patrol(), {{&type_of("person"), person.get(), id}});
  };
  const auto born = [](const char* date) -> json { return {{"date_of_birth", date}, {"age_range", nullptr}}; };
  CHECK(errors(born("21/11/2008"), self).empty());          // 18 today
  CHECK(errors(born("22/11/2008"), self) == Lines{child});  // 18 tomorrow
  CHECK(errors({{"age_range", "COULD_BE_UNDER_18"}}, self) == Lines{child});
  CHECK(errors({{"age_range", "10-17"}}, {}) == Lines{child});  // the only card of the save
  CHECK(errors(born("22/11/2008"), somebody).empty());          // another person's card
}

TEST_CASE("nothing is told of a warning in the boxes the whole team reads") {
  const auto text = [](const char* field) -> json { return {{"envelope", {{field, "Spoke of her flat and her children."}}}}; };
  require_rows(
      "official_warning",
      {{"an account",
        text("factual_text"),
        {"envelope.factual_text: The whole team would read this. Write it under \"What was seen\" and leave this empty."}},
       {"an assessment",
        text("opinion_text"),
        {"envelope.opinion_text: The whole team would read this. A warning holds facts: leave the assessment out."}}});
}

TEST_CASE("a warning is made by a constable, of one person, on a street") {
  for (const char* role : {"OFC", "SC"}) CHECK(errors_of("official_warning", json::object(), as(role)).empty());
  for (const char* role : {"PCSO", "SUP", "INS", "SWL", "CTL", "INT", "PTN", "ADM", "RMU", "ANA", ""}) {
    INFO(role);
    CHECK(errors_of("official_warning", json::object(), as(role)).size() == 1);
  }
  CHECK(errors_of("official_warning", json::object(), as("PCSO")) ==
        Lines{": A PCSO can't make this record. Ask a constable to record it."});
  require_rows(
      "official_warning",
      {{"nobody",
        {{"envelope", {{"subjects", nullptr}}}},
        {"envelope.subjects: Link the warning to a person, or record an unidentified person to be matched later."}},
       {"two people",
        {{"envelope", {{"subjects", {subject(), subject(other_id)}}}}},
        {"envelope.subjects: A warning is for one person. Make one for each person."}},
       {"a private place",
        {{"street_or_public_place", false}},
        {"street_or_public_place: A warning needs a street or public place. Check the place, or record a stop check."}}});
}

TEST_CASE("two officers saw it, unless the force decided otherwise") {
  auto one_is_enough = on_patrol();
  one_is_enough.settings.two_officers_must_witness = false;
  const json alone = {{"envelope", {{"second_officer", nullptr}, {"second_officer_role", nullptr}}}};
  const char* message = "A second officer must confirm what was seen.";
  require_rows("official_warning",
               {{"not confirmed", {{"second_officer_confirms", false}}, {std::string("second_officer_confirms: ") + message}},
                {"not answered", {{"second_officer_confirms", nullptr}}, {std::string("second_officer_confirms: ") + message}},
                {"nobody named", alone, {std::string("envelope.second_officer: ") + message}},
                {"one is enough", alone, {}, one_is_enough},
                {"one is enough, the other saw nothing", {{"second_officer_confirms", false}}, {}, one_is_enough}});
}

TEST_CASE("conduct is what was seen, from when to when, and never what a person carries") {
  const char* describe = "conduct_text: Describe what you both saw and for how long.";
  require_rows(
      "official_warning",
      {{"only appearance", told("She was a young female in heels and a skirt, known to us"), {describe}},
       {"only traits", told("Young woman, known to police, previous convictions, heels."), {describe}},
       {"condoms", told("She had condoms in her handbag and stood on the corner."), {std::string("conduct_text: ") + condoms}},
       {"it ended before it began",
        {{"conduct_end", "2026-11-21 22:30"}},
        {"conduct_end: End time must be after start time."}}});
  CHECK(all_errors_of("official_warning", told("Stood about.")) == Lines{describe});
}

TEST_CASE("nobody is warned without being told that it is no conviction") {
  CHECK(
      errors_of("official_warning", {{"no_admission_reminder", false}}) ==
      Lines{
          "no_admission_reminder: Tell the person that a warning is not a conviction and needs no admission. Then tick this."});
}

TEST_CASE("what was not given has a reason, and a welfare check that was not possible too") {
  CHECK(errors_of("official_warning", {{"leaflet_given", false}}) ==
        Lines{"not_given_reason: Say why the leaflet was not given."});
  CHECK(errors_of("official_warning", {{"welfare_check", "NOT_POSSIBLE"}}) ==
        Lines{"welfare_not_possible_reason: Record a welfare check, or why it was not possible."});
}

TEST_CASE("a warning closes with a referral that was made or declined", "[BR-11][SN-58]") {
  const char* message = "referral_state: Add the support referral before you close this warning.";
  for (const auto& state : schema::CodeLists::built_in().find("referral_state")->codes) {
    INFO(state.code);
    const json patch = {{"referral_state", state.code}};
    CHECK(errors_of("official_warning", patch, closing()) == (state.code == "OFFERED" ? Lines{message} : Lines{}));
    CHECK(errors_of("official_warning", patch).empty());
  }
  CHECK(errors_of("official_warning", json::object(), closing()) == Lines{message});
}

TEST_CASE("offline for long, control is asked about the ladder", "[BR-02][BR-03]") {
  auto offline = on_patrol();
  offline.last_sync_ms = offline.now_ms - 31 * 60'000;
  CHECK(errors_of("official_warning", json::object(), offline) ==
        Lines{"ladder_confirmed: Select yes or no: ladder confirmed by control."});
  CHECK(errors_of("official_warning", {{"ladder_confirmed", false}}, offline).empty());
  CHECK(errors_of("official_warning", {{"ladder_confirmed", true}}, offline) ==
        Lines{"ladder_confirmed_by: Enter name of the controller.", "ladder_confirmed_at: Enter when control confirmed it."});
}

TEST_CASE("a rung told that is not the one shown, and one not understood, are said beside it") {
  const char* other_rung = "rung_told: This is not the warning the device showed. Check what you told them.";
  struct {
    const char *shown, *told;
    bool noted;
  } rows[] = {{"1", "1", false},
              {"1", "2", true},
              {"2", "1", true},
              {"2", "2", false},
              {"ELIGIBLE", "1", true},
              {"ELIGIBLE", "2", false},
              {"2_OF_3", "2_OF_3", false},
              {"2_OF_3", "2", true},
              {"3_OF_3", "2", true},
              {"ELIGIBLE", "3_OF_3", false},
              {"ELIGIBLE", "2_OF_3", true}};
  for (const auto& row : rows) {
    INFO(row.shown << " shown, " << row.told << " told");
    const json patch = {{"rung_shown", row.shown}, {"rung_told", row.told}};
    CHECK(notices_of("official_warning", patch) == (row.noted ? Lines{other_rung} : Lines{}));
    CHECK(errors_of("official_warning", patch).empty());
  }
  CHECK(notices_of("official_warning", {{"understood", false}}) ==
        Lines{"understood: This warning counts only once it has been repeated and understood."});
}

TEST_CASE("a warning is of the operation's scheme, where the operation has one") {
  auto situation = on_patrol();
  CHECK(errors_of("official_warning", {{"scheme", "PRO_CAUTION"}}, situation).empty());
  situation.settings.warning_scheme = "OFFICIAL_WARNING";
  CHECK(errors_of("official_warning", {{"scheme", "OFFICIAL_WARNING"}}, situation).empty());
  const auto lines = errors_of("official_warning", {{"scheme", "PRO_CAUTION"}}, situation);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("scheme: This operation gives another kind of warning. Choose "));
}

TEST_CASE("a warning may close on an earlier referral that still serves, and not on one that is over", "[BR-11][SN-58]") {
  auto closing = on_patrol();
  closing.closing = true;
  const auto closes = [&](const char* made, const char* state, const char* encounter = other_id) {
    const auto referral =
        record("referral", {{"state", state}, {"envelope", {{"event_at", made}, {"encounter_id", encounter}}}});
    return errors_of("official_warning", {{"referral_state", nullptr}}, closing,
                     {{&type_of("referral"), referral.get(), *RecordId::parse(other_id)}})
        .empty();
  };
  CHECK(closes("2026-10-30 22:00", "MADE"));
  CHECK_FALSE(closes("2026-10-01 22:00", "MADE"));
  CHECK_FALSE(closes("2026-10-30 22:00", "CLOSED_LOST"));
  CHECK_FALSE(closes("2026-10-30 22:00", "OFFERED"));
  const auto here = sound("official_warning")["envelope"]["encounter_id"].get<std::string>();
  CHECK(closes("2026-11-21 23:00", "DECLINED", here.c_str()));
  CHECK_FALSE(closes("2026-11-21 23:00", "OFFERED", here.c_str()));
}

TEST_CASE("a warning is for a person selling sex", "[SN-42]") {
  const auto with_role = [](const char* role) {
    return errors_of("official_warning", {{"envelope", {{"subjects", json::array({subject(avocet_id, role)})}}}});
  };
  CHECK(with_role("EXD-SW").empty());
  for (const char* role : {"EXR-PUR", "EXD-COM", "WIT"}) {
    INFO(role);
    CHECK(with_role(role) ==
          Lines{"envelope.subjects[0].roles: A warning is for a person selling sex. Check the role, or record "
                "something else."});
  }
}

}  // namespace beatbook::rules
