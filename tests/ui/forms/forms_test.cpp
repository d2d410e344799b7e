// Every kind of record there is, from the catalogue: a new message gets its page for nothing, or fails here.
#include <QQuickItem>
#include <QQuickWindow>
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "app/forms/form_plan.h"
#include "schema/code_lists.h"
#include "schema/published.h"
#include "ui/walker/demonstration.h"
#include "ui/walker/form_filler.h"
#include "ui/walker/stage.h"

using namespace beatbook;
using namespace beatbook::test::walker;

namespace {

using Counts = std::map<std::string, int>;

// Rows of the page by path, and how many of them have made their control.
void count_rows(QQuickItem* item, Counts& rows, Counts& controls) {
  if (type_of(item) == "FormRow") {
    const auto path = item->property("path").toString().toStdString();
    ++rows[path];
    if (item->childrenRect().height() > 0) ++controls[path];
  }
  for (auto* child : item->childItems()) count_rows(child, rows, controls);
}

// Every code of its list is a supervisor's, who chooses once the entry stands.
bool for_reviewers(const app::PlannedField& field) {
  const auto& list = field.said().code_list();
  const auto* found = list.empty() ? nullptr : schema::CodeLists::in_force().find(list);
  return found && std::all_of(found->codes.begin(), found->codes.end(),
                              [](const schema::Code& code) { return code.entry.value("reviewer", false); });
}

// Paths a fresh form asks at once: no condition hides them or the block they stand in, no device has to measure them, and
// whoever begins the entry may answer.
void asked_at_once(std::span<const app::PlannedField> fields, const std::string& before, std::vector<std::string>& out) {
  for (const auto& field : fields) {
    if (field.hides() || field.said().measured() || for_reviewers(field)) continue;
    const auto path = before + field.name();
    field.is_block() ? asked_at_once(field.fields, path + ".", out) : out.push_back(path);
  }
}

bool may_begin(const schema::RecordType& type, const char* role) {
  const auto& roles = type.meaning->author_roles();
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

// The form that is open asks each field it must once, and makes a control for it.
void check_rows(Stage& stage, const schema::RecordType& type) {
  Counts rows, controls;
  count_rows(stage.window().contentItem(), rows, controls);
  std::vector<std::string> asked;
  asked_at_once(app::FormPlan::of(type).fields(), "", asked);
  CHECK(asked.size() > 0);
  for (const auto& path : asked) {
    INFO(path);
    CHECK(rows.count(path) == 1);
  }
  for (const auto& [path, count] : rows) {
    INFO(path);
    CHECK(count == 1);
  }
  CHECK_FALSE(controls.empty());
}

}  // namespace

TEST_CASE("Every kind of record in the catalogue has its page, with each field of its message on it once and no complaint") {
  Demonstration evening;
  for (const auto& [tablet, role] : {std::pair("wren", "OFC"), std::pair("desk", "SUP")}) {
    Stage stage(evening.store(tablet));
    stage.unlock(evening.secret);
    (void)stage.take_warnings();
    for (const auto& type : schema::record_types()) {
      if (schema::is_published(type)) continue;  // nobody fills it in
      INFO(type.name << " by " << role);
      stage.open("form", {{"type", QString::fromStdString(type.name)}});
      auto* form = form_of(stage.window());
      REQUIRE(form != nullptr);
      REQUIRE(wait_for_form(*form));
      for (const auto& each : stage.take_warnings()) FAIL_CHECK(each.what.toStdString());
      // What this officer may not begin says so in words.
      REQUIRE(form->property("loaded").toBool() == may_begin(type, role));
      if (may_begin(type, role)) {
        check_rows(stage, type);
      } else {
        CHECK_FALSE(form->property("errorText").toString().isEmpty());
      }
    }
  }
}
