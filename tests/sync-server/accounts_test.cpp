#include "sync-server/accounts.h"

#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using beatbook::test::enrol_request;
using beatbook::test::KeyPair;
using beatbook::test::TestStore;

namespace {

struct Office : TestStore {
  SqliteStore store = open();
  Accounts accounts{store.database()};
  Enrolments enrolments{store.database()};
  Certificates certificates = *Certificates::load(store);
  Enrolments::Issue issue = [this](const CertificateHolder& holder) { return certificates.issue(holder); };

  Bytes unlock = unlock_public_key(random_key());

  Result<v1::EnrolReply> redeem(const Bytes& secret, const Bytes& public_key, uint64_t now_ms = wall_ms()) {
    return enrolments.redeem(enrol_request(secret, public_key, unlock).enrol(), now_ms, issue);
  }
};

}  // namespace

TEST_CASE("an officer is granted known roles in known operations only") {
  Office office;
  CHECK(office.accounts.add_officer({"PC 1", {"OFC"}, {"lantern"}, false}, 1));
  const auto unknown_operation = office.accounts.add_officer({"PC 2", {"OFC"}, {"elsewhere"}, false}, 1);
  REQUIRE_FALSE(unknown_operation);
  CHECK(unknown_operation.error().code == Fault::bad_input);
  CHECK_FALSE(office.accounts.add_officer({"PC 1", {"SUP"}, {"lantern"}, false}, 1));
  CHECK_FALSE(office.accounts.set_officer({"PC 9", {"SUP"}, {"lantern"}, false}, 1));
  CHECK_FALSE(read_roles({"OFC", "KING"}));
  CHECK(*read_roles({"ofc", "Sup"}) == std::vector<std::string>{"OFC", "SUP"});
  CHECK_FALSE(read_collar("not a collar number"));
}

TEST_CASE("set replaces grants and remove drops them, but keeps the officer for the entries") {
  Office office;
  REQUIRE(office.accounts.add_officer({"PC 1", {"OFC", "SWL"}, {"lantern"}, false}, 1));
  REQUIRE(office.accounts.set_officer({"PC 1", {"SUP"}, {"lantern"}, false}, 2));
  CHECK(office.accounts.officer("PC 1")->roles == std::vector<std::string>{"SUP"});
  REQUIRE(office.accounts.remove_officer("PC 1", 3));
  CHECK(office.accounts.officers().empty());
  REQUIRE(office.accounts.officer("PC 1"));
  CHECK(office.accounts.officer("PC 1")->roles.empty());
  CHECK_FALSE(office.accounts.remove_officer("PC 1", 4));
  CHECK(office.accounts.add_officer({"PC 1", {"OFC"}, {"lantern"}, false}, 5));
  CHECK_FALSE(office.accounts.officer("PC 1")->removed);
}

TEST_CASE("an operation has a plain name once") {
  Office office;
  CHECK(office.accounts.add_operation({"lantern-2", ""}, 1));
  CHECK_FALSE(office.accounts.add_operation({"lantern-2", ""}, 1));
  for (const auto* name : {"", "two words", "a;b", "a/b", "12345678901234567890123456789012345678901"}) {
    CHECK_FALSE(office.accounts.add_operation({name, ""}, 1));
  }
}

TEST_CASE("a code enrols until the moment it expires") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  const Bytes early = random_bytes(10), late = random_bytes(10);
  REQUIRE(office.enrolments.add_code(early, "PC 1", 1000, 2000));
  REQUIRE(office.enrolments.add_code(late, "PC 1", 1000, 2000));
  CHECK(office.redeem(early, KeyPair().public_key(), 1999));
  const auto expired = office.redeem(late, KeyPair().public_key(), 2000);
  REQUIRE_FALSE(expired);
  CHECK(expired.error().code == Fault::refused);
}

TEST_CASE("a code is used once; only the same tablet gets the same reply again") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  const Bytes secret = office.add_code("PC 1");
  const KeyPair tablet, thief;
  const auto first = office.redeem(secret, tablet.public_key());
  REQUIRE(first);
  const auto again = office.redeem(secret, tablet.public_key());
  REQUIRE(again);
  CHECK(again->SerializeAsString() == first->SerializeAsString());
  CHECK_FALSE(office.redeem(secret, thief.public_key()));
  CHECK(office.enrolments.list().size() == 1);

  REQUIRE(office.enrolments.revoke(*EnrolmentId::from_bytes(first->enrolment()), wall_ms()));
  CHECK_FALSE(office.redeem(secret, tablet.public_key()));
}

TEST_CASE("one tablet key cannot be two enrolments") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  office.add_officer("PC 2", {"OFC"});
  const KeyPair tablet;
  CHECK(office.redeem(office.add_code("PC 1"), tablet.public_key()));
  CHECK_FALSE(office.redeem(office.add_code("PC 2"), tablet.public_key()));
}

TEST_CASE("a wrong code, a removed officer's code and a key that is none are refused") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  CHECK_FALSE(office.redeem(random_bytes(10), KeyPair().public_key()));
  const Bytes secret = office.add_code("PC 1");
  CHECK_FALSE(office.redeem(secret, Bytes(32, '\xff')));
  CHECK_FALSE(office.redeem(secret, "short"));
  REQUIRE(office.accounts.remove_officer("PC 1", 3));
  CHECK_FALSE(office.redeem(secret, KeyPair().public_key()));
  CHECK_FALSE(office.enrolments.add_code(random_bytes(10), "PC 1", 1, 2));
}

TEST_CASE("only the hash of a code is stored, and nothing of it in plain sight") {
  Office office;
  office.add_officer("PC 4321", {"OFC"});
  const Bytes secret = office.add_code("PC 4321");
  Statement statement = office.store.database().prepare("SELECT hash FROM enrolment_code");
  Rows rows = statement.query();
  REQUIRE(rows.next());
  CHECK(rows.blob(0) == view(sha256(secret)));
  CHECK_FALSE(test::any_file_contains(office.folder().path(), secret));
  CHECK_FALSE(test::any_file_contains(office.folder().path(), "PC 4321"));
}

TEST_CASE("a revoked enrolment and a removed officer hold no grants") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  const auto id = *EnrolmentId::from_bytes(office.redeem(office.add_code("PC 1"), KeyPair().public_key())->enrolment());
  CHECK(office.enrolments.grant(id)->grant.roles == std::vector<std::string>{"OFC"});
  CHECK_FALSE(office.enrolments.grant(id)->grant.revoked);
  REQUIRE(office.accounts.remove_officer("PC 1", 3));
  CHECK(office.enrolments.grant(id)->grant.revoked);
  CHECK(office.enrolments.grant(id)->grant.roles.empty());
  REQUIRE(office.accounts.add_officer({"PC 1", {"OFC"}, {"lantern"}, false}, 4));
  REQUIRE(office.enrolments.revoke(id, 5));
  CHECK(office.enrolments.grant(id)->grant.revoked);
  CHECK(office.enrolments.grant(id)->grant.operations.empty());
  CHECK_FALSE(office.enrolments.grant(EnrolmentId{}));
}

TEST_CASE("the recovery code the tablet got is the one kept, and reading it is noted") {
  Office office;
  office.add_officer("PC 1", {"OFC"});
  const auto reply = office.redeem(office.add_code("PC 1"), KeyPair().public_key());
  const auto id = *EnrolmentId::from_bytes(reply->enrolment());
  CHECK(read_base32(reply->recovery_code())->size() == 15);
  CHECK(*office.enrolments.recovery_code(id, 77) == reply->recovery_code());
  CHECK(office.store.database().prepare("SELECT at_ms FROM account_event WHERE event = 'recovery code read'").integer() == 77);
  CHECK_FALSE(office.enrolments.recovery_code(EnrolmentId{}, 77));
}
