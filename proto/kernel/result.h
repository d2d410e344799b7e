#pragma once
// Expected failures are values: a named code and a plain sentence that says how to mend it.
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace beatbook {

enum class Fault {
  bad_input,     // what was given is wrong; nothing was stored
  not_found,     // no such record, entry or file
  refused,       // a rule or the other side says no
  unreachable,   // no connection; what was recorded is safe
  locked,        // the secret is wrong or must wait
  corrupt,       // stored bytes do not verify
  too_large,     // over a limit of proto/README.md
  storage,       // the disk or database failed
  out_of_order,  // a sequence has a gap
};

// "bad_input", "not_found" ... as printed in logs.
std::string_view name(Fault fault);

struct Error {
  Fault code;
  std::string message;
};

// A value or an Error. Reading the one that is not there is a bug (asserted).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}
  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  explicit operator bool() const { return ok_; }
  const Error& error() const {
    assert(!ok_);
    return error_;
  }

 private:
  Error error_{Fault::bad_input, {}};
  bool ok_ = true;
};

}  // namespace beatbook
