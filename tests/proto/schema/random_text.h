#pragma once
// Texts for property tests: anything printable, and texts that nearly fit a format.
#include <rapidcheck.h>

#include <string>
#include <vector>

// Well-formed UTF-8 of letters, digits, marks and signs of several scripts, without control characters.
inline rc::Gen<std::string> printable_text() {
  static const std::vector<std::string> characters{"a",  "Z",      "0",      "9",      " ", "'", "-", ".", ",", "\"",
                                                   "\\", "/",      "\n",     "\t",     "é", "ß", "Ł", "ж", "م", "東",
                                                   "😀",  "\u0301", "\u00a0", "\u2019", "{", "}", "%", "<"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(characters)), [](const auto& parts) {
    std::string text;
    for (const auto& part : parts) text += part;
    return text;
  });
}

// A value of some format with a few characters put in, taken out or changed in case.
inline rc::Gen<std::string> near_miss() {
  static const std::vector<std::string> seeds{"LE1 6ZG",
                                              "BFPO C/O 12",
                                              "O'Wren-Knot",
                                              "PC 1234",
                                              "+44 (0)7700 900123",
                                              "HB04",
                                              "21/11/2026",
                                              "2026-11-21",
                                              "SK 589 041",
                                              "TG 51409 13177",
                                              "AA19 AAA",
                                              "AIZ 1234",
                                              "stop_and_search",
                                              "envelope.subjects[1].roles[0]"};
  return rc::gen::exec([] {
    std::string text = *rc::gen::elementOf(seeds);
    const int edits = *rc::gen::inRange(0, 4);
    for (int i = 0; i < edits; ++i) {
      size_t at = *rc::gen::inRange<size_t>(0, text.size() + 1);
      while (at < text.size() && (text[at] & 0xc0) == 0x80) ++at;
      text.insert(
          at, *rc::gen::elementOf(std::vector<std::string>{" ", "-", ".", "0", "(0)", "a", "ß", "\u00a0", "\u2019", "K", ""}));
      const bool plain = at < text.size() && (text[at] & 0x80) == 0;
      if (plain && *rc::gen::arbitrary<bool>()) text.erase(text.begin() + static_cast<long>(at));
    }
    return text;
  });
}
