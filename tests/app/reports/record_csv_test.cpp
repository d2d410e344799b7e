#include "app/reports/record_csv.h"

#include <catch2/catch.hpp>

#include "beatbook/v1/records/environmental_find.pb.h"
#include "beatbook/v1/records/phone_call.pb.h"
#include "schema/json.h"
#include "schema/time.h"

using namespace beatbook;
using namespace beatbook::app;

namespace {

using Lines = std::vector<std::string>;

rules::Situation desk() {
  rules::Situation out;
  out.officer = {"PS 77", "SUP", false};
  out.now_ms = schema::read_local_time("2026-11-26T10:00")->utc_ms;
  out.settings.beats = {{"H1", "Plover Street", {}}};
  return out;
}

const std::string calls =
    "event_at,channel,caller_type,reported_event_at,deployed_at,arrived_at,closed_at,outcome,sub_outcome,"
    "no_response_reason,persons_seen,street,beat,location_class,caller_number_ending";
const std::string finds =
    "collected_on,week_start,run,collector,street,beat,location_class,condoms_used,condoms_unused,needles,"
    "other_items,nil_return";
const std::string figures =
    "organisation,period_start,period_end,measure,value,lowest,highest,unit,definition,submitted_by,"
    "submitted_on,revision";
const std::string audit = "seen_on,category,street,location_class,note,severity,closed_on";

std::string header_of(const std::string& type) {
  return type == "phone_call" ? calls : type == "environmental_find" ? finds : type == "partner_figures" ? figures : audit;
}

Result<CsvRecords> read(const std::string& type, const std::string& file) {
  return read_record_csv(file, *schema::find_type(type), desk());
}

// What is said of a file of these rows under the usual header.
Lines said(const std::string& type, const Lines& rows) {
  auto file = header_of(type) + "\r\n";
  for (const auto& row : rows) file += row + "\r\n";
  const auto got = read(type, file);
  if (!got) return {got.error().message};
  Lines out;
  for (const auto& fault : got->faults)
    out.push_back(std::to_string(fault.line) + (fault.column.empty() ? "" : ", " + fault.column) + ": " + fault.reason);
  return out;
}

std::string header_error(const std::string& type, const std::string& header) {
  const auto got = read(type, header + "\n");
  return got ? "" : got.error().message;
}

const std::string good_call =
    "06/05/2019 21:15,CALL,Resident,06/05/2019 21:05,,,06/05/2019 22:00,NO_RESPONSE,,BANK_HOL,,Plover Street,H1,OUT_RES,123";

}  // namespace

TEST_CASE("a row of each table is a record of its type, in the words people write", "[LD-01][LD-11][LD-38][SN-15]") {
  const auto call = read("phone_call", calls + "\n" + good_call + "\n");
  REQUIRE(call);
  REQUIRE(call->faults.empty());
  CHECK(schema::write_json(*call->records[0].message) ==
        nlohmann::ordered_json{{"envelope",
                                {{"event_at", "2019-05-06T21:15:00+01:00"},
                                 {"event_time_precision", "EXACT"},
                                 {"location", {{"street", "Plover Street"}, {"beat", "H1"}, {"location_class", "OUT_RES"}}},
                                 {"marking", "OFFICIAL-SENSITIVE"},
                                 {"origin", "IMPORTED"}}},
                               {"channel", "CALL"},
                               {"caller_type", "RESIDENT"},
                               {"caller_number_ending", "123"},
                               {"reported_event_at", "2019-05-06T21:05:00+01:00"},
                               {"closed_at", "2019-05-06T22:00:00+01:00"},
                               {"outcome", "NO_RESPONSE"},
                               {"no_response_reason", "BANK_HOL"}});
  const auto find = read("environmental_find",
                         finds + "\n24.04.19,2019-04-24,Dawn,Council,\"Heron Lane, by the arches\",,OTHER,0,0,0,0,Yes\n");
  REQUIRE(find);
  REQUIRE(find->faults.empty());
  const auto& nil = dynamic_cast<const v1::EnvironmentalFind&>(*find->records[0].message);
  CHECK(nil.location().street() == "Heron Lane, by the arches");
  CHECK(nil.nil_return());
  CHECK(nil.collected_on() == "2019-04-24");
  CHECK(said("partner_figures",
             {"Lantern,01/02/2019,30/04/2019,People met,,65,80,PERSONS,Distinct people,Service manager,08/05/2019,1"})
            .empty());
  CHECK(said("environmental_audit_item", {"18/01/2016,LIGHTING,Heron Lane,HOTSPOT,Lamp out,2,"}).empty());
}

TEST_CASE("a wrong cell is named by line and column, in words that say how to mend it") {
  struct Row {
    const char* type;
    const char* cells;
    Lines said;
  };
  const std::vector<Row> rows = {
      {"phone_call",
       "06/05/2019 21:15,PIGEON,RESIDENT,06/05/2019 21:05,,,,,,,,Plover Street,,RES,",
       {"2, channel: \"PIGEON\" is not in the list. Write one of: CALL, TEXT, WHATSAPP, EMAIL."}},
      {"phone_call",
       "06/05/2019 21:15,CALL,RESIDENTS,06/05/2019 21:05,,,,,,,,Plover Street,,RES,",
       {"2, caller_type: \"RESIDENTS\" is not in the list. Did you mean RESIDENT?"}},
      {"phone_call",
       "05/06/2019 at nine,CALL,ANON,06/05/2019 21:05,,,,,,,,Plover Street,,RES,",
       {"2, event_at: Enter a date and time, like 21/11/2026 23:10."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,07/05/2019 22:00,NO_RESPONSE,,BANK_HOL,,Plover Street,,RES,",
       {"2, no_response_reason: 07/05/2019 is not a bank holiday. Choose another reason."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,07/05/2019 21:40,07/05/2019 21:30,,,,,,Plover Street,,RES,",
       {"2, arrived_at: Arrival can't be before deployment."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,07/05/2019 22:00,,,,,Plover Street,,RES,",
       {"2, outcome: Choose one outcome for this call."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,07/05/2019 22:00,SW_IDENT,,,two,Plover Street,,RES,",
       {"2, persons_seen: \"two\" is no whole number. Use digits only, like 12.", "2, sub_outcome: Select what happened."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,,,,,,,,RES,",
       {"2, street: Add a location: use GPS, a grid reference, or a street."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,,,,,,Plover Street,H7,RES,",
       {"2, beat: Choose a beat from the list."}},
      {"phone_call",
       "07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,,,,,,Plover Street,,RES,07700900123",
       {"2, caller_number_ending: Last 3 digits of the caller's number must be 3 characters or fewer. It has 11."}},
      {"phone_call",
       "27/11/2026 21:15,CALL,ANON,26/11/2026 09:05,,,,,,,,Plover Street,,RES,",
       {"2, event_at: Event time is in the future. Enter when it happened."}},
      {"phone_call",
       "07/05/2019 21:15,CALL",
       {"2: The row has 2 cells, the first line 15. Check the commas; a text with a comma stands in quotation marks."}},
      {"environmental_find",
       "24/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,-3,0,0,0,no",
       {"2, condoms_used: Enter a whole number, 0 if none."}},
      {"environmental_find",
       "24/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,,0,0,0,no",
       {"2, condoms_used: Enter a whole number, 0 if none."}},
      {"environmental_find",
       "24/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,0,0,0,0,no",
       {"2, nil_return: Nothing was found: say that it is a nil return."}},
      {"environmental_find",
       "24/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,0,0,0,0,maybe",
       {"2, nil_return: \"maybe\" is no answer. Write yes or no."}},
      {"environmental_find",
       "31/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,1,0,0,0,no",
       {"2, collected_on: There is no such date. Enter a real date, like 21/11/2026."}},
      {"environmental_find",
       "02/05/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,1,0,0,0,no",
       {"2, collected_on: This day is not in the week of the return. Check the dates."}},
      {"partner_figures",
       "Lantern,01/02/2019,30/04/2019,People met,,65,,PERSONS,Distinct,Manager,08/05/2019,1",
       {"2, highest: A range needs a lower and an upper value."}},
      {"partner_figures",
       "Lantern,01/02/2019,30/04/2019,People met,60,65,80,PERSONS,Distinct,Manager,08/05/2019,1",
       {"2, value: Give either one value or a range, not both."}},
      {"partner_figures",
       "Lantern,30/04/2019,01/02/2019,People met,60,,,PERSONS,Distinct,Manager,08/05/2019,1",
       {"2, period_end: The last day can't be before the first. Check the dates."}},
      {"environmental_audit_item", "18/01/2016,LIGHTING,Heron Lane,HOTSPOT,,4,", {"2, severity: Enter a number from 1 to 3."}},
      {"environmental_audit_item",
       "18/01/2016,LIGHTING,Heron Lane,HOTSPOT,,2,17/01/2016",
       {"2, closed_on: It can't be closed before it was seen. Check the dates."}},
  };
  for (const auto& row : rows) {
    INFO(row.cells);
    CHECK(said(row.type, {row.cells}) == row.said);
  }
}

TEST_CASE("every wrong line is named at once, and a call that ended in a warning keeps its outcome") {
  CHECK(said("environmental_find", {"24/04/2019,24/04/2019,DUSK,Council,Heron Lane,,OTHER,1,0,0,0,no",
                                    "24/04/2019,24/04/2019,DAWN,Council,Heron Lane,,OTHER,1,0,0,0,no",
                                    "24/04/2019,24/04/2019,DAWN,Council,\"Heron Lane,,OTHER,1,0,0,0,no"})
            .size() == 2);
  CHECK(said("phone_call",
             {"07/05/2019 21:15,CALL,ANON,07/05/2019 21:05,,,07/05/2019 22:00,SW_IDENT,WARN,,1,Plover Street,,RES,"})
            .empty());
}

TEST_CASE("a first line that does not name the columns says all that is wrong with it") {
  CHECK(header_error("environmental_audit_item", audit).empty());
  CHECK(header_error("environmental_audit_item", "category,severity,seen_on,location_class").empty());
  CHECK(header_error("environmental_audit_item", "seen_on,severety,location.street,location_class,seen_on,author,") ==
        "The first line names the columns. There is no column severety. Did you mean severity? The column seen_on is there "
        "twice. Take one "
        "out. There is no column author. Take it out. Column 7 has no name. Name it, or take it out. The column category is "
        "missing. The "
        "column severity is missing.");
  CHECK(header_error("phone_call", "event_at,channel,caller_type,made_at").find("There is no column made_at.") !=
        std::string::npos);
  CHECK(header_error("phone_call", "") == "The file is empty. Its first line names the columns.");
  CHECK(header_error("phone_call", "event\xff_at,channel") ==
        "The first line cannot be read. Save the file as CSV UTF-8 and import it again.");
}

TEST_CASE("a record follows from its row alone, and equal rows are as many records") {
  const auto ids = [](const std::string& rows) {
    const auto got = read("phone_call", calls + "\n" + rows);
    REQUIRE(got);
    std::vector<RecordId> out;
    for (const auto& row : got->records) out.push_back(row.id);
    return out;
  };
  const auto once = ids(good_call + "\n");
  CHECK(ids("\"06/05/2019 21:15\",call,RESIDENT,2019-05-06 21:05,,,06/05/2019  22:00,No_Response,,BANK_HOL,, Plover Street "
            ",H1,OUT_RES,123\r\n") == once);
  const auto twice = ids(good_call + "\n" + good_call + "\n");
  CHECK(twice.size() == 2);
  CHECK(twice[0] == once[0]);
  CHECK(twice[1] != once[0]);
  CHECK(once[0].text().substr(0, 13) ==
        make_record_id(static_cast<uint64_t>(schema::read_local_time("2019-05-06T21:15")->utc_ms), Bytes(10, '0'))
            .text()
            .substr(0, 13));
}

TEST_CASE("a role that may not make a record brings in no table of it") {
  auto partner = desk();
  partner.officer.role = "INT";
  const auto got = read_record_csv(calls + "\n" + good_call + "\n", *schema::find_type("phone_call"), partner);
  REQUIRE(got);
  REQUIRE(got->faults.size() == 1);
  CHECK(got->faults[0].reason == "Your role can't record a call. Ask an officer of the team.");
}
