#include "app/tablet/salvage.h"

#include <fmt/format.h>

#include "app/forms/draft_book.h"
#include "app/tablet/salvage_files.h"
#include "app/tablet/tablet.h"
#include "kernel/hash.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

namespace {

namespace fs = std::filesystem;

// Fault::corrupt when something in it does not fit.
Result<void> whole(SqliteStore& store) {
  return attempt([&]() -> Result<void> {
    auto log = TabletLog::open(store);
    if (!log) return log.error();
    if (auto chain = log->verify(); !chain) return chain.error();
    return store.database().verify();
  });
}

v1::TabletFacts facts_in(SqliteStore& damaged) {
  v1::TabletFacts out;
  const auto read = attempt([&]() -> Result<Bytes> { return damaged.fact("tablet").value_or(Bytes()); });
  if (!read || !out.ParseFromString(*read)) out.Clear();
  return out;
}

std::optional<LogRow> own_in(SqliteStore& damaged, uint64_t seq) {
  const auto row = attempt([&]() -> Result<std::optional<LogRow>> { return damaged.own(seq); });
  return row ? *row : std::nullopt;
}

// What the app remembers beside its log, and what is kept for colleagues: the next view shows it again.
void copy_notes(SqliteStore& damaged, SqliteStore& to) {
  std::vector<std::string> names;
  (void)attempt([&]() -> Result<void> {
    auto query = damaged.database().prepare(
        "SELECT name FROM fact WHERE name LIKE 'note.%' OR name LIKE 'kept%' OR name LIKE 'copies%' "
        "OR name LIKE 'officer.%' OR name = 'servers'");
    for (auto rows = query.query(); rows.next();) names.emplace_back(rows.text(0));
    return {};
  });
  for (const auto& name : names) {
    const auto value = attempt([&]() -> Result<Bytes> { return damaged.fact(name).value_or(Bytes()); });
    if (value && (name != "kept" || v1::EntryNames().ParseFromString(*value))) to.set_fact(name, *value);
  }
}

class Rescue {
 public:
  Rescue(SqliteStore& damaged, TabletLog& log, const v1::TabletFacts& known, const Outbox& outbox, Salvaged& out)
      : damaged_(damaged), log_(log), known_(known), outbox_(outbox), out_(out) {}

  // From the first on, until one cannot be read or does not fit.
  Result<void> entries() {
    constexpr size_t at_once = 256;
    const auto once_acked = std::max(known_.once_acked_seq(), known_.acked_seq());
    for (;;) {
      std::vector<LogRow> rows;
      while (rows.size() < at_once) {
        auto row = own_in(damaged_, log_.head_seq() + rows.size() + 1);
        if (!row) break;
        rows.push_back(*std::move(row));
      }
      const auto taken = log_.take_back(rows, once_acked);
      if (!taken) return taken.error();
      if (*taken < at_once) break;
    }
    out_.kept = log_.head_seq();
    return {};
  }

  // Behind what could be taken over, and neither handed in nor sealed in the outbox: the save before a power cut.
  Result<void> entries_nowhere_else() {
    const auto last = outbox_.last();
    const auto behind = std::max({log_.head_seq(), known_.acked_seq(), last ? last->seq : 0});
    const auto newest = attempt([&]() -> Result<std::optional<LogRow>> { return damaged_.last_own(); });
    const uint64_t through = newest && *newest ? (*newest)->dot.seq : behind;
    for (uint64_t seq = behind + 1; seq <= through; ++seq) {
      const auto row = own_in(damaged_, seq);
      const auto set = row ? log_.decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, {}});
      v1::Header header;
      if (!set || !header.ParseFromArray(set->header_bytes.data(), static_cast<int>(set->header_bytes.size()))) continue;
      header.clear_peers();
      std::vector<Change> changes;
      for (const auto& placed : set->changes) changes.push_back(placed.change);
      if (changes.empty()) continue;  // purged
      if (auto saved = log_.save(std::move(header), changes, set->stamp().ms, random_bytes(16)); !saved) return saved.error();
      ++out_.again;
    }
    return {};
  }

  // Those made here that are whole. Of which the server has them is told anew.
  Result<void> pictures(SqliteStore& to) {
    return attempt([&]() -> Result<void> {
      for (uint64_t number = 0;;) {
        const auto rows =
            attempt([&]() -> Result<std::vector<AttachmentRow>> { return damaged_.attachments_after(number, 1); });
        out_.pictures_lost = out_.pictures_lost || !rows;
        if (!rows || rows->empty()) return {};
        const auto& row = rows->front();
        number = row.number;
        if (!row.own) continue;
        const auto bytes = attempt([&]() -> Result<std::optional<Bytes>> { return attachment_bytes(damaged_, row); });
        if (!bytes || !*bytes || sha256(**bytes) != row.name.sha256) {
          out_.pictures_lost = out_.pictures_lost || row.received_by.empty();
          continue;
        }
        to.begin(Durability::with_next);
        log_.attachments().add(row.name, **bytes);
        to.commit();
        ++out_.pictures;
      }
    });
  }

 private:
  SqliteStore& damaged_;
  TabletLog& log_;
  const v1::TabletFacts& known_;
  const Outbox& outbox_;
  Salvaged& out_;
};

// Everything that is sealed in the outbox stands in the new log as well.
bool holds(TabletLog& log, SqliteStore& store, const Outbox& outbox) {
  const auto last = outbox.last();
  if (outbox.count() == 0 || !last) return true;
  const auto own = store.own(last->seq);
  return log.branch().incarnation == last->incarnation && own && own->chain == last->chain_hash;
}

// The new notebook, beside the damaged one; both are closed when it returns. `unsent`: why the outbox could not be sent.
Result<void> make_new(const fs::path& directory, const Key& key, const EnrolmentId& id, const Outbox& outbox,
                      const std::optional<Error>& unsent, Salvaged& out) {
  auto damaged = SqliteStore::open(directory / notebook_file, key, Database::Mode::read_only);
  auto store = SqliteStore::open(directory / salvage_files::unfinished, key, Database::Mode::create);
  if (!store) return store.error();
  const auto known = damaged ? facts_in(*damaged) : v1::TabletFacts();
  auto log = TabletLog::create_again(*store, id, known);
  if (!log) return log.error();
  out.drafts_lost = out.pictures_lost = !damaged;
  out.roles_lost = known.roles().empty();
  if (damaged) {
    copy_notes(*damaged, *store);
    Rescue rescue(*damaged, *log, known, outbox, out);
    if (auto done = rescue.entries(); !done) return done;
    if (holds(*log, *store, outbox)) {
      if (auto done = rescue.entries_nowhere_else(); !done) return done;
    }
    if (auto done = rescue.pictures(*store); !done) return done;
    const auto drafts = DraftBook::copy_readable(*damaged, *store);
    if (!drafts) return drafts.error();
    out.drafts = drafts->copied;
    out.drafts_lost = !drafts->all;
    if (log->kept().any()) {
      if (auto begun = log->begin_rebuild("this notebook was salvaged", log->streams()); !begun) return begun;
    }
  }
  if (!holds(*log, *store, outbox)) {
    return Error{
        Fault::refused,
        fmt::format("{} saves lie sealed in the outbox, and the damaged file has lost them. They could not be sent: {} "
                    "Nothing was changed. Run salvage again when they can; if that does not help, keep the tablet as it "
                    "is and tell your supervisor.",
                    outbox.count(), unsent ? unsent->message : "the server did not take them.")};
  }
  return store->database().checkpoint();
}

Result<Salvaged> rescued(const fs::path& directory, const Key& key, const Enrolment& enrolment, Salvaged out) {
  const auto pushed = push_locked(directory);
  if (!pushed) return pushed.error();
  out.sent = pushed->report.pushed;
  auto outbox = Outbox::open(directory, enrolment.grant().sealing_key);
  if (!outbox) return outbox.error();
  if (auto expected = outbox->expect_saves(); !expected) return expected.error();
  salvage_files::remove_unfinished(directory);
  if (auto made = make_new(directory, key, enrolment.grant().id, *outbox, pushed->report.failed, out); !made) {
    salvage_files::remove_unfinished(directory);
    return made.error();
  }
  if (auto named = salvage_files::finished(directory); !named) return named.error();
  auto place = salvage_files::put_in_place(directory);
  if (!place) return place.error();
  out.damaged = place->value_or(fs::path());
  return out;
}

}  // namespace

Result<Salvaged> salvage(const fs::path& directory, std::string_view secret) {
  const auto key = Tablet::unlock(directory, secret);
  if (!key) return key.error();
  const auto enrolment = Enrolment::load(directory);
  if (!enrolment) return enrolment.error();
  Salvaged out;
  // One that was cut off: its new notebook is whole.
  Result<std::optional<fs::path>> before = std::optional<fs::path>();
  {
    const auto alone = open_outbox_file(directory);
    if (!alone) return alone.error();
    before = salvage_files::put_in_place(directory);
    if (!before) return before.error();
  }
  if (*before) out.damaged = **before;
  {
    auto store = SqliteStore::open(directory / notebook_file, *key, Database::Mode::read_only);
    const auto sound = store ? whole(*store) : Result<void>(store.error());
    if (sound) {
      out.whole = !*before;
      return out;
    }
    // The key opened its slot: what it does not open is damaged.
    const auto code = sound.error().code;
    if (code != Fault::corrupt && !(code == Fault::locked && !store)) return sound.error();
  }
  return rescued(directory, *key, *enrolment, std::move(out));
}

}  // namespace beatbook::app
