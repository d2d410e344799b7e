// Several ways to look, the surest first; each finds rows by number, and what an earlier one found is not told twice.
#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "app/index/spelling.h"
#include "app/index/tables.h"
#include "schema/formats.h"
#include "schema/text.h"
#include "schema/time.h"
#include "schema/vehicle_registration.h"

namespace beatbook::app {

namespace {

constexpr size_t shortest_phone = 4;          // digits typed
constexpr size_t shortest_misread_plate = 4;  // characters; one off a shorter one would be anything
constexpr size_t longest_search = 1000;       // bytes; more is no search
constexpr size_t most_words = 12;

std::string quoted(const std::string& word) {
  std::string out = "\"";
  for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

class Search {
 public:
  Search(IndexTables& tables, Purpose purpose, size_t limit) : tables_(tables), purpose_(purpose), limit_(limit) {}

  void run(std::string_view text) {
    const auto plate = schema::normal_registration(text);
    if (plate) starting_with(WordKind::plate, *plate, SearchHit::Match::registration);
    const auto phone = phone_typed(text);
    if (!phone.empty()) starting_with(WordKind::phone, phone, SearchHit::Match::telephone);
    const auto born = schema::read_date(schema::tidy(text));
    if (born) starting_with(WordKind::born, schema::iso(*born), SearchHit::Match::words);
    auto words = tables_.splitter.words(text);
    if (words.size() > most_words) words.resize(most_words);
    if (!words.empty()) full_text(words);
    if (plate && plate->size() >= shortest_misread_plate) near_plates(*plate);
    // A date or a number is nobody's name.
    const auto number = [](const std::string& word) { return word.find_first_of("0123456789") != word.npos; };
    if (!words.empty() && std::none_of(words.begin(), words.end(), number)) misspelt_names(words);
  }

  std::vector<SearchHit> hits;

 private:
  // Digits of a number as it may begin in the table; empty if the text is no number.
  static std::string phone_typed(std::string_view text) {
    const auto* format = schema::find_format("PHONE");
    if (const auto whole = schema::normalise(*format, text)) return phone_words(*whole).front();
    std::string digits = schema::without(text, "+ -().");
    const bool number = digits.size() >= shortest_phone && digits.find_first_not_of("0123456789") == std::string::npos;
    if (number && digits.starts_with("00")) digits.erase(0, 2);
    return number ? digits : std::string();
  }

  void found(int64_t number, SearchHit::Match match) {
    if (hits.size() >= limit_ || !seen_.insert(number).second) return;
    Rows rows = tables_.entry_by_number.query(number, highest_class(purpose_));
    if (rows.next()) hits.push_back({IndexTables::read_entry(rows), match});
  }

  void starting_with(WordKind kind, const std::string& start, SearchHit::Match match) {
    std::vector<int64_t> numbers;
    {
      Rows rows = tables_.words_from.query(static_cast<int>(kind), Text(start));
      while (rows.next()) numbers.push_back(rows.integer(1));
    }
    for (const auto number : numbers) found(number, match);
  }

  void full_text(const std::vector<std::string>& words) {
    std::string query;
    for (const auto& word : words) query += (query.empty() ? "" : " AND ") + quoted(word) + " *";
    std::vector<int64_t> numbers;
    {
      // Rows that the purpose hides are not to use up the places of others.
      Rows rows = tables_.full_text.query(Text(query), -1);
      while (rows.next()) numbers.push_back(rows.integer(0));
    }
    for (const auto number : numbers) found(number, SearchHit::Match::words);
  }

  // Words of a kind by how far they are from `typed`, the nearest first.
  std::multimap<size_t, std::string> near(WordKind kind, const std::string& typed, size_t mistakes) {
    std::multimap<size_t, std::string> words;
    Rows rows = tables_.words_of_kind.query(static_cast<int>(kind));
    while (rows.next()) {
      const size_t distance = spelling_distance(typed, rows.text(0), mistakes);
      if (distance <= mistakes) words.emplace(distance, rows.text(0));
    }
    return words;
  }

  // The same of names, in whatever script: another form of the name is one mistake.
  std::multimap<size_t, std::string> near_names(const std::string& typed) {
    const size_t mistakes = forgiven_mistakes(typed);
    const auto wanted = name_word(typed);
    std::multimap<size_t, std::string> words;
    for (const auto& [word, name] : tables_.names()) {
      if (wanted.number && name.number == wanted.number) {
        words.emplace(name.latin == wanted.latin ? 0 : 1, word);
        continue;
      }
      // A changed letter is two bits, one put in or left out is one.
      if (static_cast<size_t>(std::popcount(wanted.letters ^ name.letters)) > 2 * mistakes) continue;
      const size_t distance = spelling_distance(wanted.latin, name.latin, mistakes);
      if (distance <= mistakes) words.emplace(distance, word);
    }
    return words;
  }

  std::vector<int64_t> numbers_of(WordKind kind, const std::string& word) {
    std::vector<int64_t> numbers;
    Rows rows = tables_.numbers_of_word.query(static_cast<int>(kind), Text(word));
    while (rows.next()) numbers.push_back(rows.integer(0));
    return numbers;
  }

  void near_plates(const std::string& typed) {
    for (const auto& [distance, plate] : near(WordKind::plate, typed, 1)) {
      for (const auto number : numbers_of(WordKind::plate, plate)) found(number, SearchHit::Match::near_registration);
    }
  }

  // Every word typed is near a name of the record; the fewest mistakes in all come first.
  void misspelt_names(const std::vector<std::string>& words) {
    std::map<int64_t, size_t> mistakes;
    for (size_t i = 0; i < words.size(); ++i) {
      std::map<int64_t, size_t> here;
      for (const auto& [distance, name] : near_names(words[i])) {
        for (const auto number : numbers_of(WordKind::name, name)) here.emplace(number, distance);
      }
      for (auto& [number, distance] : here) {
        const auto before = mistakes.find(number);
        if (i > 0 && before != mistakes.end()) distance += before->second;
      }
      if (i > 0) std::erase_if(here, [&](const auto& one) { return !mistakes.contains(one.first); });
      mistakes = std::move(here);
    }
    std::vector<std::pair<size_t, int64_t>> order;
    for (const auto& [number, distance] : mistakes) order.emplace_back(distance, number);
    std::sort(order.begin(), order.end());
    for (const auto& [distance, number] : order) found(number, SearchHit::Match::spelling);
  }

  IndexTables& tables_;
  Purpose purpose_;
  size_t limit_;
  std::set<int64_t> seen_;
};

}  // namespace

std::vector<SearchHit> Index::search(std::string_view text, Purpose purpose, size_t limit) {
  if (text.size() > longest_search) return {};
  Search search(*tables_, purpose, limit);
  search.run(text);
  return std::move(search.hits);
}

}  // namespace beatbook::app
