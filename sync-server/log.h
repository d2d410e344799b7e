#pragma once
// One line per event: time, session number, event, then name=value. Only numbers, codes of our own and the first eight digits
// of an enrolment may stand there; never content, names, collar numbers, codes, secrets or addresses (PR-08).
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>

#include "kernel/bytes.h"

namespace beatbook::server {

class Log {
 public:
  struct Field {
    std::string_view name;
    std::string value;
    Field(std::string_view n, uint64_t number) : name(n), value(std::to_string(number)) {}
    Field(std::string_view n, std::string_view word) : name(n), value(word) {}
    Field(std::string_view n, const EnrolmentId& id) : name(n), value(hex(id.bytes().substr(0, 4))) {}
  };
  using Sink = std::function<void(const std::string& line)>;

  // To standard error.
  Log();
  explicit Log(Sink sink) : sink_(std::move(sink)) {}

  // From any thread. Session 0 is the server itself.
  void event(uint64_t session, std::string_view what, std::initializer_list<Field> fields = {});

 private:
  std::mutex turn_;
  Sink sink_;
};

}  // namespace beatbook::server
