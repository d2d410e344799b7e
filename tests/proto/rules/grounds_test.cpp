#include "rules/grounds.h"

#include <rapidcheck.h>

namespace beatbook::rules {

namespace {

GroundWords words() { return ground_words(schema::CodeLists::built_in()); }

}  // namespace

TEST_CASE("traits and small words are no grounds, a fact beside them is") {
  struct {
    const char* text;
    bool only_traits;
  } rows[] = {{"", false},
              {"He was with them", false},
              {"male", true},
              {"A young Asian male with a foreign accent", true},
              {"He is known to police and has previous convictions", true},
              {"known  to\npolice", true},
              {"She was dressed in a short skirt and is known to police.", true},
              {"Young black male in a grey tracksuit, known to me from previous.", true},
              {"Foreign looking woman with heavy make-up and high heels, form for this.", true},
              {"She has previous convictions for soliciting and looked like a sex worker.", true},
              {"She looked the type.", true},
              {"Short skirt, high heels.", true},
              {"Man in a grey jacket took a parcel from the boot", false},
              {"Leaned into three cars, then walked off with a driver", false},
              {"Male, manner odd", false},
              {"Young male running from a broken window", false},
              {"\xe2\x80\x93male\xe2\x80\x93", true},
              {"caf\xc3\xa9 male", false},
              {"manage age", false},
              {"age manage man", false}};
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(words().only_traits(row.text) == row.only_traits);
  }
}

TEST_CASE("more traits than a search finds at once are still only traits") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "young male, ";
  CHECK(words().only_traits(text));
  CHECK_FALSE(words().only_traits(text + "tried car doors"));
}

TEST_CASE("condoms and safer-sex items are never grounds, in any case and number") {
  for (const char* text : {"two condoms", "CONDOM", "a packet of Durex", "safer sex items", "lubricants"}) {
    INFO(text);
    CHECK(words().never_ground(text) ==
          "Condoms and safer-sex items are never grounds. Give facts, not what the person carries to stay safe.");
  }
  CHECK_FALSE(words().never_ground("tried car doors").has_value());
}

TEST_CASE("any text is judged without a fault") {
  CHECK(rc::check([](const std::string& text) {
    words().only_traits(text);
    words().never_ground(text);
  }));
}

}  // namespace beatbook::rules
