#include "sync-server/reader.h"

#include "kernel/central_attachments.h"
#include "kernel/limits.h"
#include "kernel/purge_book.h"
#include "sync-server/clock.h"
#include "sync-server/publisher.h"
#include "sync-server/quarantine.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

namespace {

// Whose change-sets the server's own are, where people read an officer's collar number.
constexpr std::string_view administrator = "Administrator";

constexpr size_t asked_at_once = 128;  // receipts of purges

// A page ends after the entry that passes this: with a change-set of the largest size it still fits a frame uncompressed.
constexpr size_t page_that_always_fits = limits::frame - limits::purged_change_set - 4096;

}  // namespace

template <class Work>
auto StoreReader::at_one_moment(Work&& work) -> decltype(work()) {
  return attempt([&]() -> decltype(work()) {
    store_.database().run("BEGIN");
    struct End {
      Database& database;
      ~End() {
        try {
          database.run("COMMIT");
        } catch (const StorageFailure&) {  // nothing was written; the next BEGIN reports what is wrong
        }
      }
    } end{store_.database()};
    return work();
  });
}

Result<std::optional<EnrolmentGrant>> StoreReader::grant(const EnrolmentId& enrolment) {
  return at_one_moment(
      [&]() -> Result<std::optional<EnrolmentGrant>> { return Enrolments(store_.database()).grant(enrolment); });
}

Streams streams_of(SqliteStore& store, const EnrolmentId& enrolment) {
  const auto known = Enrolments(store.database()).grant(enrolment);
  if (!known || known->grant.revoked) return {};
  return rules::streams_for(known->grant.roles, known->grant.operations);
}

Result<SessionFacts> session_facts(SqliteStore& store, const EnrolmentId& enrolment, const v1::Hello& hello) {
  const auto known = Enrolments(store.database()).grant(enrolment);
  if (!known)
    return Error{Fault::refused, "This tablet is not enrolled at this server. Your entries are safe; ask for a new code."};
  CentralLog log(store);
  SessionFacts facts;
  const auto branches = store.branches_of(enrolment);
  // A clone that was forked must not speak for the tablet it was copied from.
  const auto named = store.branch({enrolment, hello.incarnation()});
  // A tablet on its first branch is told of that one, also where nothing lies on it: a copy's later branch is not its own
  // chain.
  const bool first = branches.empty() || hello.incarnation() == 0;
  facts.branch = named ? *named : first ? log.branch({enrolment, 0}) : branches.back();
  facts.revoked = known->grant.revoked;
  if (!known->grant.revoked) facts.streams = rules::streams_for(known->grant.roles, known->grant.operations);
  facts.roles = known->grant.roles;
  facts.operations = known->grant.operations;
  facts.collar_number = known->collar;
  facts.store_incarnation = store.fact(fact_store_incarnation).value_or(Bytes());
  facts.head_gsn = log.head();
  facts.digest = log.digest(facts.streams, hello.cursor());
  facts.quarantined = Quarantine(store.database()).count(enrolment);
  facts.wall_ms = wall_ms();
  facts.archived = store.fact(fact_archived) == "1";
  facts.backup_gsn = std::stoull(store.fact(fact_backup_gsn).value_or("0"));
  facts.backup_attachment = std::stoull(store.fact(fact_backup_attachment).value_or("0"));
  if (!hello.push_only()) {
    auto owed =
        PurgeBook(store, facts.store_incarnation).unanswered(PurgeBook::tablet(facts.branch.branch), hello, asked_at_once);
    if (!owed) return owed.error();
    facts.unanswered = std::move(*owed);
  }
  return facts;
}

// What a Hello said may have been taken back since: a session lives as long as it is kept alive.
Result<void> StoreReader::check_grant(const Reader& reader) {
  const auto known = Enrolments(store_.database()).grant(reader.branch.enrolment);
  const bool revoked = !known || known->grant.revoked;
  const Streams streams = revoked ? Streams{} : rules::streams_for(known->grant.roles, known->grant.operations);
  if (streams == reader.streams && revoked == reader.only_stamps_through.has_value()) return {};
  return Error{Fault::refused, "What you may see has changed. Sync again; your entries are safe."};
}

// The kernel knows enrolments, people know officers.
Result<v1::Page> StoreReader::named_page(const Reader& reader, uint64_t from_gsn, size_t max_bytes, uint64_t through_gsn) {
  auto page = CentralLog(store_).read_page(reader, from_gsn, max_bytes, through_gsn);
  if (!page) return page;
  Enrolments enrolments(store_.database());
  for (auto& branch : *page->mutable_branches()) {
    const auto id = EnrolmentId::from_bytes(branch.enrolment());
    if (const auto known = id ? enrolments.find(*id) : std::nullopt) {
      branch.set_collar_number(known->collar);
    } else if (id && Publisher::is_publisher(store_.database(), *id)) {
      branch.set_collar_number(std::string(administrator));
    }
  }
  return page;
}

bool StoreReader::fits_frame(const v1::Page& page) {
  constexpr size_t around = 64;  // what a ServerFrame puts around its page
  if (page.ByteSizeLong() + around <= limits::frame) return true;
  const auto packed = trial_.encode(page);
  return packed && packed->size() + around <= limits::frame;
}

Result<v1::Page> StoreReader::page(const Reader& reader, uint64_t from_gsn, uint64_t through_gsn) {
  return at_one_moment([&]() -> Result<v1::Page> {
    if (auto granted = check_grant(reader); !granted) return granted.error();
    // Few large pages cost the tablet fewer commits than many small ones; what people write packs to less than half.
    auto page = named_page(reader, from_gsn, limits::page, through_gsn);
    if (page && !fits_frame(*page)) page = named_page(reader, from_gsn, limits::batch, through_gsn);
    if (page && !fits_frame(*page)) page = named_page(reader, from_gsn, page_that_always_fits, through_gsn);
    return page;
  });
}

Result<v1::AttachmentPart> StoreReader::attachment(const v1::Fetch& fetch, const EnrolmentId& enrolment) {
  return at_one_moment(
      [&]() -> Result<v1::AttachmentPart> { return CentralAttachments(store_).read(fetch, streams_of(store_, enrolment)); });
}

bool StoreReader::orders_wait() {
  const auto wait = attempt([&]() -> Result<bool> {
    auto& database = store_.database();
    return database.prepare("SELECT 1 FROM ordered LIMIT 1").integer().has_value() ||
           database.prepare("SELECT 1 FROM publication WHERE waits = 1 LIMIT 1").integer().has_value();
  });
  return wait && *wait;
}

Result<BranchRow> StoreReader::branch(const Branch& branch, const std::optional<Ancestry>& told) {
  return at_one_moment([&]() -> Result<BranchRow> { return CentralLog(store_).branch(branch, told); });
}

}  // namespace beatbook::server
