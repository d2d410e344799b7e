#include "app/forms/failure.h"

#include <fmt/format.h>

#include <algorithm>

namespace beatbook::app {

namespace {

std::string sentence(const schema::FieldErrors& wrong) {
  if (wrong.size() == 1) return fmt::format("Nothing was stored. {}", wrong[0].message);
  return fmt::format("Nothing was stored. {} fields need putting right.", wrong.size());
}

// `path` is `field` or lies inside it. The record as a whole holds no field.
bool inside(const std::string& path, const std::string& field) {
  if (path == field) return true;
  return !field.empty() && path.size() > field.size() && path.starts_with(field) &&
         (path[field.size()] == '.' || path[field.size()] == '[');
}

}  // namespace

Failure::Failure(schema::FieldErrors wrong) : message(sentence(wrong)), fields(std::move(wrong)) {}

void merge(schema::FieldErrors& into, schema::FieldErrors found) {
  for (auto& error : found) {
    const bool said = std::any_of(into.begin(), into.end(), [&](const schema::FieldError& known) {
      return error.field.empty() ? known == error : inside(error.field, known.field);
    });
    if (!said) into.push_back(std::move(error));
  }
}

schema::FieldErrors under(const std::string& prefix, schema::FieldErrors errors) {
  if (prefix.empty()) return errors;
  for (auto& error : errors) error.field = error.field.empty() ? prefix : prefix + "." + error.field;
  return errors;
}

}  // namespace beatbook::app
