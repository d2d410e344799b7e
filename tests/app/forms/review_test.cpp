#include <catch2/catch.hpp>

#include "app/forms/entry.h"
#include "beatbook/v1/records/review.pb.h"
#include "team.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;
using rules::EntryStatus;

namespace {

struct Desk {
  Tablet wren{"PC 1234", "OFC"}, heron{"PS 77", "SUP"};
  Station station;
  RecordId entry;
  std::vector<RecordId> reviews;

  explicit Desk(const json& object = stop_check_person(), const std::string& type = "stop_check_person") {
    wren.start_shift();
    entry = wren.record(type, object);
    exchange();
  }
  void exchange() {
    station.exchange({&wren, &heron});
    station.exchange({&wren, &heron});
  }
  RecordId decide(const std::string& decision, const std::string& comment = {}) {
    heron.now_ms += minute;
    reviews.push_back(heron.must(heron.notebook->review(entry, decision, comment))[0]);
    exchange();
    return reviews.back();
  }
  Entry read(Tablet& tablet) {
    const EntrySources sources{[this](const RecordId&) { return reviews; }, {}};
    return tablet.must(read_entry(*tablet.log, entry, sources));
  }
};

}  // namespace

TEST_CASE("a review names the state it saw, is signed and carries its subject's class") {
  Desk desk;
  const auto seen = desk.heron.stored(desk.entry).record.heads(v1::VC2_TEAM);
  const auto id = desk.decide("APPROVE");
  const auto stored = desk.wren.stored(id);
  const auto& review = dynamic_cast<const v1::Review&>(stored.message());
  REQUIRE(review.heads_size() == 1);
  CHECK(review.heads(0).visibility() == "VC2");
  CHECK(review.heads(0).heads() == view(seen));
  CHECK(review.subject() == desk.entry.bytes());
  CHECK(review.subject_type() == "stop_check_person");
  CHECK(review.reviewer() == "PS 77");
  CHECK(review.reviewer_role() == "SUP");
  const auto statement = "beatbook review " + Bytes("\1\0\0\0VC2", 7) + Bytes(view(seen)) + "APPROVE" + desk.entry.str();
  CHECK(review.signature().substr(1, 32) == view(sha256(statement)));
  CHECK(stored.shown.face == v1::VC2_TEAM);

  Desk welfare(welfare_contact(), "welfare_contact");
  CHECK(welfare.wren.stored(welfare.decide("APPROVE")).shown.face == v1::VC3_SAFEGUARDING);
}

TEST_CASE("the status follows the reviews that stand: approved, corrected, returned, corrected again") {
  Desk desk;
  CHECK(desk.read(desk.wren).status == EntryStatus::submitted);
  CHECK(desk.read(desk.wren).review_due_ms == static_cast<int64_t>(evening + 72 * 60 * minute));
  desk.decide("APPROVE");
  CHECK(desk.read(desk.wren).status == EntryStatus::approved);
  CHECK(desk.read(desk.wren).review_due_ms == 0);
  desk.wren.must(desk.wren.notebook->amend(desk.entry, {{"person_description", "Short"}}, {"TYPO", ""}));
  CHECK(desk.read(desk.wren).status == EntryStatus::submitted);
  desk.exchange();
  desk.decide("RETURN", "Say where the person stood.");
  CHECK(desk.read(desk.wren).status == EntryStatus::returned);
  CHECK(desk.read(desk.wren).sync == SyncState::needs_you);
  CHECK(desk.read(desk.heron).sync == SyncState::merged);
  desk.decide("ANNOTATE", "Good detail.");
  CHECK(desk.read(desk.wren).status == EntryStatus::returned);
}

TEST_CASE("team and safeguarding readers see one status of a warning, whatever part of it was corrected") {
  auto closed = warning("01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e");
  closed["referral_state"] = "DECLINED";
  Desk desk(closed, "official_warning");
  Tablet dunlin("PC 55", "OFC");
  const auto team = [&] {
    desk.station.give(dunlin, {v1::VC2_TEAM});
    return desk.read(dunlin).status;
  };
  desk.decide("APPROVE");
  const auto stored = desk.wren.stored(desk.reviews[0]);
  const auto& review = dynamic_cast<const v1::Review&>(stored.message());
  REQUIRE(review.heads_size() == 2);
  CHECK(review.heads(1).visibility() == "VC3");
  CHECK(team() == EntryStatus::approved);
  CHECK(dunlin.stored(desk.entry).record.heads_by_class().size() == 1);
  CHECK(desk.read(desk.wren).status == EntryStatus::approved);
  CHECK(desk.read(desk.heron).status == EntryStatus::approved);

  desk.wren.must(desk.wren.notebook->amend(desk.entry, {{"conduct", "SOLICITING"}}, {"TYPO", ""}));
  desk.exchange();
  CHECK(team() == EntryStatus::submitted);
  CHECK(desk.read(desk.heron).status == EntryStatus::submitted);

  desk.decide("RETURN", "Say how long.");
  CHECK(team() == EntryStatus::returned);
  desk.wren.must(desk.wren.notebook->amend(
      desk.entry, {{"conduct_text", "Stood at the corner for twenty minutes and spoke to four drivers."}},
      {"MISSED_FIELD", ""}));
  desk.exchange();
  CHECK(desk.read(desk.wren).status == EntryStatus::submitted);
  CHECK(desk.read(desk.heron).status == EntryStatus::submitted);
  // Of the safeguarding part the team knows nothing, so for it nothing has changed.
  CHECK(team() == EntryStatus::returned);
}

TEST_CASE("what is added later in a class the reviewer saw empty ends the review") {
  Tablet wren("PC 1234", "OFC"), heron("PS 77", "INS"), unit("DI 9", "INT");
  Station station;
  wren.start_shift();
  const auto entry = wren.record("intelligence", {{"envelope", envelope()},
                                                  {"subject_role", "EXR-CTL"},
                                                  {"description", "Tall, green coat"},
                                                  {"threat_level", "LOW"},
                                                  {"information_source", "OFFICER_SAW"},
                                                  {"source_evaluation", "1"},
                                                  {"information_assessment", "A"},
                                                  {"handling", "P"}});
  const auto exchange = [&] {
    station.exchange({&wren, &heron, &unit});
    station.exchange({&wren, &heron, &unit});
  };
  exchange();
  const auto review = heron.must(heron.notebook->review(entry, "APPROVE"))[0];
  const auto status = [&] {
    const EntrySources sources{[&](const RecordId&) { return std::vector{review}; }, {}};
    return heron.must(read_entry(*heron.log, entry, sources)).status;
  };
  CHECK(status() == EntryStatus::approved);
  unit.must(unit.notebook->amend(entry, {{"sanitised_text", "A man directs people at the quay."}}, {"NEW_INFO", ""}));
  exchange();
  CHECK(status() == EntryStatus::submitted);
}

TEST_CASE("a void by review keeps the content and retracts the entry in the same save") {
  Desk desk;
  const auto before = desk.heron.log->head_seq();
  CHECK_FALSE(desk.heron.notebook->review(desk.entry, "VOID"));
  CHECK(desk.heron.log->head_seq() == before);
  desk.decide("VOID", "Recorded twice.");
  CHECK(desk.heron.log->head_seq() == before + 1);
  CHECK(desk.read(desk.wren).status == EntryStatus::voided);
  CHECK(desk.read(desk.wren).stored.shown.retracted);
  CHECK(desk.wren.shown(desk.entry)["outcome"] == "NFA");
  CHECK_FALSE(desk.heron.notebook->review(desk.entry, "APPROVE"));
}

TEST_CASE("nobody approves an entry of their own, nor one they were second officer of") {
  Tablet heron("PS 77", "SUP"), egret("PS 88", "SUP");
  Station station;
  auto shift = heron.shift();
  shift["officers"].push_back({{"officer", "PS 88"}, {"role", "SUP"}});
  heron.must(heron.notebook->start_shift(shift));
  auto object = stop_check_person();
  object["envelope"]["second_officer"] = "PS88";
  object["envelope"]["second_officer_role"] = "SUP";
  const auto id = heron.record("stop_check_person", object);
  station.exchange({&heron, &egret});
  for (auto* tablet : {&heron, &egret}) {
    const auto outcome = tablet->notebook->review(id, "APPROVE");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.failure().code == Fault::refused);
    CHECK(outcome.failure().message == "You can't approve your own entry.");
  }
}

TEST_CASE("a review needs a supervisor, a decision that exists, a comment where one is due and fields that are there") {
  Desk desk;
  const auto constable = desk.wren.notebook->review(desk.entry, "APPROVE");
  REQUIRE_FALSE(constable);
  CHECK(constable.failure().message == "Only a supervisor can review an entry.");
  auto& notebook = *desk.heron.notebook;
  const std::vector<FieldRemark> remarks{{"reason", "Say how often."}, {"reson", "Say how often."}};
  const auto wrong = notebook.review(desk.entry, "PRAISE", "", remarks);
  REQUIRE_FALSE(wrong);
  CHECK_FALSE(message_at(wrong, "decision").empty());
  CHECK_FALSE(message_at(wrong, "comments[1].field").empty());
  CHECK(message_at(wrong, "comments[0].field").empty());
  CHECK_FALSE(message_at(notebook.review(desk.entry, "RETURN"), "comment").empty());
  CHECK_FALSE(notebook.review(RecordId{}, "APPROVE"));
  const auto card = desk.heron.record("vehicle", vehicle());
  CHECK_FALSE(notebook.review(card, "APPROVE"));
}

TEST_CASE("a review is not corrected, and not voided by its own reviewer") {
  Desk desk;
  const auto id = desk.decide("APPROVE");
  CHECK_FALSE(desk.heron.notebook->amend(id, {{"comment", "Better"}}, {"TYPO", ""}));
  CHECK_FALSE(desk.heron.notebook->void_record(id, {"TYPO", ""}));
  CHECK_FALSE(desk.wren.notebook->void_record(id, {"TYPO", ""}));
  Tablet egret("PS 88", "SUP");
  desk.station.exchange({&egret});
  CHECK(egret.notebook->void_record(id, {"LEGAL", ""}));
  desk.station.exchange({&egret, &desk.wren});
  CHECK(desk.read(desk.wren).status == EntryStatus::submitted);
}

TEST_CASE("the sync state climbs from only here over received to merged, and falls back with a correction") {
  Tablet wren("PC 1234", "OFC");
  Station station;
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  const auto state = [&] { return wren.must(read_entry(*wren.log, id, {})).sync; };
  CHECK(state() == SyncState::only_here);
  station.take(wren);
  CHECK(state() == SyncState::received);
  station.give(wren);
  CHECK(state() == SyncState::merged);
  wren.must(wren.notebook->amend(id, {{"person_description", "Short"}}, {"TYPO", ""}));
  CHECK(state() == SyncState::only_here);
}

TEST_CASE("what the server holds back needs its author, and a hidden value is told") {
  Tablet wren("PC 1234", "OFC"), finch("PC 4321", "OFC");
  Station station;
  const auto id = wren.record("vehicle", vehicle());
  station.exchange({&wren, &finch});
  wren.must(wren.notebook->amend(id, {{"make", "Heron"}}, {}));
  finch.now_ms += minute;
  finch.must(finch.notebook->amend(id, {{"make", "Egret"}, {"vrm", "AA19EGR"}}, {}));
  station.exchange({&wren, &finch});
  station.exchange({&wren, &finch});
  auto entry = wren.must(read_entry(*wren.log, id, {}));
  CHECK(entry.not_shown == std::vector<std::string>{"make"});
  CHECK(entry.sync == SyncState::merged);
  wren.now_ms += 2 * minute;
  wren.must(wren.notebook->amend(id, {{"model", "Wader"}}, {}));
  station.take(wren, true);
  entry = wren.must(read_entry(*wren.log, id, {}));
  CHECK(entry.sync == SyncState::needs_you);
  REQUIRE(entry.needs.size() == 1);
  const auto versions = history(*wren.log, entry.stored, {});
  CHECK(versions.back().quarantined);
}
