#include "rules/letter_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/record_rules.h"
#include "schema/text.h"
#include "schema/time.h"
#include "schema/word_list.h"

namespace beatbook::rules {

namespace {

using nlohmann::json;

constexpr std::string_view pack_name = "letters-2026";
constexpr size_t shortest_name = 3;  // of one part of a person's name: "Li" stands in too many words

const json& letters_pack(const schema::CodeLists& packs) {
  const auto* pack = packs.find_pack(pack_name);
  if (!pack) throw std::logic_error("the letters pack is missing");
  return pack->document;
}

std::vector<std::string> found_in(std::string_view text, const std::vector<std::string>& phrases) {
  std::vector<std::string> out;
  if (phrases.empty()) return out;
  for (const auto& found : schema::WordList(json(phrases)).find(text)) out.push_back(found.text);
  return out;
}

// Parts of names that are not the keeper's own: a brother of the keeper may be the one who was met.
std::vector<std::string> foreign_names(const LetterFacts& facts, const std::string& keeper) {
  std::vector<std::string> out;
  const auto own = schema::tidy(keeper);
  for (const auto& person : facts.other_people) {
    std::string part;
    for (const char c : schema::tidy(person) + ' ') {
      if (c != ' ') {
        part += c;
        continue;
      }
      if (part.size() >= shortest_name && found_in(own, {part}).empty()) out.push_back(part);
      part.clear();
    }
  }
  return out;
}

// The week the vehicle was seen in, Monday to Sunday: no day and no minute.
std::pair<std::string, std::string> week_of(int64_t event_ms) {
  const date::sys_days day = schema::london_day(event_ms);
  const auto monday = day - (date::weekday(day) - date::Monday);
  return {schema::for_people(date::year_month_day(monday)), schema::for_people(date::year_month_day(monday + date::days(6)))};
}

std::string filled(std::string text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  for (const auto& [name, value] : values) {
    const auto mark = fmt::format("{{{}}}", name);
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + value.size())) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

LetterText compose(const json& from, const v1::KeeperLetter& letter, const LetterFacts& facts) {
  const auto [monday, sunday] = week_of(letter.envelope().event_at().utc_ms());
  const std::vector<std::pair<std::string_view, std::string>> values = {{"plate", facts.plate},
                                                                        {"area", letter.area_name()},
                                                                        {"from", monday},
                                                                        {"to", sunday},
                                                                        {"query_contact", letter.query_contact()},
                                                                        {"support_line", letter.support_line()}};
  LetterText out;
  out.language = from.at("language").get<std::string>();
  out.subject = filled(from.at("subject").get<std::string>(), values);
  out.greeting = from.at("greeting").get<std::string>();
  for (const auto& paragraph : from.at("paragraphs")) out.paragraphs.push_back(filled(paragraph.get<std::string>(), values));
  out.closing = from.at("closing").get<std::string>();
  out.address.push_back(letter.keeper_name());
  for (const auto& line : letter.keeper_address().lines()) out.address.push_back(line);
  if (letter.keeper_address().has_postcode()) out.address.push_back(letter.keeper_address().postcode());
  out.return_address = facts.return_address;
  out.file_name = "letter-" + letter.envelope().local_ref();
  return out;
}

// What a person typed into it, and so may name somebody.
std::string typed(const v1::KeeperLetter& letter, const LetterFacts& facts) {
  return fmt::format("{}\n{}\n{}\n{}", letter.area_name(), letter.query_contact(), letter.support_line(),
                     fmt::join(facts.return_address, "\n"));
}

void add_all(std::vector<std::string>& out, std::vector<std::string> more) {
  for (auto& word : more) {
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  }
}

std::optional<std::string> missing_in(const v1::KeeperLetter& letter, const LetterFacts& facts) {
  if (facts.plate.empty()) return "The vehicle of this letter is not on this tablet. Sync, then print it.";
  if (!letter.envelope().event_at().has_utc_ms()) return "The letter does not say when the vehicle was seen. Add it.";
  if (letter.area_name().empty() || letter.query_contact().empty() || letter.support_line().empty()) {
    return "The letter lacks its area, how to query it, or the support line. Add them.";
  }
  if (letter.keeper_name().empty() || letter.keeper_address().lines().empty()) return "The letter has no address. Add it.";
  return std::nullopt;
}

}  // namespace

std::string LetterText::whole() const {
  std::string out;
  for (const auto* lines : {&return_address, &address}) {
    for (const auto& line : *lines) out += line + '\n';
  }
  out += greeting + '\n' + subject + '\n';
  for (const auto& paragraph : paragraphs) out += paragraph + '\n';
  return out + closing + '\n';
}

Hash LetterText::hash() const { return sha256(whole()); }

std::vector<std::string> forbidden_in_letter(std::string_view text, const std::vector<std::string>& exempt,
                                             const schema::CodeLists& packs) {
  const auto& words = letters_pack(packs).at("letter_words");
  auto allowed = words.at("exempt");
  for (const auto& place : exempt) {
    if (!place.empty()) allowed.push_back(place);
  }
  std::vector<std::string> out;
  const auto rest = schema::WordList(allowed).blanked(std::string(text));
  for (const auto& found : schema::WordList(words.at("words")).find(rest)) add_all(out, {found.text});
  return out;
}

Result<LetterText> letter_text(const v1::KeeperLetter& letter, const LetterFacts& facts, const schema::CodeLists& packs) {
  const auto& letters = letters_pack(packs).at("letters");
  if (!letters.contains(letter.template_())) {
    return Error{Fault::bad_input, "There is no letter template " + letter.template_() + " here. Choose another, or sync."};
  }
  if (auto missing = missing_in(letter, facts)) return Error{Fault::bad_input, *missing};
  const auto& from = letters.at(letter.template_());
  for (const char* part : {"language", "subject", "greeting", "paragraphs", "closing", "must_say"}) {
    if (!from.contains(part))
      return Error{Fault::bad_input, fmt::format("The template {} has no {}. Tell your administrator; choose another.",
                                                 letter.template_(), part)};
  }
  auto out = compose(from, letter, facts);
  const auto whole = out.whole() + out.file_name;
  auto wrong = forbidden_in_letter(whole, facts.areas, packs);
  add_all(wrong, found_in(whole, facts.operation_names));
  add_all(wrong, found_in(typed(letter, facts), foreign_names(facts, letter.keeper_name())));
  if (!wrong.empty()) {
    return Error{Fault::refused,
                 fmt::format("This letter would say {}. Take it out; nothing was printed.", fmt::join(wrong, ", "))};
  }
  for (const auto& must : from.at("must_say")) {
    if (whole.find(must.get_ref<const std::string&>()) == whole.npos) {
      return Error{Fault::refused,
                   fmt::format("The template {} has lost what it must say. Tell your administrator; nothing was printed.",
                               letter.template_())};
    }
  }
  return out;
}

}  // namespace beatbook::rules
