// The edge cases of tests/simulator/README.md that belong to the file.
#include <catch2/catch.hpp>

#include "kernel/central_log.h"
#include "sqlite/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using test::TemporaryDirectory;

namespace {

// One entry each of an author's chain, as a server takes it in.
class Author {
 public:
  explicit Author(char name) : branch_{*EnrolmentId::from_bytes(Bytes(16, name)), 0}, chain_(chain_root(branch_.enrolment)) {}

  void push(Store& store) {
    v1::Header header;
    header.set_operation("lapwing");
    header.set_hlc_ms(++seq_);
    Change change;
    change.record = make_record_id(seq_, branch_.enrolment.str().substr(0, 10));
    change.type = 11;
    change.kind = v1::Change::CREATE;
    change.visibility = v1::VC2_TEAM;
    v1::Push push;
    push.set_from_seq(seq_);
    push.set_previous_hash(Bytes(view(chain_)));
    push.add_change_sets(*encode_change_set(header, {change}, Bytes(16, 's'), branch_));
    const auto prepared = *prepare_push(std::move(push), branch_, {});
    chain_ = prepared.sets.back().chain;
    if (!CentralLog(store).take_push(prepared, 1, {})) throw std::runtime_error("a push was refused");
  }

 private:
  Branch branch_;
  Hash chain_;
  uint64_t seq_ = 0;
};

}  // namespace

TEST_CASE("edge case 11: nobody reads a number while one before it may still come") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  Database::Settings impatient;
  impatient.busy_ms = 1;
  (void)*SqliteStore::open(file, key, Database::Mode::create, impatient);
  auto reads = *SqliteStore::open(file, key, Database::Mode::read_only);
  const Reader reader{{*EnrolmentId::from_bytes(Bytes(16, 'r')), 0}, {{"lapwing", v1::VC2_TEAM}}};
  Author wren('w'), crane('c');
  uint64_t cursor = 0;
  std::vector<uint64_t> read;
  const auto pull = [&] {
    const auto page = *CentralLog(reads).read_page(reader, cursor, 1 << 20);
    for (const auto& entry : page.entries()) read.push_back(entry.gsn());
    cursor = page.to_gsn();
  };
  for (int round = 0; round < 20; ++round) {
    // One takes numbers and is slow to commit; the other gets none meanwhile, so none overtakes.
    auto first = *SqliteStore::open(file, key, Database::Mode::existing, impatient);
    auto other = *SqliteStore::open(file, key, Database::Mode::existing, impatient);
    first.begin();
    wren.push(first);
    CHECK_THROWS_AS(other.begin(), StorageFailure);
    pull();
    wren.push(first);
    pull();
    CHECK(read.size() == cursor);
    first.commit();
    // What is given up takes its numbers along, and they are given again.
    auto second = *SqliteStore::open(file, key, Database::Mode::existing, impatient);
    second.begin();
    Author('u').push(second);
    pull();
    second.rollback();
    second.begin();
    crane.push(second);
    pull();
    second.commit();
    pull();
  }
  CHECK(read.size() == reads.last_gsn());
  for (size_t i = 0; i < read.size(); ++i) CHECK(read[i] == i + 1);
}

TEST_CASE("edge case 37: an older program leaves a newer program's store as it is, and says so") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  std::int64_t newer = 0;
  {
    auto store = *SqliteStore::open(file, key, Database::Mode::create);
    store.set_fact("tablet", "of today");
    newer = store.database().schema_version() + 1;
    store.database().run("CREATE TABLE of_a_newer_program(id INTEGER PRIMARY KEY)");
    store.database().set_schema_version(static_cast<std::int32_t>(newer));
  }
  const auto opened = SqliteStore::open(file, key, Database::Mode::existing);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Fault::refused);
  auto database = *Database::open(file, key, Database::Mode::read_only);
  CHECK(database.schema_version() == newer);
  CHECK(database.prepare("SELECT count(*) FROM of_a_newer_program").integer() == 0);
}

TEST_CASE("edge case 8: a store whose log is large is opened while another connection reads it, and all is there") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  auto first = *SqliteStore::open(file, key, Database::Mode::create);
  for (int i = 0; i < 300; ++i) first.set_fact("entry " + std::to_string(i), Bytes(3000, 'x'));
  REQUIRE(std::filesystem::file_size(file.string() + "-wal") > 256 * 1024);
  auto second = SqliteStore::open(file, key, Database::Mode::existing);
  REQUIRE(second);
  for (int i = 0; i < 300; ++i) CHECK(second->fact("entry " + std::to_string(i)) == Bytes(3000, 'x'));
  CHECK(second->database().verify());
}
