#include "sync-server/enrolments.h"

#include "kernel/enrolment_code.h"
#include "kernel/hash.h"
#include "sync-server/accounts.h"
#include "sync-server/random.h"

namespace beatbook::server {

namespace {

constexpr size_t recovery_code_size = 15;  // 24 characters
constexpr size_t longest_device_name = 80;

// A list on a terminal shows it: nothing that moves the cursor.
std::string printable(std::string_view text) {
  std::string out;
  for (const unsigned char c : text.substr(0, longest_device_name)) {
    if (c >= 0x20 && c < 0x7f) out += static_cast<char>(c);
  }
  return out;
}

// UUIDv4: its first digits tell enrolments apart in a log.
EnrolmentId random_id() {
  auto id = *EnrolmentId::from_bytes(random_bytes(16));
  id.value[6] = static_cast<unsigned char>((id.value[6] & 0x0f) | 0x40);
  id.value[8] = static_cast<unsigned char>((id.value[8] & 0x3f) | 0x80);
  return id;
}

Error wrong_code() {
  return {Fault::refused, "This enrolment code is wrong, used or expired. Ask your supervisor for a new one."};
}

}  // namespace

void Enrolments::make_tables(Database& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS enrolment(id BLOB PRIMARY KEY, collar TEXT NOT NULL REFERENCES officer(collar),"
      " device_name TEXT NOT NULL, public_key BLOB NOT NULL UNIQUE, certificate BLOB NOT NULL, recovery_code TEXT NOT NULL,"
      " created_ms INTEGER NOT NULL, revoked_ms INTEGER) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS enrolment_code(hash BLOB PRIMARY KEY, collar TEXT NOT NULL REFERENCES officer(collar),"
      " created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, used_ms INTEGER, enrolment BLOB) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS unknown_enrolment(certificate BLOB PRIMARY KEY, shown_ms INTEGER NOT NULL) WITHOUT ROWID;");
}

Result<void> Enrolments::add_code(BytesView secret, const std::string& collar, uint64_t now_ms, uint64_t expires_ms) {
  const auto officer = Accounts(*database_).officer(collar);
  if (!officer || officer->removed) {
    return Error{Fault::not_found, "There is no officer " + collar + ". Add the officer first: beatbook-server officer add"};
  }
  const Hash hash = sha256(secret);
  database_->prepare("INSERT INTO enrolment_code(hash, collar, created_ms, expires_ms) VALUES(?, ?, ?, ?)")
      .run(Blob(view(hash)), Text(collar), now_ms, expires_ms);
  Accounts(*database_).note(now_ms, "code issued", collar, "");
  return {};
}

Result<v1::EnrolReply> Enrolments::redeem(const v1::EnrolRequest& request, uint64_t now_ms, const Issue& issue) {
  const Hash hash = sha256(request.secret());
  std::string collar;
  {
    Statement statement =
        database_->prepare("SELECT collar, used_ms, enrolment FROM enrolment_code WHERE hash = ? AND expires_ms > ?");
    Rows rows = statement.query(Blob(view(hash)), now_ms);
    if (!rows.next()) return wrong_code();
    if (!rows.is_null(1)) {
      const auto id = rows.id<EnrolmentId>(2);
      return id ? same_again(*id, request) : wrong_code();
    }
    collar = rows.text(0);
  }
  const auto officer = Accounts(*database_).officer(collar);
  if (!officer || officer->removed) return wrong_code();
  const auto taken = database_->prepare("SELECT 1 FROM enrolment WHERE public_key = ?").integer(Blob(request.public_key()));
  if (taken)
    return Error{Fault::bad_input, "This tablet is enrolled already with another code. Remove its enrolment and start again."};
  auto reply = enrol(collar, request, now_ms, issue);
  if (!reply) return reply;
  // The condition makes a code single-use even between two writers.
  database_->prepare("UPDATE enrolment_code SET used_ms = ?, enrolment = ? WHERE hash = ? AND used_ms IS NULL")
      .run(now_ms, Blob(reply->enrolment()), Blob(view(hash)));
  if (database_->changes() != 1) return wrong_code();
  return reply;
}

Result<v1::EnrolReply> Enrolments::enrol(const std::string& collar, const v1::EnrolRequest& request, uint64_t now_ms,
                                         const Issue& issue) {
  const EnrolmentId id = random_id();
  const auto certificate = issue({id, request.public_key(), collar, request.unlock_key()});
  if (!certificate) return certificate.error();
  const std::string recovery = write_base32(random_bytes(recovery_code_size));
  const std::string device_name = printable(request.device_name());
  database_
      ->prepare(
          "INSERT INTO enrolment(id, collar, device_name, public_key, certificate, recovery_code, created_ms)"
          " VALUES(?, ?, ?, ?, ?, ?, ?)")
      .run(Blob(id), Text(collar), Text(device_name), Blob(request.public_key()), Blob(*certificate), Text(recovery), now_ms);
  Accounts(*database_).note(now_ms, "enrolled", collar, id.text());
  v1::EnrolReply reply;
  reply.set_enrolment(id.str());
  reply.set_certificate(*certificate);
  reply.set_collar_number(collar);
  reply.set_recovery_code(recovery);
  return reply;
}

Result<v1::EnrolReply> Enrolments::same_again(const EnrolmentId& id, const v1::EnrolRequest& request) {
  Statement statement = database_->prepare(
      "SELECT certificate, collar, recovery_code FROM enrolment WHERE id = ? AND public_key = ? AND revoked_ms IS NULL");
  Rows rows = statement.query(Blob(id), Blob(request.public_key()));
  if (!rows.next()) return wrong_code();
  // The certificate names the unlock key: a tablet with another one would never be let read.
  const auto holder = holder_of(rows.blob(0));
  if (!holder || holder->unlock_key != request.unlock_key()) return wrong_code();
  v1::EnrolReply reply;
  reply.set_enrolment(id.str());
  reply.set_certificate(Bytes(rows.blob(0)));
  reply.set_collar_number(std::string(rows.text(1)));
  reply.set_recovery_code(std::string(rows.text(2)));
  return reply;
}

std::optional<EnrolmentRow> Enrolments::find(const EnrolmentId& id) {
  Statement statement = database_->prepare(
      "SELECT collar, device_name, public_key, certificate, created_ms, revoked_ms FROM enrolment WHERE id = ?");
  Rows rows = statement.query(Blob(id));
  if (!rows.next()) return std::nullopt;
  EnrolmentRow row{id,
                   std::string(rows.text(0)),
                   std::string(rows.text(1)),
                   Bytes(rows.blob(2)),
                   Bytes(rows.blob(3)),
                   static_cast<uint64_t>(rows.integer(4)),
                   {}};
  if (!rows.is_null(5)) row.revoked_ms = static_cast<uint64_t>(rows.integer(5));
  return row;
}

std::vector<EnrolmentRow> Enrolments::list() {
  std::vector<EnrolmentRow> out;
  Statement statement = database_->prepare("SELECT id FROM enrolment ORDER BY created_ms, id");
  Rows rows = statement.query();
  while (rows.next()) out.push_back(*find(rows.id<EnrolmentId>(0).value_or(EnrolmentId{})));
  return out;
}

std::optional<EnrolmentGrant> Enrolments::grant(const EnrolmentId& id) {
  const auto row = find(id);
  if (!row) return std::nullopt;
  EnrolmentGrant out{{}, row->collar, row->public_key};
  const auto officer = Accounts(*database_).officer(row->collar);
  out.grant.revoked = row->revoked_ms.has_value() || !officer || officer->removed;
  if (!out.grant.revoked) {
    out.grant.roles = officer->roles;
    out.grant.operations = officer->operations;
  }
  return out;
}

Result<void> Enrolments::revoke(const EnrolmentId& id, uint64_t now_ms) {
  const auto row = find(id);
  if (!row) return Error{Fault::not_found, "There is no enrolment " + id.text() + ". See: beatbook-server enrolment list"};
  if (row->revoked_ms) return {};
  database_->prepare("UPDATE enrolment SET revoked_ms = ? WHERE id = ?").run(now_ms, Blob(id));
  Accounts(*database_).note(now_ms, "enrolment revoked", row->collar, id.text());
  return {};
}

void Enrolments::remember(BytesView certificate, uint64_t now_ms) {
  database_->prepare("INSERT OR IGNORE INTO unknown_enrolment(certificate, shown_ms) VALUES(?, ?)")
      .run(Blob(certificate), now_ms);
}

std::vector<UnknownEnrolment> Enrolments::unknown() {
  std::vector<UnknownEnrolment> out;
  Statement statement = database_->prepare("SELECT certificate, shown_ms FROM unknown_enrolment ORDER BY shown_ms");
  Rows rows = statement.query();
  while (rows.next()) {
    Bytes certificate(rows.blob(0));
    auto holder = holder_of(certificate);
    if (holder) out.push_back({std::move(*holder), std::move(certificate), static_cast<uint64_t>(rows.integer(1))});
  }
  return out;
}

Result<void> Enrolments::reinstate(const EnrolmentId& id, uint64_t now_ms) {
  if (find(id)) return Error{Fault::bad_input, "The enrolment " + id.text() + " is known here. There is nothing to reinstate."};
  for (const auto& shown : unknown()) {
    if (shown.holder.enrolment != id) continue;
    const auto& collar = shown.holder.collar;
    const auto officer = collar.empty() ? std::nullopt : Accounts(*database_).officer(collar);
    if (!officer || officer->removed) {
      return Error{Fault::bad_input,
                   collar.empty() ? "The certificate of this tablet names no officer. Enrol the tablet anew."
                                  : "There is no officer " + collar + ". Add the officer first: beatbook-server officer add"};
    }
    if (database_->prepare("SELECT 1 FROM enrolment WHERE public_key = ?").integer(Blob(shown.holder.public_key))) {
      return Error{Fault::bad_input, "This tablet is enrolled with a newer code. Revoke that enrolment or use it."};
    }
    database_
        ->prepare(
            "INSERT INTO enrolment(id, collar, device_name, public_key, certificate, recovery_code, created_ms)"
            " VALUES(?, ?, 'reinstated', ?, ?, '', ?)")
        .run(Blob(id), Text(collar), Blob(shown.holder.public_key), Blob(shown.certificate), now_ms);
    database_->prepare("DELETE FROM unknown_enrolment WHERE certificate = ?").run(Blob(shown.certificate));
    Accounts(*database_).note(now_ms, "enrolment reinstated", collar, id.text());
    return {};
  }
  return Error{Fault::not_found,
               "No tablet has shown the enrolment " + id.text() +
                   " since the store was put back. Let it sync once, then see: beatbook-server enrolment list"};
}

Result<std::string> Enrolments::recovery_code(const EnrolmentId& id, uint64_t now_ms) {
  std::string code, collar;
  {
    Statement statement = database_->prepare("SELECT recovery_code, collar FROM enrolment WHERE id = ?");
    Rows rows = statement.query(Blob(id));
    if (!rows.next())
      return Error{Fault::not_found, "There is no enrolment " + id.text() + ". See: beatbook-server enrolment list"};
    code = rows.text(0);
    collar = rows.text(1);
  }
  if (code.empty()) {
    return Error{
        Fault::not_found,
        "The recovery code of this enrolment was lost with the store it was made in. The officer's secret still opens the "
        "tablet; enrol it anew to have a code again."};
  }
  Accounts(*database_).note(now_ms, "recovery code read", collar, id.text());
  return code;
}

}  // namespace beatbook::server
