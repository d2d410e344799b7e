#include <catch2/catch.hpp>
#include <chrono>

#include "app/forms/envelope.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "kernel/limits.h"
#include "schema/local_time_field.h"
#include "team.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

ImportedRecord row(size_t number) {
  auto search = std::make_unique<v1::StopAndSearch>();
  search->set_searched("PERSON");
  search->set_object_of_search("CONTROLLED_DRUGS");
  search->set_outcome("NFA");
  auto& entry = *mutable_envelope(*search);
  entry.set_origin("IMPORTED");
  entry.set_marking("OFFICIAL-SENSITIVE");
  schema::set_local_time(*entry.mutable_event_at(), schema::london(static_cast<int64_t>(evening - number * minute)));
  entry.mutable_location()->set_street("On or near Heron Lane");
  entry.mutable_location()->set_latitude_e6(53'790'000 + static_cast<int32_t>(number));
  entry.mutable_location()->set_longitude_e6(-1'540'000);
  const auto hash = sha256("row " + std::to_string(number));
  return {make_record_id(evening, view(hash).substr(0, 10)), schema::find_type("stop_and_search"), std::move(search)};
}

std::vector<ImportedRecord> rows(size_t count) {
  std::vector<ImportedRecord> out;
  for (size_t i = 0; i < count; ++i) out.push_back(row(i));
  return out;
}

}  // namespace

TEST_CASE("importing twice adds nothing, and ten thousand rows take few change-sets") {
  Tablet heron("PS 77", "SUP");
  auto file = rows(10'000);
  file.push_back(row(17));
  const auto first = heron.must(heron.notebook->import(file));
  CHECK(first.added == 10'000);
  CHECK(first.known == 1);
  CHECK(first.change_sets <= 10'000 / 60 + 1);
  CHECK(heron.log->head_seq() == first.change_sets);
  CHECK(heron.saves.size() == first.change_sets);
  const auto again = heron.must(heron.notebook->import(file));
  CHECK(again.added == 0);
  CHECK(again.known == 10'001);
  CHECK(again.change_sets == 0);
  CHECK(heron.store.record_count() == 10'000);
  CHECK(heron.shown(file[3].id)["envelope"]["origin"] == "IMPORTED");
  for (const auto& bytes : heron.log->own_batch(0, SIZE_MAX).change_sets) CHECK(bytes.size() <= limits::change_set);
}

TEST_CASE("an import that stopped in the middle is finished by the next") {
  Tablet heron("PS 77", "SUP");
  const auto file = rows(200);
  heron.must(heron.notebook->import(std::span(file).first(70)));
  const auto rest = heron.must(heron.notebook->import(file));
  CHECK(rest.added == 130);
  CHECK(rest.known == 70);
}

TEST_CASE("one wrong row stores none, and every wrong row is named") {
  Tablet heron("PS 77", "SUP");
  auto file = rows(150);
  mutable_envelope(*file[2].message)->set_origin("CAPTURED");
  mutable_envelope(*file[140].message)->mutable_location()->set_street(std::string(500, 'x'));
  const auto outcome = heron.notebook->import(file);
  REQUIRE_FALSE(outcome);
  CHECK_FALSE(message_at(outcome, "[2].envelope.origin").empty());
  CHECK_FALSE(message_at(outcome, "[140].envelope.location.street").empty());
  CHECK(heron.log->head_seq() == 0);
}

TEST_CASE("a role that may not make a record may not import it either") {
  Tablet pcso("PCSO 55", "PCSO");
  const auto outcome = pcso.notebook->import(rows(1));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.failure().code == Fault::refused);
}

TEST_CASE("what is imported cannot be claimed by capture") {
  Tablet heron("PC 1234", "OFC");
  heron.start_shift();
  auto object = stop_check_person();
  object["envelope"]["origin"] = "IMPORTED";
  object.erase("reason");
  const auto outcome = heron.notebook->record("stop_check_person", object);
  REQUIRE_FALSE(outcome);
  CHECK_FALSE(message_at(outcome, "envelope.origin").empty());
}
