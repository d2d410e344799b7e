#include "app/tablet/tablet.h"

#include <algorithm>

#include "app/forms/officer.h"
#include "app/sync/enrol.h"
#include "app/tablet/completion.h"
#include "app/tablet/salvage_files.h"
#include "app/tablet/same_person.h"
#include "app/vault/box.h"
#include "kernel/enrolment_code.h"
#include "kernel/unlock.h"

namespace beatbook::app {

namespace {

// Records that a save may index on the way, besides its own.
constexpr uint64_t ballast_bytes = 16 * 1024 * 1024;  // some ten thousand entries
constexpr size_t beside_a_save = 64;

#ifndef BEATBOOK_VERSION
#error "BEATBOOK_VERSION is the version of the program"
#endif

ConnectionIdentity identity_of(const Enrolment& enrolment) {
  return {enrolment.authority_pem(), enrolment.certificate_pem(), enrolment.private_key_pem(), {}};
}

// Begins every entry number of this tablet: short, and another one for each enrolment.
std::string device_code(const EnrolmentId& id) { return "T" + hex(id.bytes().substr(14, 2)); }

Result<Enrolment> granted_enrolment(const std::filesystem::path& directory) {
  auto enrolment = Enrolment::load(directory);
  if (!enrolment || enrolment->granted()) return enrolment;
  return Error{Fault::not_found, "This tablet is not enrolled. Enrol it with a code from your supervisor."};
}

ExchangeReport unreachable(Error error) {
  ExchangeReport report;
  report.failed = std::move(error);
  return report;
}

}  // namespace

uint64_t wall_clock_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

// The store's key comes before the enrolment, for the certificate names what follows from it. One that an enrolment cut off
// left behind is used again if the secret opens it: a server whose answer got lost gives the same answer to the same keys. The
// recovery code is the server's, and replaces this one.
Result<Key> Tablet::key_for_enrolment(const std::filesystem::path& directory, const EnrolOptions& options) {
  if (auto vault = Vault::open(directory)) return vault->unlock(options.secret, wall_clock_ms());
  return Vault::create(directory, options.secret, write_base32(random_bytes(15)), options.cost);
}

Result<void> Tablet::enrol(const std::filesystem::path& directory, const EnrolOptions& options) {
  auto known = Enrolment::load(directory);
  if (known && known->granted())
    return Error{Fault::refused, "This tablet is enrolled already, for " + known->grant().collar_number + "."};
  if (!known && known.error().code != Fault::not_found) return known.error();
  std::error_code none;
  const bool sealed = std::filesystem::file_size(directory / "outbox", none) > 0 && !none;
  if (!known && (sealed || std::filesystem::exists(directory / "slots"))) {
    return Error{Fault::refused,
                 directory.string() + " holds a notebook already. Put back its file \"enrolment\", or name another folder."};
  }
  // An enrolment that was cut off left an empty store behind: nothing was recorded in it.
  const auto forget = [&](std::initializer_list<const char*> files) {
    for (const char* left : files) std::filesystem::remove(directory / left);
  };
  if (known) forget({"notebook.db", "notebook.db-wal", "notebook.db-shm"});
  Enrolment key = known ? *std::move(known) : Enrolment::with_new_key();
  if (auto saved = key.save(directory); !saved) return saved;
  auto store_key = key_for_enrolment(directory, options);
  if (!store_key && store_key.error().code == Fault::locked) {
    // Begun with another secret: begun anew, with keys of its own. A code that was used up by then does not help any more.
    forget({"slots"});
    key = Enrolment::with_new_key();
    if (auto saved = key.save(directory); !saved) return saved;
    store_key = key_for_enrolment(directory, options);
  }
  if (!store_key) return store_key.error();
  auto enrolled =
      app::enrol(options.server, options.code, std::move(key), unlock_public_key(unlock_key(*store_key)), options.device_name);
  if (!enrolled) return enrolled.error();
  auto vault = Vault::open(directory);
  if (!vault) return vault.error();
  vault->set_cost(options.cost);
  if (auto kept = vault->set_recovery_code(*store_key, enrolled->recovery_code); !kept) return kept;
  auto store = SqliteStore::open(directory / notebook_file, *store_key, Database::Mode::create);
  if (!store) return store.error();
  const auto& grant = enrolled->enrolment.grant();
  if (auto log = TabletLog::create(*store, grant.id); !log) return log.error();
  // Nothing was saved: so all is in it.
  auto outbox = Outbox::open(directory, grant.sealing_key);
  if (!outbox) return outbox.error();
  if (auto marked = outbox->mark_whole(); !marked) return marked;
  // Last: only a tablet that can be unlocked counts as enrolled.
  return enrolled->enrolment.save(directory);
}

Result<std::unique_ptr<Tablet>> Tablet::open(const std::filesystem::path& directory, std::string_view secret, Catch how,
                                             Sources sources) {
  const auto key = unlock(directory, secret);
  if (!key) return key.error();
  return open(directory, *key, how, std::move(sources));
}

Result<Key> Tablet::unlock(const std::filesystem::path& directory, std::string_view secret) {
  const auto enrolment = granted_enrolment(directory);
  if (!enrolment) return enrolment.error();
  // To unlock writes, too.
  Ballast(directory / notebook_file, ballast_bytes).before_writing();
  auto vault = Vault::open(directory);
  if (!vault) return vault.error();
  return vault->unlock(secret, wall_clock_ms());
}

Result<std::unique_ptr<Tablet>> Tablet::open(const std::filesystem::path& directory, const Key& key, Catch how,
                                             Sources sources) {
  auto enrolment = granted_enrolment(directory);
  if (!enrolment) return enrolment.error();
  auto outbox = Outbox::open(directory, enrolment->grant().sealing_key);
  if (!outbox) return outbox.error();
  if (salvage_files::cut_off(directory))
    return Error{Fault::refused, "A salvage of this tablet was cut off. Run it again: beatbook-cli salvage"};
  Database::Settings settings;
  settings.ballast = ballast_bytes;
  auto store = SqliteStore::open(directory / notebook_file, key, Database::Mode::existing, settings);
  if (!store) {
    // The key is right: it opened its slot. So the file is damaged.
    if (store.error().code != Fault::locked) return store.error();
    return Error{
        Fault::corrupt,
        "The notebook on this tablet is damaged. Record nothing on it; what is sealed in its outbox can still be pushed, and "
        "beatbook-cli salvage takes the rest into a new one."};
  }
  std::unique_ptr<Tablet> tablet(new Tablet);
  tablet->sources_ = std::move(sources);
  tablet->directory_ = directory;
  tablet->enrolment_.emplace(std::move(*enrolment));
  tablet->unlock_key_ = unlock_key(key);
  tablet->outbox_.emplace(std::move(*outbox));
  tablet->store_.emplace(std::move(*store));
  auto log = TabletLog::open(*tablet->store_);
  if (!log) return log.error();
  tablet->log_.emplace(std::move(*log));
  tablet->published_.emplace(*tablet->log_);
  if (auto installed = tablet->published_->install_packs(); !installed) return installed.error();
  auto index = Index::open(*tablet->store_);
  if (!index) return index.error();
  tablet->index_.emplace(std::move(*index));
  if (how == Catch::up_whole) {
    if (auto fresh = tablet->index_->refresh(*tablet->log_); !fresh) return fresh.error();
  }
  OutboxOfLog outbox_of_log(*tablet->outbox_, *tablet->log_, *tablet->store_);
  if (auto opened = outbox_of_log.open(); !opened) return opened.error();
  tablet->outbox_of_log_.emplace(outbox_of_log);
  tablet->notebook_.emplace(
      *tablet->log_, tablet->tools(),
      [raw = tablet.get()](const Saved& saved, std::span<const RecordId> ids) { raw->on_saved(saved, ids); });
  auto drafts = DraftBook::open(*tablet->store_);
  if (!drafts) return drafts.error();
  tablet->drafts_.emplace(std::move(*drafts));
  tablet->hands_.emplace(
      *tablet->log_, [raw = tablet.get()](BytesView message) { return raw->enrolment_->sign(message); }, wall_clock_ms,
      [raw = tablet.get()](const std::vector<RecordId>& ids) {
        raw->touched_.insert(raw->touched_.end(), ids.begin(), ids.end());
      },
      [raw = tablet.get()] { return raw->finish_erasures(); });
  // What a crash or another program kept from going may go on waiting, but not unread.
  if (auto done = tablet->finish_erasures(); !done && done.error().code == Fault::corrupt) return done.error();
  return tablet;
}

Tablet::~Tablet() { (void)close_outbox(); }

Tools Tablet::tools() {
  Tools tools;
  tools.wall_ms = sources_.wall_ms;
  tools.random = sources_.random;
  tools.sign = [this](BytesView message) { return enrolment_->sign(message); };
  tools.app_version = BEATBOOK_VERSION;
  tools.device_code = device_code(enrolment_->grant().id);
  tools.about_to_save = [this] { return outbox_of_log_->about_to_save(); };
  tools.of_encounter = [this](BytesView encounter) {
    std::vector<RecordId> out;
    ListQuery query;
    query.purpose = Purpose::safeguarding;
    query.encounter = RecordId::from_bytes(encounter);
    for (const auto& entry : index_->list(query)) out.push_back(entry.id);
    return out;
  };
  tools.settings = [this](const std::string& operation) { return published_->settings(operation, now_ms()); };
  tools.profile = [this](const std::string& operation) { return published_->use_of(operation); };
  tools.complete = [this](schema::Message& message, const std::string& operation) {
    complete(message, *index_, *log_, now_ms(), published_->settings(operation, now_ms()));
  };
  tools.same_person = [this](const RecordId& card) {
    auto cards = app::same_person(*index_, *log_, card).cards;
    cards.erase(cards.begin());
    return cards;
  };
  tools.of_person = [this](const RecordId& card, const schema::RecordType& type) {
    std::vector<RecordId> out;
    // Of that type alone: rules::looks_back_to names a welfare contact to its own kind only (BR-22).
    for (const auto& at : index_->linked_to(card, Purpose::safeguarding)) {
      if (at.type == type.number && !at.retracted) out.push_back(at.id);
    }
    return out;
  };
  tools.outreach = [this] {
    if (!outreach_) outreach_ = outreach_windows(*index_, *log_, now_ms());
    return *outreach_;
  };
  return tools;
}

void Tablet::on_saved(const Saved& saved, std::span<const RecordId> ids) {
  outbox_of_log_->saved(saved);
  touched_.insert(touched_.end(), ids.begin(), ids.end());
  (void)index_step(beside_a_save);
}

EntrySources Tablet::sources() {
  return {[this](const RecordId& id) {
            std::vector<RecordId> out;
            for (const auto& review : index_->reviews_of(id)) out.push_back(review.entry.id);
            return out;
          },
          [this](const EnrolmentId& id) { return log_->officer_of(id); }};
}

int64_t Tablet::now_ms() const { return corrected(log_->facts(), sources_.wall_ms()).now_ms; }

rules::Settings Tablet::settings() {
  const auto open = notebook_->open_shift();
  const auto& all = log_->facts().operations();
  const auto operation = open ? open->operation : all.size() == 1 ? all[0] : std::string();
  return published_->settings(operation, now_ms());
}

rules::Settings Tablet::settings_of(const std::string& operation) {
  return operation.empty() ? settings() : published_->settings(operation, now_ms());
}

Result<bool> Tablet::index_step(size_t at_most) {
  const auto touched = std::exchange(touched_, {});
  outreach_.reset();
  if (auto read = published_->changed(touched); !read) {
    touched_ = touched;
    return read.error();
  }
  auto more = index_->refresh_step(*log_, at_most, touched);
  if (!more) {
    touched_ = touched;
    return more;
  }
  return attempt([&]() -> Result<bool> {
    for (const auto& id : touched) {
      news_.insert(id);
      // A review changes how the entry stands that it speaks of.
      for (const auto& link : index_->links_of(id, Purpose::safeguarding)) {
        if (link.field == "subject") news_.insert(link.to);
      }
    }
    return *more;
  });
}

bool Tablet::needs_damaged_notebook() { return log_->pending() > 0 || log_->facts().rebuilding(); }

// What a salvage set aside holds what was purged as well. It goes once the server has all that was taken out of it.
Result<void> Tablet::drop_damaged_notebooks() {
  const auto files = salvage_files::set_aside(directory_);
  if (files.empty()) return {};
  if (needs_damaged_notebook())
    return Error{Fault::storage, "A damaged notebook is still needed. It is erased once everything is back."};
  Result<void> all;
  for (const auto& file : files) {
    if (!remove_durably(file)) all = Error{Fault::storage, "A damaged notebook cannot be deleted. Delete it: " + file.string()};
  }
  return all;
}

Result<void> Tablet::finish_erasures() {
  const auto owed = log_->erasures_owed();
  if (!owed) return owed.error();
  if (owed->empty()) return {};
  return attempt([&]() -> Result<void> {
    if (auto more = index_->refresh_step(*log_, beside_a_save, *owed); !more) return more.error();
    if (auto forgotten = drafts_->forget(*owed); !forgotten) return forgotten;
    if (auto written = outbox_of_log_->write_anew(); !written) return written;
    if (auto dropped = outbox_->drop_damaged(); !dropped) return dropped;
    if (auto dropped = drop_damaged_notebooks(); !dropped) return dropped;
    return log_->finish_erasures();
  });
}

std::vector<RecordId> Tablet::take_news() {
  const auto news = std::exchange(news_, {});
  return {news.begin(), news.end()};
}

Result<void> Tablet::close_outbox() {
  // One that did not open holds what a locked tablet was told, and the store does not know it yet.
  if (!outbox_of_log_) return {};
  return attempt([&]() -> Result<void> {
    // A save that failed at the disk may be there when it is read again, though nobody here knows of it.
    if (store_->database().disk_failed())
      return Error{Fault::storage, "The disk failed while the tablet was open. Unlock it again before it is handed in."};
    return outbox_of_log_->close();
  });
}

Tablet::Link Tablet::link(bool push_only) {
  // Who cannot finish what is to be erased, now either, hands in, and says nothing of what it has read; but for a damaged
  // notebook that waits for what only the server has.
  const bool waits_for_server = needs_damaged_notebook() && !salvage_files::set_aside(directory_).empty();
  if (!waits_for_server) (void)finish_erasures();
  const auto owed = log_->erasures_owed();
  push_only |= !owed || (!owed->empty() && !waits_for_server);
  return {enrolment_->grant().server, identity_of(*enrolment_), unlock_key_, enrolment_->grant().sealing_key, push_only};
}

TabletConversation::Options Tablet::Link::options_on(Connection& connection) const {
  return {BEATBOOK_VERSION, push_only, prove_unlocked(unlock_key, sealing_key, connection.exported())};
}

Result<void> Tablet::settle() {
  return attempt([&] { return outbox_of_log_->settle(); });
}

ExchangeReport Tablet::sync(const std::function<void(const Progress&)>& progress, bool push_only) {
  const auto there = link(push_only);
  auto connection = Connection::connect(there.server, there.identity, exchange_patience);
  if (!connection) return unreachable(connection.error());
  // A rebuild that an earlier exchange, or a fork while locked, began is reported by the exchange that ends it.
  const std::string under_way = log_->facts().rebuilding() ? log_->facts().rebuild_reason() : "";
  auto report = run_exchange(*connection, hands(), there.options_on(*connection), wall_clock_ms(), progress);
  if (report.rebuilt_because.empty() && !log_->facts().rebuilding()) report.rebuilt_because = under_way;
  const auto indexed = index_step(SIZE_MAX);
  const auto kept = indexed ? settle() : Result<void>(indexed.error());
  if (!kept && !report.failed) report.failed = kept.error();
  return report;
}

Result<LockedPush> push_locked(const std::filesystem::path& directory, std::stop_token stop) {
  auto enrolment = granted_enrolment(directory);
  if (!enrolment) return enrolment.error();
  const auto& grant = enrolment->grant();
  auto outbox = Outbox::open(directory, grant.sealing_key);
  if (!outbox) return outbox.error();
  LockedPush out;
  auto connection = Connection::connect(grant.server, identity_of(*enrolment), exchange_patience, std::move(stop));
  if (connection) {
    OutboxHands hands(*outbox, grant.id, [&](BytesView message) { return enrolment->sign(message); });
    out.report = run_exchange(*connection, hands, {BEATBOOK_VERSION, true, {}}, wall_clock_ms());
  } else {
    out.report = unreachable(connection.error());
  }
  out.left = outbox->count();
  out.whole = outbox->whole();
  return out;
}

}  // namespace beatbook::app
