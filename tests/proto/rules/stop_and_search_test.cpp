#include "records.h"

namespace beatbook::rules {

namespace {

json s60(json authority = json::object()) {
  json whole = {{"reference", "S60/11"}, {"rank", "INSPECTOR"}, {"start", "2026-11-21 18:00"}, {"end", "2026-11-22 06:00"}};
  whole.merge_patch(authority);
  return {{"search_power", "CJPOA94-60"}, {"object_of_search", "OFFENSIVE_WEAPONS"}, {"section_60_authority", whole}};
}

const char* condoms = "Condoms and safer-sex items are never grounds. Give facts, not what the person carries to stay safe.";

}  // namespace

TEST_CASE("a power covers its objects and nothing else: every pair of the law pack") {
  const auto& packs = schema::CodeLists::built_in();
  int covered = 0, refused = 0;
  for (const auto& power : packs.find("search_power")->codes) {
    const auto objects = power.entry.at("objects").get<std::vector<std::string>>();
    for (const auto& object : packs.find("object_of_search")->codes) {
      json patch = {{"search_power", power.code}, {"object_of_search", object.code}};
      if (power.code == "CJPOA94-60") patch.merge_patch({{"section_60_authority", s60()["section_60_authority"]}});
      if (power.code == "PSA16-37") patch["searched"] = "VEHICLE";
      INFO(power.code << " " << object.code);
      const auto errors = errors_of("stop_and_search", patch);
      if (std::find(objects.begin(), objects.end(), object.code) != objects.end()) {
        CHECK(errors == Lines{});
        ++covered;
      } else {
        CHECK(errors == Lines{"object_of_search: " + power.entry.at("short").get<std::string>() + " covers " +
                              power.entry.at("covers").get<std::string>() + ". Choose that object or another power."});
        ++refused;
      }
    }
  }
  CHECK(covered > 20);
  CHECK(refused > covered);
}

TEST_CASE("section 23 is for drugs, in the words of the domain") {
  CHECK(errors_of("stop_and_search", {{"object_of_search", "STOLEN_GOODS"}}) ==
        Lines{"object_of_search: Section 23 covers controlled drugs. Choose that object or another power."});
}

TEST_CASE("kerb-crawling and loitering give no power to search") {
  for (const char* offence : {"SOA03-51A", "SOA59-1"}) {
    CHECK(all_errors_of("stop_and_search", {{"search_power", offence}}) ==
          Lines{"search_power: There is no search power for this offence. Choose a power that fits what you suspect."});
  }
}

TEST_CASE("a power has its kind of search, its uniform and its day") {
  const json psychoactive = {{"search_power", "PSA16-36"}, {"object_of_search", "PSYCHOACTIVE_SUBSTANCES"}};
  json vehicle = psychoactive;
  vehicle["searched"] = "VEHICLE";
  CHECK(errors_of("stop_and_search", psychoactive).empty());
  CHECK(errors_of("stop_and_search", vehicle) ==
        Lines{"searched: Section 36 does not cover this. Choose what was searched, or another power."});
  CHECK(errors_of("stop_and_search", s60(), as("OFC", false)) ==
        Lines{"search_power: Section 60 needs a constable in uniform. Choose another power."});
  const json svro = {{"search_power", "SVRO"}, {"object_of_search", "OFFENSIVE_WEAPONS"}};
  auto early = svro;
  early["envelope"] = {{"event_at", "2023-04-18 23:00"}, {"late_reason", "FORGOT"}};
  CHECK(errors_of("stop_and_search", svro).empty());
  auto first_day = early;
  first_day["envelope"]["event_at"] = "2023-04-19 00:00";
  CHECK(errors_of("stop_and_search", first_day).empty());
  CHECK(errors_of("stop_and_search", early) ==
        Lines{"search_power: This power was not in force on the day. Check the time, or choose another power."});
}

TEST_CASE("section 60 has an authority: its rank, its length and its hours") {
  require_rows(
      "stop_and_search",
      {{"whole", s60(), {}},
       {"without",
        {{"search_power", "CJPOA94-60"}, {"object_of_search", "OFFENSIVE_WEAPONS"}},
        {"section_60_authority: Enter the section 60 authority reference."}},
       {"a sergeant",
        s60({{"rank", "SERGEANT"}}),
        {"section_60_authority.rank: This authority needs the rank of inspector or above. Check the rank."}},
       {"a chief constable", s60({{"rank", "CHIEF_CONSTABLE"}}), {}},
       {"exactly 24 hours", s60({{"end", "2026-11-22 18:00"}}), {}},
       {"a minute more",
        s60({{"end", "2026-11-22 18:01"}}),
        {"section_60_authority.end: An authority lasts at most 24 hours. Check the times; an extension is an authority of its "
         "own."}},
       {"backwards", s60({{"end", "2026-11-21 17:00"}}), {"section_60_authority.end: End time must be after start time."}},
       {"over when the search was",
        s60({{"end", "2026-11-21 22:00"}}),
        {"section_60_authority: The search was not within the authorised times. Check the times, or choose another power."}},
       {"not begun yet",
        s60({{"start", "2026-11-21 23:05"}}),
        {"section_60_authority: The search was not within the authorised times. Check the times, or choose another power."}},
       {"begun between stop and search",
        [] {
          auto patch = s60({{"start", "2026-11-21 23:05"}});
          patch["search_began_at"] = "2026-11-21 23:06";
          return patch;
        }(),
        {}}});
}

TEST_CASE("under the best-use scheme an assistant chief constable gave 15 hours") {
  auto patch = s60({{"rank", "INSPECTOR"}, {"start", "2021-11-20 18:00"}, {"end", "2021-11-21 10:00"}});
  patch["envelope"] = {{"event_at", "2021-11-20 23:00"}, {"late_reason", "FORGOT"}};
  CHECK(
      errors_of("stop_and_search", patch) ==
      Lines{
          "section_60_authority.rank: This authority needs the rank of assistant chief constable or above. Check the rank.",
          "section_60_authority.end: An authority lasts at most 15 hours. Check the times; an extension is an authority of its "
          "own."});
}

TEST_CASE("grounds are facts") {
  const char* only_trait = "grounds: Give facts, not appearance, age, ethnicity or past record.";
  const auto grounds = [](const char* text) -> json { return {{"grounds", text}}; };
  require_rows("stop_and_search",
               {{"a fact", grounds("Put a knife into the left pocket when he saw us."), {}},
                {"traits and small words", grounds("He was a young black male in a tracksuit, known to police."), {only_trait}},
                {"the same in capitals", grounds("YOUNG MALE, HOODIE, PREVIOUS CONVICTIONS, KNOWN TO OFFICERS"), {only_trait}},
                {"a trait beside a fact", grounds("Young male, known to police, handed over a wrap for money."), {}},
                {"condoms",
                 grounds("Several condoms in the bag, standing near the kerb at night."),
                 {std::string("grounds: ") + condoms}},
                {"condoms in the account",
                 {{"envelope", {{"factual_text", "Bag searched, condoms found, nothing else."}}}},
                 {std::string("envelope.factual_text: ") + condoms}}});
  CHECK(all_errors_of("stop_and_search", grounds("Smelt of cannabis")) ==
        Lines{"grounds: Grounds for the search must be at least 30 characters. It has 17."});
}

TEST_CASE("in plain clothes the warrant card is shown") {
  const char* warrant = "gowisely.warrant_card: You are in plain clothes. Confirm you showed your warrant card.";
  const json unticked = {{"gowisely", {{"warrant_card", false}}}};
  const json absent = {{"gowisely", {{"warrant_card", nullptr}}}};
  const json with_reason = {{"gowisely", {{"warrant_card", false}, {"unticked_reason", "Struggle"}}}};
  const auto plain = as("OFC", false);
  require_rows("stop_and_search", {{"ticked", json::object(), {}, plain},
                                   {"unticked", unticked, {warrant}, plain},
                                   {"absent", absent, {warrant}, plain},
                                   {"a reason is not enough", with_reason, {warrant}, plain},
                                   {"in uniform it may stay open", absent, {}},
                                   {"and may be unticked", unticked, {}}});
}

TEST_CASE("the other parts of what is told may be left out with a reason") {
  const char* asked = "gowisely.unticked_reason: Enter why not all was said.";
  for (const char* part : {"grounds", "object", "identity", "station", "entitlement", "legal_power", "you_are_detained"}) {
    INFO(part);
    CHECK(errors_of("stop_and_search", {{"gowisely", {{part, false}}}}) == Lines{asked});
    CHECK(errors_of("stop_and_search", {{"gowisely", {{part, nullptr}}}}) == Lines{asked});
    CHECK(errors_of("stop_and_search", {{"gowisely", {{part, false}, {"unticked_reason", "Ran off"}}}}).empty());
  }
}

TEST_CASE("ethnicity that was not stated has a reason and an officer's code") {
  CHECK(errors_of("stop_and_search", {{"self_defined_ethnicity", "NS"}}) ==
        Lines{"ethnicity_not_stated_reason: Choose why ethnicity was not stated.",
              "officer_defined_ethnicity: Select officer-defined ethnicity."});
  CHECK(
      errors_of("stop_and_search",
                {{"self_defined_ethnicity", "NS"}, {"ethnicity_not_stated_reason", "N4"}, {"officer_defined_ethnicity", "IC9"}})
          .empty());
}

TEST_CASE("what was found and whether it was looked for agree") {
  const char* linked = "outcome_linked: Say whether what you found was what you were looking for.";
  const auto found = [](std::vector<std::string> items, const char* answer) -> json {
    return {{"items_found", items}, {"outcome_linked", answer}};
  };
  require_rows("stop_and_search", {{"nothing found", found({"NOTHING"}, "NO"), {}},
                                   {"nothing found, nothing to say", found({"NOTHING"}, "NOT_APPLICABLE"), {}},
                                   {"nothing found, yet looked for", found({"NOTHING"}, "YES"), {linked}},
                                   {"a blade", found({"BLADE"}, "YES"), {}},
                                   {"a blade, not applicable", found({"BLADE"}, "NOT_APPLICABLE"), {linked}},
                                   {"nothing and a blade",
                                    found({"NOTHING", "BLADE"}, "NO"),
                                    {"items_found: Choose \"Nothing\" alone, or what was found."}}});
}

TEST_CASE("condoms are no find: the list has none") {
  CHECK(all_errors_of("stop_and_search", {{"items_found", {"CONDOMS"}}}) ==
        Lines{"items_found[0]: Choose found from the list."});
}

TEST_CASE("a search follows its stop, and a removal has a place and an officer") {
  CHECK(errors_of("stop_and_search", {{"search_began_at", "2026-11-21 22:59"}}) ==
        Lines{"search_began_at: The search can't begin before the person was stopped. Check the times."});
  CHECK(errors_of("stop_and_search", {{"search_began_at", "2026-11-21 23:00"}}).empty());
  CHECK(errors_of("stop_and_search", {{"more_than_outer_clothing_removed", true}}) ==
        Lines{"removal_place: Enter place of removal.", "removal_officer: Enter a collar number, for example PC 1234."});
}

TEST_CASE("one record is for one person") {
  const json two = {{"envelope", {{"subjects", {subject(), subject(other_id)}}}}};
  CHECK(errors_of("stop_and_search", two).empty());
  CHECK(notices_of("stop_and_search", two) ==
        Lines{"envelope.subjects: A search record is for one person. Make one for each person who was searched."});
}

TEST_CASE("a name, a date of birth and an address are nowhere asked for a search") {
  for (int i = 0; i < type_of("stop_and_search").descriptor->field_count(); ++i) {
    const auto& name = type_of("stop_and_search").descriptor->field(i)->name();
    for (const char* never : {"name", "date_of_birth", "address"}) CHECK(name.find(never) == name.npos);
  }
}

}  // namespace beatbook::rules
