#pragma once
// One-time codes and what they become: enrolments, one officer on one tablet. Tables of central.db; as in accounts.h nothing
// begins or commits. Of a code only the SHA-256 of its 80 random bits is stored.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "kernel/dot.h"
#include "kernel/result.h"
#include "rules/access.h"
#include "sqlite/database.h"
#include "sync-server/certificates.h"

namespace beatbook::server {

struct EnrolmentRow {
  EnrolmentId id;
  std::string collar;
  std::string device_name;
  Bytes public_key;   // Ed25519, raw
  Bytes certificate;  // DER
  uint64_t created_ms = 0;
  std::optional<uint64_t> revoked_ms;
};

// A certificate of this server's authority whose enrolment its store does not hold: the store was put back to before it.
struct UnknownEnrolment {
  CertificateHolder holder;
  Bytes certificate;  // DER
  uint64_t shown_ms = 0;
};

// What the server may tell a tablet and rule by at this moment.
struct EnrolmentGrant {
  rules::Grant grant;
  std::string collar;
  Bytes public_key;
};

class Enrolments {
 public:
  // Signs a certificate for an enrolment.
  using Issue = std::function<Result<Bytes>(const CertificateHolder& holder)>;

  static void make_tables(Database& database);
  explicit Enrolments(Database& database) : database_(&database) {}

  // Remembers a code until `expires_ms`. Fault::not_found without the officer.
  Result<void> add_code(BytesView secret, const std::string& collar, uint64_t now_ms, uint64_t expires_ms);

  // Uses a code up and makes the enrolment; everything of the reply but the authority and the sealing key is filled. A tablet
  // whose reply got lost asks again with the same keys and code and gets the same reply while the code is valid. Fault::refused
  // for a code that is wrong, used or expired (one sentence for all: nobody learns which), Fault::bad_input for a key that is
  // enrolled already.
  Result<v1::EnrolReply> redeem(const v1::EnrolRequest& request, uint64_t now_ms, const Issue& issue);

  std::optional<EnrolmentRow> find(const EnrolmentId& id);
  std::vector<EnrolmentRow> list();
  // Roles and operations now; nothing and `revoked` for a revoked enrolment or a removed officer. nullopt: never enrolled here.
  std::optional<EnrolmentGrant> grant(const EnrolmentId& id);
  // Fault::not_found. Revoking twice changes nothing.
  Result<void> revoke(const EnrolmentId& id, uint64_t now_ms);

  // Keeps a certificate that a tablet proved and this store does not know; the same one a second time changes nothing.
  void remember(BytesView certificate, uint64_t now_ms);
  std::vector<UnknownEnrolment> unknown();
  // Takes an unknown enrolment in again, for the officer its certificate names. What was revoked after the backup is unknown
  // too: who reinstates must know whose hands the tablet is in. Fault::not_found when no tablet has shown it, Fault::bad_input
  // without the officer or when its certificate names none.
  Result<void> reinstate(const EnrolmentId& id, uint64_t now_ms);
  // The code that opens the tablet's store when the officer's secret is lost; reading it is noted. Fault::not_found, also for
  // the code of a reinstated enrolment, which is lost.
  Result<std::string> recovery_code(const EnrolmentId& id, uint64_t now_ms);

 private:
  Result<v1::EnrolReply> same_again(const EnrolmentId& id, const v1::EnrolRequest& request);
  Result<v1::EnrolReply> enrol(const std::string& collar, const v1::EnrolRequest& request, uint64_t now_ms, const Issue& issue);

  Database* database_;
};

}  // namespace beatbook::server
