#include "rules/outreach_windows.h"

#include "records.h"
#include "rules/areas.h"

namespace beatbook::rules {

namespace {

OutreachWindow window(std::vector<std::string> beats = {"A1"}, std::vector<schema::GridPoint> area = {}) {
  return {"Lantern outreach", ms("2026-11-21 21:30"), ms("2026-11-21 23:30"), true, std::move(beats), std::move(area)};
}

Situation beside_outreach(OutreachWindow one = window()) {
  auto situation = on_patrol();
  situation.outreach = {std::move(one)};
  return situation;
}

json at_beat(const char* beat) { return {{"envelope", {{"location", {{"beat", beat}}}}}}; }

}  // namespace

TEST_CASE("a window covers its start and not its end, its beats and its area", "[BR-14][BX-09]") {
  const std::vector windows = {window({"A1"}, {{100, 100}, {300, 100}, {300, 300}, {100, 300}})};
  v1::Location in_beat, in_area, outside;
  in_beat.set_beat("A1");
  in_area.set_beat("B2");
  outside.set_beat("B2");
  const auto at = [&](const char* time, const v1::Location& where) {
    return police_free_at(windows, ms(time), where) != nullptr;
  };
  CHECK(at("2026-11-21 21:30", in_beat));
  CHECK(at("2026-11-21 23:29", in_beat));
  CHECK_FALSE(at("2026-11-21 23:30", in_beat));
  CHECK_FALSE(at("2026-11-21 21:29", in_beat));
  CHECK_FALSE(at("2026-11-21 22:00", outside));
  in_area.set_os_grid("SV 00020 00020");
  CHECK_FALSE(at("2026-11-21 22:00", in_area));
  in_area.set_os_grid("SV 00200 00200");
  CHECK(at("2026-11-21 22:00", in_area));
  in_area.clear_os_grid();
  const auto middle = schema::wgs84_of({200, 200});
  in_area.set_latitude_e6(middle.latitude_e6);
  in_area.set_longitude_e6(middle.longitude_e6);
  CHECK(at("2026-11-21 22:00", in_area));
}

TEST_CASE("a window that only asks to be told, or was cancelled, keeps nobody away", "[BR-14]") {
  v1::Location here;
  here.set_beat("A1");
  auto told = window();
  told.police_free = false;
  CHECK(police_free_at(std::vector{told}, ms("2026-11-21 22:00"), here) == nullptr);
  const auto as_record = [](const json& patch) {
    return window_of(static_cast<const v1::OutreachWindow&>(*record("outreach_window", patch)));
  };
  const auto read = as_record(json::object());
  REQUIRE(read);
  CHECK(read->police_free);
  CHECK(read->end_ms == ms("2026-11-21 23:30"));
  CHECK_FALSE(as_record({{"level", "NOTIFY_ONLY"}})->police_free);
  CHECK_FALSE(as_record({{"cancelled", true}}));
  CHECK(as_record({{"area_corners", {"SK 58 04", "SK 59 04", "SK 59 05"}}})->area.size() == 3);
}

TEST_CASE("a point lies inside of an area also where its line bends inward", "[BR-14]") {
  // A U of 300 m, open to the north.
  const std::vector<schema::GridPoint> area = {{0, 0},     {300, 0},   {300, 300}, {200, 300},
                                               {200, 100}, {100, 100}, {100, 300}, {0, 300}};
  CHECK(inside({50, 200}, area));
  CHECK(inside({250, 200}, area));
  CHECK(inside({150, 50}, area));
  CHECK_FALSE(inside({150, 200}, area));
  CHECK_FALSE(inside({350, 50}, area));
  CHECK_FALSE(inside({50, 50}, {}));
}

TEST_CASE("enforcement inside of a window needs a reason, and life at risk is one", "[BR-14][BX-09]") {
  const std::string told =
      "envelope.outreach_stay_reason: Outreach is working here until 23:30. Move, or choose why you must stay.";
  for (const char* type : {"stop_check_person", "stop_check_vehicle", "stop_and_search", "official_warning", "arrest",
                           "keeper_letter", "vehicle_seizure", "community_protection", "observation"}) {
    INFO(type);
    CHECK(errors_of(type, at_beat("A1"), beside_outreach()) == Lines{told});
    CHECK(errors_of(type, at_beat("B2"), beside_outreach()).empty());
  }
  for (const char* type : {"sighting", "welfare_contact", "referral", "phone_call"}) {
    INFO(type);
    CHECK(errors_of(type, at_beat("A1"), beside_outreach()).empty());
  }
  for (const char* reason : {"LIFE_AT_RISK", "SERIOUS_CRIME", "CALLED_BY_OUTREACH", "PASSING", "ORDERED"}) {
    auto stays = at_beat("A1");
    stays["envelope"]["outreach_stay_reason"] = reason;
    CHECK(errors_of("official_warning", stays, beside_outreach()).empty());
  }
}

TEST_CASE("windows older than 48 hours say of when they are", "[BR-14]") {
  auto situation = beside_outreach();
  CHECK(stale_message(situation).empty());
  situation.last_sync_ms = situation.now_ms - 48 * 3'600'000;
  CHECK(stale_message(situation).empty());
  *situation.last_sync_ms -= 1;
  CHECK(stale_message(situation) == "The outreach windows are of 19/11/2026 23:09. Sync, or ask control.");
  CHECK(notices_of("stop_check_person", at_beat("B2"), situation) ==
        Lines{"envelope.location: The outreach windows are of 19/11/2026 23:09. Sync, or ask control."});
  situation.last_sync_ms.reset();
  CHECK_FALSE(stale_message(situation).empty());
}

TEST_CASE("a window ends after its start and lasts at most 12 hours, over midnight too", "[BX-09]") {
  require_rows("outreach_window",
               {{"over midnight", {{"start", "2026-11-21 21:00"}, {"end", "2026-11-22 03:00"}}, {}},
                {"12 hours", {{"start", "2026-11-21 21:00"}, {"end", "2026-11-22 09:00"}}, {}},
                {"longer", {{"start", "2026-11-21 21:00"}, {"end", "2026-11-22 09:01"}}, {"end: Check the end time."}},
                {"backwards", {{"end", "2026-11-21 21:30"}}, {"end: Check the end time."}},
                {"a line is no area",
                 {{"area_corners", {"SK 58 04", "SK 59 04"}}},
                 {"area_corners: An area has at least three corners. Add them, or name the beats."}}});
}

TEST_CASE("a shift is told the windows of its hours, and that they are old", "[BR-14]") {
  auto situation = on_patrol();
  const auto window = [](const char* from, const char* to, bool police_free, std::vector<std::string> beats) {
    return OutreachWindow{"Lantern", ms(from), ms(to), police_free, std::move(beats), {}};
  };
  situation.outreach = {window("2026-11-22 01:00", "2026-11-22 02:30", false, {}),
                        window("2026-11-21 20:00", "2026-11-21 23:00", true, {"B2", "B3"}),
                        window("2026-11-21 16:00", "2026-11-21 19:02", true, {"B2"}),   // over when it starts
                        window("2026-11-22 03:00", "2026-11-22 05:00", true, {"B2"})};  // begins when it ends
  const Lines told = {
      "outreach_windows_read: Lantern works in B2, B3, 20:00 to 23:00. Stay away.",
      "outreach_windows_read: Lantern works in an area of its own, 01:00 to 02:30. Let them know before you come."};
  CHECK(notices_of("shift", json::object(), situation) == told);
  situation.outreach.clear();
  situation.last_sync_ms = ms("2026-11-19 20:00");
  CHECK(notices_of("shift", json::object(), situation) ==
        Lines{"outreach_windows_read: The outreach windows are of 19/11/2026 20:00. Sync, or ask control."});
}

TEST_CASE("a measured place lies in the beat it is drawn in, and a place nobody can tell is asked about", "[BR-14]") {
  auto situation = on_patrol();
  situation.outreach = {{"Lantern", ms("2026-11-21 22:00"), ms("2026-11-22 01:00"), true, {"B2"}, {}}};
  const auto place = [](const json& location) { return json{{"envelope", {{"location", location}}}}; };
  const auto asks = [&](const json& location) {
    const auto lines = notices_of("stop_check_person", place(location), situation);
    return std::find(lines.begin(), lines.end(),
                     "envelope.location.beat: Lantern works in B2, 22:00 to 01:00. Stay away. Choose the beat.") != lines.end();
  };
  CHECK(asks({{"street", "Heron Lane"}}));
  CHECK_FALSE(asks({{"beat", "B3"}}));
  situation.outreach[0].end_ms = ms("2026-11-21 22:30");
  CHECK_FALSE(asks({{"street", "Heron Lane"}}));

  situation.outreach[0].end_ms = ms("2026-11-22 01:00");
  const auto corner = [](const char* grid) { return schema::centre_of(*schema::read_grid_reference(grid)); };
  situation.settings.beats = {
      {"B2", "", {corner("SK 580 040"), corner("SK 590 040"), corner("SK 590 050"), corner("SK 580 050")}}};
  const auto refused = [&](const char* grid) {
    const auto lines = errors_of("stop_check_person", place({{"os_grid", grid}}), situation);
    return std::any_of(lines.begin(), lines.end(),
                       [](const auto& line) { return line.starts_with("envelope.outreach_stay_reason: "); });
  };
  CHECK(refused("SK 585 045"));
  CHECK_FALSE(refused("SK 595 045"));
}

}  // namespace beatbook::rules
