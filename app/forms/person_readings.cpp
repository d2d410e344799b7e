#include "app/forms/person_readings.h"

#include <algorithm>

#include "rules/age.h"
#include "schema/code_lists.h"

namespace beatbook::app {

std::vector<v1::Person> readings_of(const Stored& card) {
  const auto* person = dynamic_cast<const v1::Person*>(&card.message());
  if (!person) return {};
  std::vector<v1::Person> out = {*person};
  for (const auto& conflict : card.shown.conflicts) {
    const auto* field = v1::Person::descriptor()->FindFieldByName(conflict.field);
    if (!field || (conflict.field != "date_of_birth" && conflict.field != "age_range")) continue;
    for (const auto& value : conflict.values) {
      auto reading = *person;
      const auto text = value.raw.empty() ? std::string() : schema::value_text(card.type(), conflict.tag, value);
      reading.GetReflection()->SetString(&reading, field, text);
      out.push_back(std::move(reading));
    }
  }
  return out;
}

bool says_child(const Stored& card, int64_t at_ms) {
  const auto readings = readings_of(card);
  return std::any_of(readings.begin(), readings.end(),
                     [&](const auto& one) { return rules::card_says_child(one, schema::CodeLists::in_force(), at_ms); });
}

}  // namespace beatbook::app
