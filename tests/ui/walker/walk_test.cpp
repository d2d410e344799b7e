// Opens every page there is in every theme, at every size, in every size of text, and asks of each what checks.h lists.
#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <set>

#include "schema/catalogue.h"
#include "ui/walker/demonstration.h"
#include "ui/walker/form_filler.h"
#include "ui/walker/hands.h"
#include "ui/walker/options.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

const std::vector<QSize> sizes = {{360, 740}, {800, 1280}, {1280, 800}, {1440, 900}};
const std::vector<double> text_sizes = {1.0, 1.5, 2.0};
constexpr int most_screens = 8;

// A page and what it is opened with; `name` tells apart two of one page.
struct Stop {
  QString page;
  QVariantMap properties = {};
  QString name = {};
  bool left = false;  // held in the left hand
  int tabs = 0;       // pressed first, so that the focus is in the picture
};

// The shape of a page does not depend on the theme, so the short walk looks at it by day and at the colours of the others at
// the smallest and the largest size. Pictures alone are wanted by day and by night, of the long walk in the largest text too.
std::vector<Case> cases_of(const Stop& stop) {
  std::vector<Case> out;
  for (const auto* theme : {"day", "night", "contrast"})
    for (const auto& size : sizes)
      for (const double text_size : text_sizes) {
        const bool day = theme == std::string("day");
        const bool colours = text_size == 1.0 && (size == sizes.front() || size == sizes.back());
        const bool usual = text_size == 1.0 || (options().all && text_size == text_sizes.back());
        const bool picture = usual && theme != std::string("contrast");
        if (options().pictures ? picture : options().all || day || colours)
          out.push_back({stop.name.isEmpty() ? stop.page : stop.name, theme, size, text_size});
      }
  return out;
}

// Findings without their coordinates, each with the cases it was found in.
class Report {
 public:
  void add(const Case& at, const Findings& findings) {
    static const QRegularExpression coordinates(" (at -?\\d+,.*$|(is|needs|has) -?\\d+(×|\\.| px).*$)");
    for (auto each : findings) {
      each.what.remove(coordinates);
      found_[at.page + "  " + each.check + ": " + each.what].insert(at.name());
    }
  }
  bool empty() const { return found_.empty(); }
  std::string text() const {
    std::string out;
    for (const auto& [what, cases] : found_)
      out += QString("%1\n      in %2 cases, first %3\n").arg(what).arg(cases.size()).arg(*cases.begin()).toStdString();
    return out;
  }

 private:
  std::map<QString, std::set<QString>> found_;
};

class Walk {
 public:
  Walk(Stage& stage, std::string name) : stage_(stage), sheet_(options().out, std::move(name)) {}

  void at(const Stop& stop) {
    if (!options().page.empty() && stop.page.toStdString() != options().page) return;
    stage_.hold_left(stop.left);
    stage_.open(stop.page, stop.properties);
    here(stop);
  }
  // The page that is open now.
  void here(const Stop& stop) {
    if (!options().page.empty() && stop.page.toStdString() != options().page) return;
    for (const auto& each : cases_of(stop)) {
      look(each, stop.tabs);
      ++count_;
    }
  }
  // A form from end to end, in a window as tall as it is; where it shows one section at a time, one after the other.
  void whole(const QString& name, const std::vector<QSize>& widths, const std::vector<const char*>& themes) {
    for (const auto* theme : themes)
      for (const auto& size : widths)
        for (const double text_size : options().pictures && !options().all ? std::vector{1.0} : std::vector{1.0, 2.0}) {
          const Case at{name, theme, size, text_size};
          (void)stage_.show(at);
          const auto steps = steps_of(stage_.window());
          if (steps.isEmpty()) uncut(at);
          for (int step = 0; step < steps.size(); ++step) {
            open_step(stage_.window(), steps[step]);
            uncut({QString("%1-%2").arg(name).arg(step + 1, 2, 10, QChar('0')), theme, size, text_size});
          }
        }
    report_.add({name, "", {}, 1}, stage_.take_warnings());
  }
  void end() {
    sheet_.write();
    // Not by INFO, which breaks lines.
    std::cout << count_ << " cases\n" << report_.text() << std::flush;
    CHECK(report_.empty());
  }

 private:
  void uncut(Case at) {
    (void)stage_.show(at);
    at.size.rheight() += stage_.overflow();
    const auto scene = stage_.show(at);
    sheet_.add(at, scene.picture());
    if (!options().pictures) {
      report_.add(at, shape_of(scene));
      report_.add(at, colours_of(scene, false));
    }
    ++count_;
  }

  void look(const Case& at, int tabs) {
    // What has the keys is lost where another size has other controls.
    if (tabs > 0) {
      (void)stage_.show(at);
      stage_.tab_on(tabs);
    }
    for (int screen = 0; screen < most_screens; ++screen) {
      const auto scene = stage_.show(at);
      if (screen == 0) sheet_.add(at, scene.picture());
      if (options().pictures) break;
      if (at.theme == "day" || options().all) report_.add(at, shape_of(scene));
      if (!at.page.startsWith("unlock")) report_.add(at, missing_hide(scene));
      report_.add(at, colours_of(scene, at.theme == "night"));
      if (!stage_.scroll_on()) break;
    }
    report_.add(at, stage_.take_warnings());
  }

  Stage& stage_;
  Sheet sheet_;
  Report report_;
  int count_ = 0;
};

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

TEST_CASE("Every page of an officer's tablet stands in every theme, size and size of text") {
  Demonstration evening;
  Stage stage(evening.store("wren"));
  Walk walk(stage, "officer");
  walk.here({"unlock"});
  if (auto* unlock = stage.find("Unlock")) unlock->setProperty("touched", true);
  walk.here({"unlock", {}, "unlock-asked"});
  stage.unlock(evening.secret);

  std::vector<Stop> stops = {
      {"home"},
      {"home", {}, "home-left-hand", true},
      {"home", {}, "home-by-keys", false, 3},
      {"entries"},
      {"entry", {{"entryId", text(evening.returned)}}, "entry-returned"},
      {"entry", {{"entryId", text(evening.stop)}}, "entry-stop"},
      {"form", {{"type", "stop_check_vehicle"}}, "form-vehicle-stop"},
      {"form", {{"type", "official_warning"}}, "form-warning"},
      {"form", {{"type", "welfare_contact"}}, "form-welfare"},
      {"form", {{"type", "welfare_contact"}}, "form-by-keys", true, 2},
      {"form", {{"type", "shift"}}, "form-shift"},
      {"form", {{"endShift", true}}, "form-end-shift"},
      {"form", {{"amend", text(evening.returned)}}, "form-correction"},
      {"form", {{"amend", text(evening.person)}, {"settles", "date_of_birth"}}, "form-third"},
      {"person", {{"entryId", text(evening.person)}}},
      {"vehicle", {{"entryId", text(evening.vehicle)}}},
  };
  std::set<QString> named = {"review", "log", "unlock"};
  for (const auto& stop : stops) named.insert(stop.page);
  for (const auto& page : stage.pages())
    if (named.count(page) == 0) stops.push_back({page});
  for (const auto& stop : stops) walk.at(stop);
  // What lies over a page once something on it was pressed.
  const auto after = [&](const Stop& stop, const char* pressed) {
    stage.open(stop.page, stop.properties);
    (void)stage.show({stop.page, "day", sizes.front(), text_sizes.front()});
    Hands(stage.window()).press(pressed);
    walk.here(stop);
  };
  after({"form", {{"type", "vehicle"}}, "form-plate"}, "Registration");
  after({"form", {{"type", "stop_check_vehicle"}}, "form-find"}, "Find or add");
  after({"entry", {{"entryId", text(evening.stop)}}, "entry-voiding"}, "Void");
  walk.end();
}

// Empty, and with every question answered, which opens whatever an answer opens.
TEST_CASE("The form of every kind of record stands on a phone from end to end, in the usual and the largest text") {
  Demonstration evening;
  Stage stage(evening.store("wren"));
  stage.unlock(evening.secret);
  Walk walk(stage, "forms");
  const auto whole = [&](const QString& name) {
    if (!options().pictures) return walk.whole(name, {{360, 740}}, {"day"});
    if (options().all) return walk.whole(name, {sizes.front(), sizes.back()}, {"day", "night"});
    walk.whole(name, {{360, 740}, {800, 1280}}, {"day"});
    walk.whole(name, {{360, 740}}, {"night"});
  };
  int walked = 0;
  for (const auto& type : beatbook::schema::record_types()) {
    const auto& roles = type.meaning->author_roles();
    const auto name = "form-" + text(std::string(type.name));
    if (std::find(roles.begin(), roles.end(), "OFC") == roles.end()) continue;
    if (!options().page.empty() && options().page != "form" && name.toStdString() != options().page) continue;
    INFO(type.name);
    stage.open("form", {{"type", text(std::string(type.name))}});
    auto* form = form_of(stage.window());
    REQUIRE(form != nullptr);
    REQUIRE(wait_for_form(*form));
    REQUIRE(form->property("loaded").toBool());
    whole(name);
    fill_in(stage.window(), *form);
    whole(name + "-filled");
    ++walked;
  }
  if (options().page.empty()) CHECK(walked >= 30);
  walk.end();
}

TEST_CASE("Every page of a supervisor's desk stands in every theme, size and size of text") {
  Demonstration evening;
  Stage stage(evening.store("desk"));
  stage.unlock(evening.secret);
  Walk walk(stage, "desk");
  walk.at({"review"});
  walk.at({"review", {{"entryId", text(evening.corrected)}}, "review-corrected"});
  // The second press, and what is asked before it.
  stage.open("review", {});
  QTest::keyClick(&stage.window(), Qt::Key_Return, Qt::ControlModifier);
  walk.here({"review", {}, "review-approving"});
  stage.open("review", {});
  QTest::keyClick(&stage.window(), Qt::Key_R, Qt::ControlModifier);
  walk.here({"review", {}, "review-returning"});
  walk.at({"log"});
  walk.at({"log", {{"entryId", text(evening.person)}}, "log-conflict"});
  walk.at({"home", {}, "home-sergeant"});
  walk.at({"needsyou", {}, "needsyou-sergeant"});
  walk.end();
}
