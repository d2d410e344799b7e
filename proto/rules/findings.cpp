#include "rules/findings.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "rules/check_record.h"

namespace beatbook::rules {

namespace {

// Where a path stands in the proto file: field index and list index of every step. The record as a whole comes first.
std::vector<int> place_of(const schema::RecordType& type, std::string_view path) {
  std::vector<int> place;
  const auto* message = type.descriptor;
  while (!path.empty() && message) {
    const auto end = path.find('.');
    const auto step = path.substr(0, end);
    const auto bracket = step.find('[');
    const auto* field = message->FindFieldByName(std::string(step.substr(0, bracket)));
    if (!field) break;
    place.push_back(field->index());
    place.push_back(bracket == step.npos ? -1 : std::stoi(std::string(step.substr(bracket + 1))));
    message = field->message_type();
    path = end == path.npos ? std::string_view() : path.substr(end + 1);
  }
  return place;
}

}  // namespace

void Findings::add(std::string field, std::string message) {
  const bool known = std::any_of(errors_.begin(), errors_.end(), [&](const auto& error) { return error.field == field; });
  if (!known) errors_.push_back({std::move(field), std::move(message)});
}

void Findings::add(const std::string& field) {
  const auto* found = schema::find_field(type_, field);
  if (!found || schema::meaning(*found).message().empty()) {
    throw std::logic_error(type_.name + "." + field + " has no message of its own");
  }
  add(field, schema::meaning(*found).message());
}

schema::FieldErrors Findings::in_order() const {
  std::vector<std::pair<std::vector<int>, const schema::FieldError*>> places;
  for (const auto& error : errors_) places.emplace_back(place_of(type_, error.field), &error);
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  schema::FieldErrors sorted;
  for (const auto& [place, error] : places) sorted.push_back(*error);
  return sorted;
}

schema::FieldErrors together(const schema::RecordType& type, schema::FieldErrors first, const schema::FieldErrors& second) {
  Findings findings(type);
  for (auto& error : first) findings.add(std::move(error.field), std::move(error.message));
  for (const auto& error : second) findings.add(error.field, error.message);
  return findings.in_order();
}

}  // namespace beatbook::rules
