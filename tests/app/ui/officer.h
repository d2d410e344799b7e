#pragma once
// An officer's tablet as the screens hold it, without a screen: a real store of a real server, opened by a session.
#include <QCoreApplication>
#include <QTest>
#include <catch2/catch.hpp>
#include <functional>

#include "app/ui/entry_list.h"
#include "app/ui/form_model.h"
#include "app/ui/session.h"
#include "support/fleet.h"

namespace beatbook::test {

constexpr int patience_ms = 10'000;
constexpr auto secret = "three quiet herons";

// Timers and answers from other threads need a program; it outlives every test.
inline void be_a_program() {
  static int count = 1;
  static char name[] = "app_ui_tests";
  static char* arguments[] = {name, nullptr};
  if (QCoreApplication::instance() == nullptr) new QCoreApplication(count, arguments);
}

inline bool soon_so(const std::function<bool()>& so) { return QTest::qWaitFor(so, patience_ms); }

class Officer {
 public:
  // The tablet of that name, still locked. Nothing is sent of itself.
  explicit Officer(const std::filesystem::path& store) {
    be_a_program();
    session_ = std::make_unique<app::Session>(store);
    session_->sync_status().set_auto_sync(false);
  }
  app::Session& session() { return *session_; }
  bool opens(const QString& with = secret) {
    session_->unlock(with);
    return soon_so([&] { return session_->state() == app::Session::Open && !session_->officer().isEmpty(); });
  }
  void lock() { session_->lock(); }

 private:
  std::unique_ptr<app::Session> session_;
};

// One PC 1234 with the tablet "wren", on a shift.
struct Patrol {
  Patrol() {
    fleet.serve();
    fleet.enrol("wren", "PC 1234", "OFC");
    fleet.start_shift("wren", "PC 1234");
  }
  std::filesystem::path store(const char* name = "wren") const { return fleet.directory / name; }
  Fleet fleet;
};

// Types into a form what the JSON says, as a page does: a field at a time, lists of blocks opened first. Of fields that an
// answer brings, the answer comes first: ordered_json keeps it there.
template <class Json>
void fill(app::FormModel& form, const Json& values, const std::string& at = {}) {
  for (const auto& [name, value] : values.items()) {
    const auto path = at.empty() ? name : at + "." + name;
    const auto shown = QString::fromStdString(path);
    if (value.is_object()) {
      fill(form, value, path);
    } else if (value.is_array() && !value.empty() && value[0].is_object()) {
      for (size_t i = 0; i < value.size(); ++i) {
        auto block = QString::fromStdString(path + "[" + std::to_string(i) + "]");
        if (form.indexOfPath(block) < 0) block = form.addBlock(shown);
        fill(form, value[i], block.toStdString());
      }
    } else {
      // A field that an answer has just asked for comes with the next check.
      CAPTURE(path);
      REQUIRE(soon_so([&] { return form.indexOfPath(shown) >= 0; }));
      form.set(shown, app::to_variant(value));
      form.leave(shown);
    }
  }
}

// What the form says is to be mended, for a test that fails.
inline std::string wrong_in(const app::FormModel& form) {
  std::string out;
  for (const auto& row : form.rows()) {
    if (row.field.wrong) out += row.field.path + ": " + row.field.error + "\n";
  }
  for (const auto& problem : form.problems()) out += problem.toStdString() + "\n";
  return out;
}

}  // namespace beatbook::test
