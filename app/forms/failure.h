#pragma once
// What a form says when it stores nothing: a code, a sentence, and one message per wrong field, all of them at once.
#include <string>
#include <utility>
#include <variant>

#include "kernel/result.h"
#include "schema/field_error.h"

namespace beatbook::app {

struct Failure {
  Fault code = Fault::bad_input;
  std::string message;         // never empty
  schema::FieldErrors fields;  // in a linked set the paths begin with the record: person[0].age_range

  Failure(Fault fault, std::string sentence, schema::FieldErrors wrong = {})
      : code(fault), message(std::move(sentence)), fields(std::move(wrong)) {}
  Failure(Error error) : code(error.code), message(std::move(error.message)) {}
  // Fault::bad_input with the number of wrong fields as its sentence.
  Failure(schema::FieldErrors wrong);
};

// A value or a Failure. Reading the one that is not there is a bug.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::move(value)) {}
  Outcome(Failure failure) : state_(std::move(failure)) {}
  Outcome(Error error) : state_(Failure(std::move(error))) {}
  Outcome(schema::FieldErrors wrong) : state_(Failure(std::move(wrong))) {}
  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Failure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<T, Failure> state_;
};

// Adds what is not said yet: a field is named once, and an error inside a field that is wrong as a whole goes unsaid.
void merge(schema::FieldErrors& into, schema::FieldErrors found);
// Puts `prefix` before every path.
schema::FieldErrors under(const std::string& prefix, schema::FieldErrors errors);

}  // namespace beatbook::app
