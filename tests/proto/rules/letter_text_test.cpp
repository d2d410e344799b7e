#include "rules/letter_text.h"

#include "records.h"

namespace beatbook::rules {

namespace {

const auto& packs = schema::CodeLists::built_in;

v1::KeeperLetter letter(const json& patch = json::object()) {
  return static_cast<const v1::KeeperLetter&>(*record("keeper_letter", patch));
}

LetterFacts facts() {
  LetterFacts out;
  out.plate = "AA19 KLM";
  out.operation_names = {"lapwing", "Operation Lapwing"};
  out.other_people = {"Anna Kestrel"};
  out.areas = {"Tanner Row"};
  out.return_address = {"PO Box 9", "Exampleton"};
  return out;
}

json with_area(const std::string& area) { return {{"area_name", area}}; }

std::string refusal(const json& patch, const LetterFacts& known = facts()) {
  const auto text = letter_text(letter(patch), known, packs());
  return text ? "" : text.error().message;
}

std::vector<std::string> words(const std::string& text, const std::vector<std::string>& exempt = {}) {
  return forbidden_in_letter(text, exempt, packs());
}

}  // namespace

TEST_CASE("every word a letter must not say is found at the start of a word, in any case", "[BR-13]") {
  for (const char* text :
       {"prostitution",   "Prostitute", "sex",       "SEX",       "sexual", "kerb",     "kerb-crawling", "crawler",
        "soliciting",     "brothel",    "vice",      "punters",   "escort", "massages", "red light",     "red-light",
        "street workers", "hooker",     "loitering", "indecency", "a(sex)", "“vice”"}) {
    INFO(text);
    CHECK(words(text).size() >= 1);
  }
}

TEST_CASE("words that only hold such letters, and places of the area list, are no false alarm", "[BR-13]") {
  for (const char* text : {"Essex", "Sussex", "Crawley", "service", "advice", "a solicitor's address", "Solicitors", "device",
                           "Middlesex Road", "scrawl", "escorted by nobody"}) {
    INFO(text);
    CHECK(words(text).empty());
  }
  CHECK(words("Kerb Lane") == std::vector<std::string>{"Kerb"});
  CHECK(words("Kerb Lane", {"Kerb Lane"}).empty());
  CHECK(words("Kerb Lane and the kerb", {"Kerb Lane"}) == std::vector<std::string>{"kerb"});
  // What may be said hides nothing of another word, and joins nothing on both sides of it.
  CHECK(words("the viceroy and the vice", {"roy"}) == std::vector<std::string>{"vice"});
  CHECK(words("adviceless, red Crawley light", {"less"}).empty());
}

TEST_CASE("a letter is made of its template and names an area and a week, never a minute, the operation or a person met",
          "[BR-13][SN-46]") {
  const auto text = letter_text(letter({{"envelope", {{"event_at", "2026-11-21 22:38"}}}}), facts(), packs());
  REQUIRE(text);
  const auto whole = text->whole();
  CHECK_THAT(whole, Catch::Contains("high levels of anti-social behaviour") && Catch::Contains("AA19 KLM") &&
                        Catch::Contains("from 16/11/2026 to 22/11/2026") && Catch::Contains("accuses nobody"));
  CHECK_THAT(whole, !Catch::Contains("22:38") && !Catch::Contains("21/11/2026") && !Catch::Contains("apwing") &&
                        !Catch::Contains("Kestrel"));
  CHECK(text->file_name.find("AA19") == std::string::npos);
  CHECK(text->hash() == sha256(whole));
}

TEST_CASE("one word too many in what was typed stops the letter and is named", "[BR-13]") {
  CHECK(refusal(json::object()) == "");
  CHECK(refusal(with_area("the red light area")) == "This letter would say red light. Take it out; nothing was printed.");
  CHECK(refusal({{"query_contact", "Ask for the Vice Team, 01632 960100"}}) ==
        "This letter would say Vice. Take it out; nothing was printed.");
  CHECK_THAT(refusal({{"query_contact", "Operation Lapwing, 01632 960100"}}), Catch::Contains("would say Operation Lapwing"));
  CHECK_THAT(refusal({{"support_line", "Ask Anna, 01632 960100"}}), Catch::Contains("would say Anna"));
  CHECK(refusal({{"support_line", "Ask Anna, 01632 960100"}, {"keeper_name", "Anna Avocet"}}) == "");
  auto to_office = facts();
  to_office.return_address = {"Prostitution Team", "Exampleton"};
  CHECK_THAT(refusal(json::object(), to_office), Catch::Contains("would say Prostitution"));
  CHECK_THAT(refusal({{"keeper_address", {{"lines", {"1 Kerb Lane"}}}}}), Catch::Contains("would say Kerb"));
}

TEST_CASE("the Welsh letter says the same and passes the same check", "[BR-13]") {
  const auto text = letter_text(letter({{"template", "NEUTRAL-CY-1"}}), facts(), packs());
  REQUIRE(text);
  CHECK(text->language == "cy");
  CHECK_THAT(text->whole(), Catch::Contains("lefelau uchel o ymddygiad gwrthgymdeithasol"));
}

TEST_CASE("every template there is a code for has a text, and says nothing it must not", "[BR-13]") {
  for (const auto& code : packs().find("letter_template")->codes) {
    INFO(code.code);
    CHECK(refusal({{"template", code.code}}) == "");
  }
  CHECK(refusal({{"template", "NEUTRAL-EN-9"}}) == "There is no letter template NEUTRAL-EN-9 here. Choose another, or sync.");
}

}  // namespace beatbook::rules
