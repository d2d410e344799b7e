// Drafts in the tablet's encrypted file: after a restart, a save, a broken row.
#include "app/forms/draft_book.h"

#include <catch2/catch.hpp>

#include "filled.h"
#include "kernel/erasure.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

// A tablet whose file can be closed and opened again.
class FileTablet {
 public:
  FileTablet() {
    open(Database::Mode::create);
    log.emplace(*TabletLog::create(*store, *EnrolmentId::from_bytes(Bytes(16, 'e'))));
    v1::Welcome welcome;
    welcome.set_wall_ms(now_ms);
    welcome.set_collar_number("PC 1234");
    welcome.add_roles("OFC");
    welcome.add_operations("OP AVOCET");
    REQUIRE(log->take_welcome(welcome, now_ms));
    start();
  }

  void reopen() {
    notebook.reset();
    book.reset();
    log.reset();
    store.reset();
    open(Database::Mode::existing);
    log.emplace(*TabletLog::open(*store));
    start();
  }

  Form form(const std::string& type) {
    auto made = Form::fresh(type, notebook->situation(*schema::find_type(type)));
    REQUIRE(made);
    return *std::move(made);
  }
  std::vector<DraftEntry> list() { return *book->list(); }

  uint64_t now_ms = evening;
  beatbook::test::TemporaryDirectory directory;
  std::optional<SqliteStore> store;
  std::optional<TabletLog> log;
  std::optional<Notebook> notebook;
  std::optional<DraftBook> book;

 private:
  void open(Database::Mode mode) {
    auto opened = SqliteStore::open(directory.path() / "notebook.db", Key{}, mode);
    REQUIRE(opened);
    store.emplace(std::move(*opened));
  }
  void start() {
    Tools tools;
    tools.wall_ms = [this] { return now_ms; };
    tools.random = counted_bytes;
    tools.device_code = "T7";
    notebook.emplace(*log, tools, nullptr);
    book.emplace(*DraftBook::open(*store));
  }
};

void fill_in(Form& form, const json& object) {
  for (const auto& [name, value] : object.items()) form.set(name, value);
}

RecordId draft_id(char c) { return *RecordId::from_bytes(Bytes(16, c)); }

}  // namespace

TEST_CASE("drafts are copied into another store as they are") {
  FileTablet tablet;
  auto form = tablet.form("vehicle");
  form.set("vrm", "AA19 AVO");
  for (const char id : {'a', 'b', 'c'}) REQUIRE(tablet.book->put(draft_id(id), form, 1000 + id));
  auto other = *SqliteStore::open(tablet.directory.path() / "new.db", Key{}, Database::Mode::create);
  const auto copied = DraftBook::copy_readable(*tablet.store, other);
  REQUIRE(copied);
  CHECK(copied->copied == 3);
  CHECK(copied->all);
  auto book = *DraftBook::open(other);
  CHECK(*book.load(draft_id('b')) == *tablet.book->load(draft_id('b')));
  CHECK(book.list()->front().id == draft_id('c'));
  // A store whose table cannot be read at all.
  auto nothing = *SqliteStore::open(tablet.directory.path() / "nothing.db", Key{}, Database::Mode::create);
  const auto none = DraftBook::copy_readable(nothing, other);
  REQUIRE(none);
  CHECK(none->copied == 0);
  CHECK_FALSE(none->all);
}

TEST_CASE("a draft comes back after a restart, as it was left") {
  FileTablet tablet;
  auto form = tablet.form("vehicle");
  form.set("vrm", "AA19 AVO");
  form.set("colour", "BLUE");
  form.focus("make");
  REQUIRE(tablet.book->put(draft_id('a'), form, 1000));
  auto other = tablet.form("person");
  other.set("family_name", "Bittern");
  REQUIRE(tablet.book->put(draft_id('b'), other, 2000));
  tablet.reopen();

  const auto all = tablet.list();
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == draft_id('b'));
  CHECK(all[0].title == "Person");
  CHECK(all[0].summary == "Bittern");
  CHECK(all[1].type == "vehicle");
  CHECK(all[1].updated_ms == 1000);
  CHECK(all[1].started_ms == static_cast<int64_t>(evening));
  CHECK(all[1].readable);
  CHECK(*tablet.book->count() == 2);
  const auto kept = tablet.book->load(draft_id('a'));
  REQUIRE(kept);
  const auto again = Form::resume(*kept, tablet.notebook->situation(*schema::find_type("vehicle")));
  REQUIRE(again);
  CHECK(again->field("vrm")->value == "AA19 AVO");
  CHECK(again->field("colour")->value == "BLUE");
  CHECK(again->focused() == "make");
}

TEST_CASE("a later draft takes the place of the earlier one; a removed one is gone") {
  FileTablet tablet;
  auto form = tablet.form("vehicle");
  REQUIRE(tablet.book->put(draft_id('a'), form, 1000));
  form.set("make", "Ford");
  REQUIRE(tablet.book->put(draft_id('a'), form, 2000));
  CHECK(tablet.list().size() == 1);
  CHECK((*tablet.book->load(draft_id('a')))["parts"][0]["values"]["make"] == "Ford");
  REQUIRE(tablet.book->remove(draft_id('a')));
  REQUIRE(tablet.book->remove(draft_id('a')));
  CHECK(tablet.list().empty());
  CHECK(tablet.book->load(draft_id('a')).error().code == Fault::not_found);
}

TEST_CASE("edge case 30: a form that is open on a purged record is not kept as a draft, and what was kept goes") {
  FileTablet tablet;
  auto made = tablet.form("vehicle");
  fill_in(made, vehicle());
  const auto saved = save(made, *tablet.notebook);
  REQUIRE(saved.ids);
  const auto id = (*saved.ids)[0];
  const auto stored = read_stored(*tablet.log, id);
  REQUIRE(stored);
  const auto fields = tablet.notebook->correctable(*stored);
  REQUIRE(fields);
  auto open = Form::amend(*stored, tablet.notebook->situation(*schema::find_type("vehicle")), *fields);
  open.set("make", "Goshawk");
  REQUIRE(tablet.book->put(draft_id('a'), open, 1000));
  auto other = tablet.form("vehicle");
  other.set("make", "Ford");
  REQUIRE(tablet.book->put(draft_id('b'), other, 1000));
  tablet.store->begin();
  Erasures(*tablet.store).add(id, 1);
  tablet.store->commit();
  REQUIRE(tablet.book->forget({id}));
  CHECK(tablet.list().size() == 1);
  CHECK(tablet.book->put(draft_id('a'), open, 2000).error().code == Fault::not_found);
  CHECK(tablet.list().size() == 1);
  CHECK(tablet.book->put(draft_id('b'), other, 2000));
}

TEST_CASE("the draft of a saved form goes with the save, and stays when nothing was saved") {
  FileTablet tablet;
  auto form = tablet.form("vehicle");
  form.set("make", "Ford");
  REQUIRE(tablet.book->put(draft_id('a'), form, 1000));
  const auto refused = save(form, *tablet.notebook, tablet.book->removal(draft_id('a')));
  CHECK_FALSE(refused.ids);
  CHECK(tablet.list().size() == 1);
  fill_in(form, vehicle());
  const auto before = tablet.log->head_seq();
  const auto saved = save(form, *tablet.notebook, tablet.book->removal(draft_id('a')));
  REQUIRE(saved.ids);
  CHECK(tablet.list().empty());
  tablet.reopen();
  CHECK(tablet.list().empty());
  CHECK(tablet.log->head_seq() == before + 1);
  CHECK(tablet.log->record((*saved.ids)[0]));
}

TEST_CASE("a power cut in the middle of a save leaves the draft and no record, or the record and no draft") {
  FileTablet tablet;
  auto form = tablet.form("vehicle");
  fill_in(form, vehicle());
  REQUIRE(tablet.book->put(draft_id('a'), form, 1000));
  const auto head = tablet.log->head_seq();
  const auto remove = tablet.book->removal(draft_id('a'));
  const auto cut = [&] {
    remove();
    throw std::runtime_error("power cut");
  };
  CHECK_THROWS_AS(save(form, *tablet.notebook, cut), std::runtime_error);
  tablet.reopen();
  CHECK(tablet.log->head_seq() == head);
  CHECK(tablet.list().size() == 1);
}

TEST_CASE("a draft that can't be read is told of and hurts no other") {
  FileTablet tablet;
  REQUIRE(tablet.book->put(draft_id('a'), tablet.form("vehicle"), 1000));
  REQUIRE(tablet.book->put(draft_id('b'), tablet.form("person"), 2000));
  const auto broken = draft_id('a');
  tablet.store->database().prepare("UPDATE draft SET content = '{\"form\":1,\"par' WHERE id = ?").run(Blob(broken));
  const auto all = tablet.list();
  REQUIRE(all.size() == 2);
  CHECK(all[0].readable);
  CHECK_FALSE(all[1].readable);
  CHECK(all[1].title == "Vehicle");
  CHECK(tablet.book->load(draft_id('a')).error().code == Fault::corrupt);
  CHECK(tablet.book->load(draft_id('b')));
  REQUIRE(tablet.book->remove(draft_id('a')));
  CHECK(tablet.list().size() == 1);
}

TEST_CASE("what no form ever kept is refused, whatever it is") {
  FileTablet tablet;
  auto form = tablet.form("stop_check_vehicle");
  form.pick_new("vehicle_id", "vehicle");
  const auto good = form.draft();
  const auto resumed = [&](const json& draft) { return Form::resume(draft, {}); };
  CHECK(resumed(good));
  std::vector<json> broken;
  for (const char* text : {"null", "[]", "{}", R"("draft")", R"({"form":1})"}) broken.push_back(json::parse(text));
  for (const char* name : {"form", "purpose", "started_ms", "parts"}) {
    for (const char* text : {"null", "7", R"("x")", "[]", "{}", "[1]"}) {
      auto draft = good;
      draft[name] = json::parse(text);
      if (std::string(name) != "started_ms" || !draft[name].is_number()) broken.push_back(draft);
    }
  }
  for (const char* name : {"type", "label", "kind", "values"}) {
    for (const char* text : {"null", "7", "[]", R"("otter")"}) {
      auto draft = good;
      draft["parts"][0][name] = json::parse(text);
      if (std::string(name) != "label" || draft["parts"][0][name].is_string()) broken.push_back(draft);
    }
  }
  broken.push_back(good);
  broken.back()["parts"][1]["label"] = "";
  for (const auto& draft : broken) {
    INFO(draft.dump());
    const auto outcome = resumed(draft);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.failure().code == Fault::corrupt);
  }
}

TEST_CASE("values of a kind no form writes are shown as wrong and never fatal") {
  FileTablet tablet;
  const auto good = tablet.form("stop_check_person").draft();
  for (const json& value :
       {json(7), json("x"), json::array({1, json::object()}), json::object({{"a", 1}}), json(true), json(1.5)}) {
    for (const char* path : {"reason", "behaviours", "envelope.event_at", "envelope.subjects", "envelope.location", "envelope",
                             "power_explained", "envelope.location.street"}) {
      INFO(path << " " << value.dump());
      auto draft = good;
      put_at(draft["parts"][0]["values"], path, value);
      auto form = Form::resume(draft, tablet.notebook->situation(*schema::find_type("stop_check_person")));
      REQUIRE(form);
      CHECK(form->take(check(*form, *tablet.notebook), form->revision()));
      CHECK_FALSE(form->ready());
    }
  }
}

TEST_CASE("a field of a newer program is kept in the draft and not sent") {
  FileTablet tablet;
  auto draft = tablet.form("vehicle").draft();
  draft["parts"][0]["values"]["wingspan"] = 12;
  const auto form = Form::resume(draft, {});
  REQUIRE(form);
  CHECK_FALSE(form->to_json().contains("wingspan"));
  CHECK(form->draft()["parts"][0]["values"]["wingspan"] == 12);
}

TEST_CASE("now in an old draft is when it was begun") {
  FileTablet tablet;
  const auto draft = tablet.form("sighting").draft();
  const auto resumed_after = [&](int64_t minutes) {
    auto situation = tablet.notebook->situation(*schema::find_type("sighting"));
    situation.now_ms += minutes * 60'000;
    return Form::resume(draft, situation)->field("envelope.event_at")->value;
  };
  CHECK(resumed_after(20) == "now");
  CHECK(resumed_after(45) == "2025-11-21T23:00:00+00:00");
}
