#include "app/ui/form_model.h"

#include "app/ui/card.h"
#include "app/ui/draft_list.h"
#include "app/ui/entry_view.h"
#include "app/ui/officer.h"
#include "schema/time.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// A form of this kind, open.
struct Open {
  Open(app::Session& session, const std::function<void(app::FormModel&)>& ask) {
    ask(form);
    form.use(session);
    INFO(form.error_text().toStdString());
    REQUIRE(soon_so([&] { return form.loaded() && !form.checking(); }));
  }
  // Saves it and gives the id of the entry.
  QString save() {
    const bool ready = soon_so([&] { return form.ready() && !form.checking(); });
    INFO(wrong_in(form));
    REQUIRE(ready);
    QObject::connect(&form, &app::FormModel::saveFailed, &form, [&](const QString& text) { refused = text; });
    form.save();
    const bool done = soon_so([&] { return !form.saved_id().isEmpty() || !refused.isEmpty(); });
    INFO(refused.toStdString());
    REQUIRE(done);
    REQUIRE(refused.isEmpty());
    return form.saved_id();
  }

  app::FormModel form;
  QString refused;
};

std::function<void(app::FormModel&)> a(const char* type) {
  return [type](app::FormModel& form) { form.set_type(type); };
}

nlohmann::json without_event(nlohmann::json values) {
  values["envelope"].erase("event_at");
  return values;
}

std::string minutes_ago(int minutes) {
  return schema::iso_utc(schema::london(static_cast<int64_t>(app::wall_clock_ms()) - minutes * 60'000));
}

nlohmann::ordered_json warning() {
  return {{"envelope",
           {{"location", {{"street", "Plover Street"}, {"location_class", "RES"}}},
            {"bwv", {{"state", "RECORDED"}, {"reference", "BWV-91"}}},
            {"second_officer", "PC 9001"},
            {"second_officer_role", "OFC"},
            {"subjects", {{{"roles", {"EXD-SW"}}, {"categories", {"VICTIM"}}}}}}},
          {"age_check", "18_OR_OVER_VERIFIED"},
          {"scheme", "OFFICIAL_WARNING"},
          {"conduct", "LOITERING"},
          {"conduct_text", "Stood at the corner for twelve minutes and spoke to four drivers who stopped."},
          {"conduct_start", minutes_ago(15)},
          {"conduct_end", minutes_ago(3)},
          {"second_officer_confirms", true},
          {"street_or_public_place", true},
          {"rung_told", "1"},
          {"no_admission_reminder", true},
          {"understood", true},
          {"purpose_explained", true},
          {"leaflet_given", true},
          {"contacts_given", true},
          {"welfare_check", "DONE"}};
}

}  // namespace

TEST_CASE("what is typed is a draft when the tablet is locked, and is saved as the next entry when it is whole") {
  Patrol patrol;
  Officer wren(patrol.store());
  REQUIRE(wren.opens());
  app::DraftList drafts;
  drafts.use(wren.session());
  {
    Open typed(wren.session(), a("sighting"));
    typed.form.set("description", "A white van stopped twice.");
    wren.lock();
    CHECK_FALSE(typed.form.loaded());
  }
  REQUIRE(wren.opens());
  REQUIRE(soon_so([&] { return drafts.count() == 1; }));
  const auto draft = drafts.rows().front();
  CHECK(draft.type_name == "sighting");
  Open again(wren.session(), [&](app::FormModel& form) { form.set_draft(draft.draft_id); });
  const auto at = again.form.indexOfPath("description");
  REQUIRE(at >= 0);
  CHECK(again.form.rows()[static_cast<size_t>(at)].field.value == "A white van stopped twice.");

  fill(again.form, without_event(test::sighting("A white van stopped twice.")));
  const auto id = again.save();
  CHECK(wren.session().saved_text() == "Saved as entry 01. Only on this tablet for now.");
  CHECK(soon_so([&] { return drafts.count() == 0; }));
  app::EntryList list;
  list.set_scope(app::EntryList::ThisShift);
  list.use(wren.session());
  REQUIRE(soon_so([&] { return list.count() == 1; }));
  CHECK(list.rows().front().entry_id == id);
  CHECK(list.rows().front().sync == "onlyHere");
}

TEST_CASE("a form that is not whole is not saved, and moves to what is to be mended") {
  Patrol patrol;
  Officer wren(patrol.store());
  REQUIRE(wren.opens());
  Open typed(wren.session(), a("sighting"));
  CHECK_FALSE(typed.form.ready());
  QString moved, refused;
  QObject::connect(&typed.form, &app::FormModel::moveTo, &typed.form, [&](const QString& path) { moved = path; });
  QObject::connect(&typed.form, &app::FormModel::saveFailed, &typed.form, [&](const QString& text) { refused = text; });
  typed.form.save();
  REQUIRE(soon_so([&] { return !refused.isEmpty(); }));
  CHECK_FALSE(moved.isEmpty());
  CHECK(typed.form.saved_id().isEmpty());
}

TEST_CASE("an official warning is saved from its form with the rung the tablet showed") {
  Patrol patrol;
  const auto person =
      patrol.fleet.record("wren", "person", {{"family_name", "Avocet"}, {"verification", "STATED"}, {"age_range", "25-34"}});
  Officer wren(patrol.store());
  REQUIRE(wren.opens());
  const auto warn = [&] {
    Open typed(wren.session(), [&](app::FormModel& form) {
      form.set_type("official_warning");
      form.set_for_person(QString::fromStdString(person));
    });
    fill(typed.form, warning());
    return typed.save().toStdString();
  };
  const auto first = warn();
  app::PersonCard card;
  card.set_entry_id(QString::fromStdString(person));
  card.use(wren.session());
  CHECK(soon_so([&] { return card.standing() == "some" && card.rungs().size() == 1; }));
  const auto second = warn();
  // Of one night: a second record, no second rung.
  CHECK(soon_so([&] { return card.warnings()->count() == 2; }));
  CHECK(card.standing() == "some");
  wren.lock();
  CHECK(soon_so([&] { return patrol.fleet.tablet("wren", {"show", first}).exit_code == 0; }));
  CHECK(patrol.fleet.show("wren", first).dump().find(R"("rung_shown":"1")") != std::string::npos);
  CHECK(patrol.fleet.show("wren", second).dump().find(R"("rung_shown":"2")") != std::string::npos);
}

TEST_CASE("a returned entry shows what the supervisor wrote, on its page and at the field in its correction") {
  Patrol patrol;
  const auto id = patrol.fleet.record("wren", "sighting", test::sighting("A white van stopped twice."));
  patrol.fleet.sync("wren");
  patrol.fleet.enrol("desk", "PS 77", "SUP");
  patrol.fleet.expect("desk", {"review", "return", id, "--comment", "Say how far away you were.", "--field",
                               "description=Which way did it go?"});
  patrol.fleet.sync("desk");
  patrol.fleet.sync("wren");
  Officer wren(patrol.store());
  REQUIRE(wren.opens());
  app::EntryView view;
  view.set_entry_id(QString::fromStdString(id));
  view.use(wren.session());
  REQUIRE(soon_so([&] { return view.loaded(); }));
  CHECK(view.status() == "RETURNED");
  CHECK(view.needs_you());
  CHECK(view.returned_comment() == "Say how far away you were.");
  CHECK(view.may_amend());

  Open correction(wren.session(), [&](app::FormModel& form) { form.set_amend(QString::fromStdString(id)); });
  CHECK(correction.form.is_amend());
  CHECK(correction.form.remark() == "Say how far away you were.");
  const auto at = correction.form.indexOfPath("description");
  REQUIRE(at >= 0);
  CHECK(correction.form.rows()[static_cast<size_t>(at)].field.remark == "Which way did it go?");
  correction.form.set("description", "A white van stopped twice and left to the north.");
  correction.form.set("@reason.code", "NEW_INFO");
  correction.save();
  CHECK(soon_so([&] { return view.status() == "SUBMITTED"; }));
  CHECK(soon_so([&] { return view.changes()->count() == 1; }));
}
