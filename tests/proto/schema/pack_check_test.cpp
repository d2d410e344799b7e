#include "schema/pack_check.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "schema/code_lists.h"

namespace beatbook::schema {

namespace {

using nlohmann::json;

json pack_named(const char* name) { return CodeLists::built_in().find_pack(name)->document; }

json next(const char* name = "case-code-lists-2026") {
  auto out = pack_named(name);
  out["version"] = out.at("version").get<int>() + 1;
  return out;
}

std::string refusal(const json& pack) {
  const auto read = read_pack(pack.dump());
  return read ? "" : read.error().message;
}

// What was in force before is again when the test ends.
struct OnlyHere {
  ~OnlyHere() { (void)CodeLists::install({}); }
};

}  // namespace

TEST_CASE("every pack of the program with a higher version passes", "[packs]") {
  for (const auto& pack : CodeLists::built_in().packs()) {
    INFO(pack.name);
    CHECK(refusal(next(pack.name.c_str())) == "");
  }
}

TEST_CASE("a pack that is no pack, is not newer or has lost something says what to mend", "[packs]") {
  CHECK(refusal("x") == "A pack is one JSON object.");
  CHECK_FALSE(read_pack("{"));
  auto unknown = next();
  unknown["name"] = "moon-law-2026";
  CHECK_THAT(refusal(unknown), Catch::StartsWith("name: This program has no pack of that name."));
  CHECK(refusal(pack_named("case-code-lists-2026")) == "version: This program has version 1. Give a higher number.");
  auto undated = next();
  undated.erase("valid_from");
  CHECK_THAT(refusal(undated), Catch::StartsWith("valid_from: "));
  auto without_list = next();
  without_list["lists"].erase("offence_category");
  without_list["lists"].erase("call_outcome");
  CHECK(refusal(without_list) == "lists.call_outcome is missing. Keep it.");
  auto without_code = next();
  without_code["lists"]["linked_issue"]["entries"].erase(0);
  CHECK(refusal(without_code) == "The list linked_issue has lost DRUG. Records name it: keep it and say when it is retired.");
  auto without_limit = next("law-england-and-wales-2026");
  without_limit["limits"].erase("caution_working_days");
  CHECK(refusal(without_limit) == "limits.caution_working_days is missing. Keep it.");
  without_limit["limits"]["caution_working_days"] = "five";
  CHECK(refusal(without_limit) == "limits.caution_working_days has another form.");
  // What a rule reads as yes or no, or as a word, is one.
  auto said_otherwise = next("code-lists-2026");
  said_otherwise["lists"]["operating_mode"]["entries"][0]["uniform"] = "yes";
  CHECK(refusal(said_otherwise) == "lists.operating_mode.entries[0].uniform has another form.");
  auto no_word = next("letters-2026");
  no_word["letter_words"]["words"].push_back("");
  CHECK_THAT(refusal(no_word), Catch::Contains("letter_words.words[") && Catch::EndsWith("is empty."));
  auto twice = next();
  twice["lists"]["linked_issue"]["entries"].push_back(twice["lists"]["linked_issue"]["entries"][0]);
  CHECK_THAT(refusal(twice), Catch::Contains("has DRUG or its published words twice"));
  auto large = next();
  large["source"] = std::string(60'000, 'x');
  CHECK_THAT(refusal(large), Catch::StartsWith("A pack is at most 45000 bytes."));
}

TEST_CASE("a newer pack stands in the place of the program's, and an older or broken one does not", "[packs]") {
  const OnlyHere guard;
  auto pack = next();
  pack["lists"]["linked_issue"]["entries"][0]["label"] = "Drugs, any";
  const auto text = pack.dump();
  const auto& before = CodeLists::in_force();
  const packs::File newer[] = {{"case-code-lists-2026", text}};
  REQUIRE(CodeLists::install(newer));
  CHECK(CodeLists::in_force().label("linked_issue", "DRUG") == "Drugs, any");
  CHECK(CodeLists::in_force().find_pack("case-code-lists-2026")->version == 2);
  CHECK(before.label("linked_issue", "DRUG") == "Drugs");  // what was handed out stays as it was
  const auto& first = CodeLists::in_force();
  REQUIRE(CodeLists::install(newer));
  CHECK(&CodeLists::in_force() == &first);
  const packs::File broken[] = {{"case-code-lists-2026", "{"}};
  CHECK_FALSE(CodeLists::install(broken));
  CHECK(&CodeLists::in_force() == &first);
  pack["version"] = 1;
  const auto old_text = pack.dump();
  const packs::File older[] = {{"case-code-lists-2026", old_text}};
  REQUIRE(CodeLists::install(older));
  CHECK(CodeLists::in_force().label("linked_issue", "DRUG") == "Drugs");
}

TEST_CASE("a newer pack adds to the words that keep somebody safe, and leaves a letter's text as it was sent",
          "[packs][BR-13]") {
  auto fewer = next("letters-2026");
  fewer["letter_words"]["words"] = json::array({"vice"});
  CHECK(refusal(fewer) == "letter_words.words has lost \"prostitut*\". Words may be added, none taken out.");
  auto plainer = next("plain-language-2026");
  plainer["words"].erase(0);
  CHECK(refusal(plainer) == "words has lost \"prostitut*\". Words may be added, none taken out.");
  auto suggests = next("plain-language-2026");
  suggests["words"][0]["suggest"] = "somebody";
  CHECK(refusal(suggests) == "");
  auto more = next("letters-2026");
  more["letter_words"]["words"].push_back("nocturnal");
  more["letters"]["NEUTRAL-EN-9"] = more["letters"]["NEUTRAL-EN-1"];
  CHECK(refusal(more) == "");
  auto another = next("letters-2026");
  another["letters"]["NEUTRAL-EN-1"]["subject"] = "What {plate} was seen doing";
  CHECK(refusal(another) == "letters.NEUTRAL-EN-1 has another text. Keep it, and give the new text a new code.");
}

}  // namespace beatbook::schema
