#include "rules/action_clock.h"

#include "records.h"

namespace beatbook::rules {

namespace {

const schema::CodeLists& packs() { return schema::CodeLists::built_in(); }

std::string next(const char* last, const char* kind) {
  const auto day = next_meeting(*schema::read_date(last), kind, packs());
  return day ? schema::for_people(*day) : day.error().message;
}

bool late(const char* state, const char* due) {
  const auto action = record("action", {{"state", state}, {"due_on", due}});
  return overdue(static_cast<const v1::Action&>(*action), *schema::read_date("2026-11-21"));
}

}  // namespace

TEST_CASE("the next meeting is 14 days or a month on, off bank holidays and weekends", "[BR-24][SN-21][BX-08]") {
  CHECK(next("20/11/2026", "FORTNIGHTLY") == "04/12/2026");
  CHECK(next("11/12/2026", "FORTNIGHTLY") == "29/12/2026");  // 25 and 28 December are bank holidays
  CHECK(next("20/11/2026", "MONTHLY") == "21/12/2026");      // 20 December is a Sunday
  CHECK(next("31/01/2026", "MONTHLY") == "02/03/2026");      // 28 February is a Saturday
  CHECK(next("20/11/2026", "COMMUNITY") == "This kind of meeting has no fixed interval.");
  CHECK(next("20/12/2027", "MONTHLY") == "The bank holiday list ends on 31/12/2027. Update it before setting a deadline.");
}

TEST_CASE("an action is overdue when its day is past and it is not done", "[BR-24][SN-22]") {
  CHECK(late("OPEN", "2026-11-20"));
  CHECK(late("IN_PROGRESS", "2026-11-20"));
  CHECK(late("DEFERRED", "2026-11-20"));
  CHECK_FALSE(late("DONE", "2026-11-20"));
  CHECK_FALSE(late("OPEN", "2026-11-21"));
  CHECK(notices_of("action", {{"due_on", "2026-11-20"}}) == Lines{"due_on: This action is overdue."});
}

TEST_CASE("an action has an owner and a due date, and a meeting lists each organisation once", "[SN-21][SN-22][SN-36][SN-70]") {
  for (const char* field : {"owner_organisation", "owner_post", "due_on"}) {
    CHECK(all_errors_of("action", {{field, nullptr}}) ==
          Lines{std::string(field) + ": An action needs an owner and a due date."});
  }
  CHECK(errors_of(
            "meeting",
            {{"attendance", {{{"organisation", "Council"}, {"people", 2}}, {{"organisation", "Council"}, {"people", 1}}}}}) ==
        Lines{"attendance[1].organisation: This organisation is listed twice. Remove one."});
}

}  // namespace beatbook::rules
