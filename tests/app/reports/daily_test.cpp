#include "app/reports/daily.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/person_match.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"

using namespace beatbook;
using namespace beatbook::app;

namespace {

const schema::Span period = schema::operational_day_span(date::year(2026) / 11 / 21);
const std::string avocet(16, 'a'), bittern(16, 'b'), first(16, '1'), second(16, '2');

struct Notebook {
  template <class T>
  T& add(const std::string& encounter = {}, int64_t at_ms = period.start_ms) {
    auto message = std::make_unique<T>();
    T& out = *message;
    out.mutable_envelope()->mutable_event_at()->set_utc_ms(at_ms);
    if (!encounter.empty()) out.mutable_envelope()->set_encounter_id(encounter);
    schema::Projected projected;
    projected.type = schema::find_type(T::descriptor());
    projected.message = std::move(message);
    records.push_back(std::move(projected));
    return out;
  }
  DailyReport report() const { return daily_report(records, period, schema::london(period.end_ms)); }

  std::vector<schema::Projected> records;
};

template <class T>
void link(T& record, const std::string& person, const std::string& role) {
  auto* subject = record.mutable_envelope()->add_subjects();
  subject->set_person_id(person);
  subject->add_roles(role);
}

}  // namespace

TEST_CASE("one vehicle with three people is one stop check and three persons", "[SN-54]") {
  Notebook book;
  auto& stop = book.add<v1::StopCheckVehicle>(first);
  stop.set_occupants(3);
  link(stop, avocet, "EXR-PUR");
  link(book.add<v1::StopCheckPerson>(first), avocet, "EXR-PUR");
  book.add<v1::StopAndSearch>(first).set_searched("VEHICLE");
  CHECK(book.report().stop_checks == 1);
  CHECK(book.report().persons_stopped == 3);
  CHECK(book.report().exploiters == 1);
}

TEST_CASE("two people stopped together are one encounter and two persons") {
  Notebook book;
  book.add<v1::StopCheckPerson>(first);
  book.add<v1::StopCheckPerson>(first);
  book.add<v1::StopCheckPerson>(second);
  CHECK(book.report().stop_checks == 2);
  CHECK(book.report().persons_stopped == 3);
}

TEST_CASE("records without an encounter are counted one by one") {
  Notebook book;
  book.add<v1::StopAndSearch>();
  book.add<v1::StopAndSearch>();
  CHECK(book.report().stop_checks == 2);
}

TEST_CASE("searches are counted with their finds and links") {
  Notebook book;
  auto& search = book.add<v1::StopAndSearch>(first);
  search.add_items_found("BLADE");
  search.set_outcome_linked("YES");
  book.add<v1::StopAndSearch>(second).add_items_found("NOTHING");
  const auto report = book.report();
  CHECK(report.searches == 2);
  CHECK(report.searches_with_find == 1);
  CHECK(report.searches_linked == 1);
}

TEST_CASE("two warnings of one person are two warnings and one person warned") {
  Notebook book;
  for (const auto* told : {"1", "2"}) {
    auto& warning = book.add<v1::OfficialWarning>(first);
    warning.set_rung_told(told);
    warning.set_referral_state(std::string_view(told) == "1" ? "DECLINED" : "ENGAGED");
    link(warning, avocet, "EXD-SW");
  }
  const auto report = book.report();
  CHECK(report.warnings == 2);
  CHECK(report.told.at("1") == 1);
  CHECK(report.told.at("2") == 1);
  CHECK(report.people_warned == 1);
  CHECK(report.referrals_offered == 2);
  CHECK(report.referrals_made == 1);
  CHECK(report.exploited == 1);
  CHECK(report.stop_checks == 0);
}

TEST_CASE("warnings on two cards of one person are one person warned, until the match is void") {
  Notebook book;
  link(book.add<v1::OfficialWarning>(first), avocet, "EXD-SW");
  link(book.add<v1::OfficialWarning>(second), bittern, "EXD-SW");
  CHECK(book.report().people_warned == 2);
  for (const auto& [one, other] : {std::pair(avocet, bittern), std::pair(bittern, avocet)}) {
    auto& match = book.add<v1::PersonMatch>();
    match.set_card_id(one);
    match.set_other_card_id(other);
  }
  CHECK(book.report().people_warned == 1);
  CHECK(book.report().exploited == 1);
  for (auto& record : book.records) record.retracted = record.type->name == "person_match";
  CHECK(book.report().people_warned == 2);
}

TEST_CASE("a sighting of somebody only described counts for its role, a linked one for the person") {
  Notebook book;
  book.add<v1::Sighting>().set_subject_role("EXR-CTL");
  for (int i = 0; i < 2; ++i) {
    auto& seen = book.add<v1::Sighting>();
    seen.set_subject_role("EXR-CTL");
    link(seen, bittern, "EXR-CTL");
  }
  CHECK(book.report().sightings_by_role == std::map<std::string, size_t>{{"EXR-CTL", 3}});
  CHECK(book.report().exploiters == 2);
}

TEST_CASE("the period is half open, imported history stands apart, and what is voided or has no time is left out") {
  Notebook book;
  book.add<v1::StopCheckPerson>(first, period.start_ms - 1);
  book.add<v1::StopCheckPerson>(first, period.end_ms);
  book.add<v1::StopCheckPerson>(first, period.end_ms - 1);
  book.add<v1::StopAndSearch>().mutable_envelope()->set_origin("IMPORTED");
  book.add<v1::StopCheckPerson>(second);
  book.records.back().retracted = true;
  book.add<v1::StopCheckPerson>().mutable_envelope()->clear_event_at();
  schema::Projected card;
  card.type = schema::find_type("person");
  card.message = std::make_unique<v1::Person>();
  book.records.push_back(std::move(card));
  const auto report = book.report();
  CHECK(report.stop_checks == 1);
  CHECK(report.searches == 0);
  CHECK(report.imported_by_type == std::map<std::string, size_t>{{"stop_and_search", 1}});
  CHECK(report.voided == 1);
  CHECK(report.without_time == 1);
}

TEST_CASE("enforcement never stands without support beside it, in any rendering") {
  Notebook book;
  book.add<v1::StopCheckPerson>(first);
  auto& contact = book.add<v1::WelfareContact>(second);
  contact.set_spoken_to(true);
  contact.add_referral_ids(std::string(16, 'r'));
  book.add<v1::Sighting>().set_subject_role("EXR-PUR");
  const auto report = book.report();
  CHECK(report.welfare_contacts == 1);
  CHECK(report.welfare_spoken_to == 1);
  CHECK(report.referrals_made == 1);

  const auto text = daily_text(report);
  CHECK(text.starts_with("OFFICIAL-SENSITIVE\nDaily report, 21/11/2026 07:00 to 22/11/2026 07:00, as at 22/11/2026 07:00\n"));
  CHECK(text.ends_with("\nOFFICIAL-SENSITIVE\n"));
  for (const auto* line : {"Stop checks (encounters)                                 1\n",
                           "Welfare contacts                                         1\n",
                           "Referrals made                                           1\n",
                           "Exploiters : exploited                               1 : 0\n",
                           "Purchaser or kerb crawler                                1\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }

  const auto json = nlohmann::json::parse(daily_json(report));
  CHECK(json["from"] == "2026-11-21T07:00:00+00:00");
  CHECK(json["enforcement"]["stop_checks"] == 1);
  CHECK(json["support"]["welfare_contacts"] == 1);
  CHECK(json["sightings"]["EXR-PUR"] == 1);

  const auto csv = daily_csv(report);
  CHECK(csv.starts_with("section,key,label,count\r\nreport,marking,OFFICIAL-SENSITIVE,\r\n"));
  CHECK(csv.find("\r\nenforcement,stop_checks,Stop checks (encounters),1\r\n") != std::string::npos);
  CHECK(csv.find("\r\nsupport,welfare_contacts,Welfare contacts,1\r\n") != std::string::npos);
}

TEST_CASE("for the public small counts are hidden in every rendering, also where they could be worked out") {
  Notebook book;
  for (int i = 0; i < 12; ++i) {
    auto& contact = book.add<v1::WelfareContact>();
    contact.set_spoken_to(i < 10);
  }
  book.add<v1::Sighting>().set_subject_role("EXR-PUR");
  const auto report = book.report();

  const auto text = daily_text(report, Audience::everybody);
  CHECK(text.starts_with("OFFICIAL, for public release\n"));
  CHECK(text.ends_with("\nOFFICIAL, for public release\n"));
  for (const auto* line : {"Welfare contacts                                        12\n",
                           "Welfare contacts spoken to                        withheld\n",
                           "Exploiters : exploited                              <5 : 0\n",
                           "Purchaser or kerb crawler                               <5\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }

  const auto json = nlohmann::json::parse(daily_json(report, Audience::everybody));
  CHECK(json["marking"] == "OFFICIAL, for public release");
  CHECK(json["support"]["welfare_contacts"] == 12);
  CHECK(json["support"]["welfare_spoken_to"] == "withheld");
  CHECK(json["support"]["exploiters"] == "<5");
  CHECK(json["support"]["exploited"] == 0);
  CHECK(daily_csv(report, Audience::everybody).find(",Welfare contacts spoken to,withheld\r\n") != std::string::npos);
}
