// What was typed is not lost, and what was shown is not seen, whatever happens to the program.
#include <QClipboard>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>
#include <QScreen>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/ui/session.h"
#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook;
using namespace beatbook::test::walker;

namespace {

constexpr auto typed = "A white van slowed beside two women and drove off.";
constexpr int lock_ms = 300;

struct Phone {
  explicit Phone(Demonstration& evening)
      : secret(evening.secret), stage(std::make_unique<Stage>(evening.store("wren"))), hands(stage->window()) {
    window().resize(360, 740);
  }
  QQuickWindow& window() { return stage->window(); }
  app::Session& session() { return stage->session(); }
  void unlock() { stage->unlock(secret); }
  void begin_sighting() {
    unlock();
    hands.wait_to_see("This shift");
    hands.press("Sighting");
  }
  void hide() { QTest::keyClick(&window(), Qt::Key_L, Qt::ControlModifier); }
  // What the field that has the focus holds.
  QString in_focus() {
    return window().activeFocusItem() ? window().activeFocusItem()->property("text").toString() : QString();
  }
  bool goes_on_with(const QString& text) {
    return QTest::qWaitFor([&] { return in_focus() == text; }, 5000);
  }
  // What a person sees, not what the program would draw next.
  QImage picture() { return window().screen()->grabWindow(window().winId()).toImage(); }
  // The first one drawn after this was done.
  QImage picture_after(const std::function<void()>& what) {
    bool drawn = false;
    const auto noted = QObject::connect(&window(), &QQuickWindow::frameSwapped, &window(), [&] { drawn = true; });
    what();
    REQUIRE(QTest::qWaitFor([&] { return drawn; }, 5000));
    QObject::disconnect(noted);
    return picture();
  }

  std::string secret;
  std::unique_ptr<Stage> stage;
  Hands hands;
};

}  // namespace

TEST_CASE("What was typed a second before the program is killed is there again, in its form and on its field") {
  Demonstration evening;
  const auto ready = evening.fleet.directory / "typed";
  qputenv("TYPIST_STORE", evening.store("wren").c_str());
  qputenv("TYPIST_SECRET", evening.secret.c_str());
  qputenv("TYPIST_TEXT", typed);
  qputenv("TYPIST_DONE", ready.c_str());
  test::Process typist({BEATBOOK_TYPIST}, evening.fleet.directory.path());
  const bool began = test::soon([&] { return !test::read_file(ready).empty(); });
  if (!began) FAIL(typist.wait().out);
  QTest::qWait(1000);
  REQUIRE(typist.stop(SIGKILL) == 128 + SIGKILL);

  Phone phone(evening);
  phone.unlock();
  phone.hands.press("Sighting, unfinished");
  CHECK(phone.goes_on_with(typed));
}

TEST_CASE("A tablet locked in the middle of a word goes on in that word") {
  Demonstration evening;
  Phone phone(evening);
  phone.begin_sighting();
  phone.hands.write("Description", "A white va");
  phone.hide();
  CHECK(phone.session().state() == app::Session::Locked);
  phone.unlock();
  CHECK(phone.goes_on_with("A white va"));

  // A program that is started anew offers it too.
  phone.hide();
  phone.stage.reset();
  Phone again(evening);
  again.unlock();
  again.hands.press("Sighting, unfinished");
  CHECK(again.goes_on_with("A white va"));
}

TEST_CASE("The picture after the gesture is that of a tablet nobody has opened, also while it exchanges and its disk is busy") {
  const bool busy = GENERATE(false, true);
  CAPTURE(busy);
  Demonstration evening;
  Phone phone(evening);
  const QString minute = phone.session().clock();
  const auto closed = phone.picture_after([&] { phone.window().update(); });
  REQUIRE_FALSE(closed.isNull());
  phone.unlock();
  phone.stage->open("entry", {{"entryId", QString::fromStdString(evening.returned)}});
  phone.hands.wait_to_see("Heron Lane");
  const auto open = phone.picture_after([&] { phone.window().update(); });
  REQUIRE(open != closed);
  if (busy) {
    phone.session().thread().keep([](app::Bench&) { std::this_thread::sleep_for(std::chrono::seconds(2)); });
    phone.session().sync_status().syncNow();
    REQUIRE(phone.session().sync_status().running());
  }

  QElapsedTimer clock;
  clock.start();
  const auto covered = phone.picture_after([&] { phone.hide(); });
  CHECK(clock.elapsed() < lock_ms);
  if (phone.session().clock() == minute) {
    CHECK(covered == closed);
  }
  CHECK_FALSE(phone.hands.sees("Heron Lane"));
  QTest::qWait(50);
  if (phone.session().clock() == minute) {
    CHECK(phone.picture() == closed);
  }
}

TEST_CASE("A locked tablet leaves nothing on the clipboard, and its title never says what is open") {
  Demonstration evening;
  Phone phone(evening);
  phone.begin_sighting();
  phone.hands.write("Description", typed);
  CHECK(phone.window().title() == "Notes");
  QTest::keySequence(&phone.window(), QKeySequence::SelectAll);
  QTest::keySequence(&phone.window(), QKeySequence::Copy);
  REQUIRE(QGuiApplication::clipboard()->text() == typed);
  phone.hide();
  CHECK(QGuiApplication::clipboard()->text().isEmpty());
  CHECK(phone.window().title() == "Notes");
}

TEST_CASE(
    "edge case 6: what the server lost and this tablet still has is handed in from the hand-in page") {
  Demonstration evening;
  auto& fleet = evening.fleet;
  const auto backup = (fleet.directory / "backup.db").string();
  fleet.admin({"backup", "--to", backup});
  const auto id = fleet.record("crane", "sighting", test::sighting("A man waited by the school gate."));
  for (const auto* tablet : {"crane", "wren"}) fleet.sync(tablet);
  fleet.server->stop(SIGTERM);
  fleet.admin({"restore", "--from", backup});
  fleet.serve();
  std::filesystem::remove_all(evening.store("crane"));
  fleet.sync("wren");

  Phone phone(evening);
  phone.unlock();
  phone.stage->open("handin", {});
  phone.hands.wait_to_see("1 entry of a colleague is on this tablet and no longer at the server");
  CHECK(phone.hands.sees("Is its author's tablet lost?"));
  phone.hands.press("Hand in copies");
  phone.hands.wait_to_see("1 save is held for a supervisor to look at.");
  CHECK_FALSE(phone.hands.sees("Is its author's tablet lost?"));
  CHECK(test::soon([&] { return fleet.admin({"held"}).find("A copy of a colleague's entry") != std::string::npos; }));

  phone.stage->open("entry", {{"entryId", QString::fromStdString(id)}});
  phone.hands.wait_to_see("A copy, handed in by PC 1234: the server had lost it.");
  CHECK(phone.hands.sees("Held for a supervisor. Colleagues do not see it yet."));
  CHECK(phone.hands.sees("The server has it"));
}

TEST_CASE("A locked tablet says that all is sent, and after it went off while it was open that there may be more") {
  Demonstration evening;
  const auto send_without_opening = [](Phone& phone) {
    phone.hands.press("Press to unlock");
    phone.hands.press("Send without opening");
  };
  {
    Phone phone(evening);
    phone.unlock();
    phone.hide();
    send_without_opening(phone);
    phone.hands.wait_to_see("Every saved entry is sent.");
  }
  std::filesystem::remove(evening.store("wren") / "outbox.whole");
  {
    Phone phone(evening);
    send_without_opening(phone);
    phone.hands.wait_to_see("There may be more: unlock the tablet and exchange.");
    phone.unlock();
    phone.hide();
    send_without_opening(phone);
    phone.hands.wait_to_see("Every saved entry is sent.");
  }
}
