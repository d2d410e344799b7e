#include "rules/repeats.h"

#include "records.h"

namespace beatbook::rules {

namespace {

RecordId person(int number) { return make_record_id(static_cast<uint64_t>(number), Bytes(10, 'p')); }

PhoneUse held(const char* phone, int by, const char* role = "EXD-SW") { return {phone, person(by), {}, role}; }
PhoneUse advertised(const char* phone, const char* advert) { return {phone, std::nullopt, advert, {}}; }

}  // namespace

TEST_CASE("a purchaser seen twice in 28 days is a repeat", "[BR-20][FS-10]") {
  const int64_t now = ms("2026-11-21 23:00");
  const auto repeat = [&](const char* before) { return repeat_purchaser(std::vector{ms(before)}, now); };
  CHECK(repeat("2026-11-20 23:00"));
  CHECK(repeat("2026-10-24 23:00"));
  CHECK_FALSE(repeat("2026-10-23 23:59"));
  CHECK_FALSE(repeat("2026-11-21 23:00"));
  CHECK_FALSE(repeat_purchaser({}, now));
}

TEST_CASE("a vehicle is a repeat only after its letter was posted", "[BR-20]") {
  const std::vector posted = {ms("2026-11-10 12:00")};
  CHECK(seen_after_letter(posted, ms("2026-11-10 12:01")));
  CHECK_FALSE(seen_after_letter(posted, ms("2026-11-10 11:59")));
  CHECK_FALSE(seen_after_letter({}, ms("2026-11-10 12:01")));
}

TEST_CASE("a number is a pattern when three share it, or a controlling individual shares it", "[BR-19][BX-12]") {
  const char* phone = "+447700900123";
  const auto patterns = [](std::vector<PhoneUse> uses) { return phone_patterns(uses); };
  CHECK(patterns({held(phone, 1), held(phone, 2)}).empty());
  CHECK(patterns({held(phone, 1), held(phone, 1), held(phone, 1)}).empty());
  CHECK(patterns({held(phone, 1), held(phone, 2), held(phone, 3)}) == std::vector{PhonePattern{phone, 3, false}});
  CHECK(patterns({held(phone, 1), advertised(phone, "a"), advertised(phone, "b")}) ==
        std::vector{PhonePattern{phone, 3, false}});
  CHECK(patterns({held(phone, 1), held(phone, 9, "EXR-CTL")}) == std::vector{PhonePattern{phone, 1, true}});
  CHECK(patterns({held(phone, 1, "EXR-PUR"), held(phone, 9, "EXR-CTL")}).empty());
  CHECK(patterns({held(phone, 1), held("+447700900124", 2), held(phone, 3)}).empty());
}

TEST_CASE("only the intelligence unit sees number patterns", "[BR-19]") {
  for (const auto& code : schema::CodeLists::built_in().find("officer_role")->codes) {
    CHECK(may_see_phone_patterns(code.code) == (code.code == "INT"));
  }
}

}  // namespace beatbook::rules
