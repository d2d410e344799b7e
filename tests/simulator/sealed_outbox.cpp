#include "simulator/sealed_outbox.h"

#include <sqlite3.h>

#include "app/vault/outbox_frame.h"
#include "simulator/dice.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

const Bytes& sealing_key() {
  static const Bytes key = sealing_public_key(SealedOutbox::server_key());
  return key;
}

// As app/vault/outbox_file.cpp has it on a real disk.
class OutboxOnFiles : public app::OutboxFile {
 public:
  explicit OutboxOnFiles(FailingFiles& on) : on_(on) {}

  Result<void> open() { return on_.find(name_) ? Result<void>() : replace({}); }

  Result<Bytes> read() const override { return whole(name_); }
  Result<Bytes> read_at(uint64_t offset, size_t size) const override {
    if (unnamed_) return unnamed_->substr(offset, size);
    Bytes out(size, '\0');
    const auto* file = on_.find(name_);
    const int code = on_.read(*file, out.data(), size, offset);
    if (code == SQLITE_IOERR_SHORT_READ) out.resize(file->current.size() - std::min(offset, file->current.size()));
    return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ ? Result<Bytes>(std::move(out)) : failed();
  }
  Result<void> write_at(uint64_t offset, BytesView bytes) override {
    if (!unnamed_) return done(on_.write(*on_.find(name_), bytes.data(), bytes.size(), offset));
    unnamed_->resize(std::max(unnamed_->size(), offset + bytes.size()));
    unnamed_->replace(offset, bytes.size(), bytes);
    return {};
  }
  Result<void> shorten(uint64_t size) override {
    if (!unnamed_) return done(on_.truncate(*on_.find(name_), size));
    unnamed_->resize(size);
    return {};
  }
  Result<void> sync() override { return unnamed_ ? Result<void>() : done(on_.sync(name_)); }
  Result<void> replace(BytesView content) override {
    const auto* old = on_.find(name_);
    auto before = unnamed_ ? *unnamed_ : old ? old->current : Bytes();
    bool renamed = false;
    const int code = on_.replace(name_, content, renamed);
    // Whoever has the old file open goes on with what no name leads to any more.
    if (code == SQLITE_OK)
      unnamed_.reset();
    else if (renamed)
      unnamed_ = std::move(before);
    return done(code);
  }
  Result<void> set_aside(BytesView bytes) override {
    int number = 1;
    while (on_.find(aside(number))) ++number;
    return replaced(aside(number), bytes);
  }
  Result<void> drop_set_aside() override {
    int last = 0;
    while (on_.find(aside(last + 1))) ++last;
    for (; last > 0; --last) {
      if (auto removed = done(on_.remove(aside(last), true)); !removed) return removed;
    }
    return {};
  }
  Result<void> set_mark(BytesView bytes) override { return replaced(mark_, bytes); }
  Result<void> clear_mark() override { return done(on_.remove(mark_, true)); }
  std::optional<Bytes> mark() const override {
    auto bytes = on_.find(mark_) ? whole(mark_) : failed();
    return bytes ? std::optional<Bytes>(*std::move(bytes)) : std::nullopt;
  }

 private:
  static Result<Bytes> failed() { return Error{Fault::storage, "the disk failed"}; }
  static Result<void> done(int code) { return code == SQLITE_OK ? Result<void>() : failed().error(); }
  std::string aside(int number) const { return name_ + ".damaged-" + std::to_string(number); }
  Result<void> replaced(const std::string& name, BytesView bytes) {
    bool renamed = false;
    return done(on_.replace(name, bytes, renamed));
  }
  Result<Bytes> whole(const std::string& name) const {
    const auto* file = on_.find(name);
    Bytes out(file->current.size(), '\0');
    return out.empty() || on_.read(*file, out.data(), out.size(), 0) == SQLITE_OK ? Result<Bytes>(std::move(out)) : failed();
  }

  FailingFiles& on_;
  const std::string name_ = on_.path() + "-outbox", mark_ = name_ + ".whole";
  std::optional<Bytes> unnamed_;  // of the file that is open, when the name is another's
};

}  // namespace

SealedOutbox::SealedOutbox(uint64_t dice, DiskWatch& watch) : files_(watch), random_(dice) {}

const Key& SealedOutbox::server_key() {
  static const Key key = *Key::from_bytes(Bytes(Key::size, 's'));
  return key;
}

void SealedOutbox::put_back(const FailingFiles::Contents& image) {
  vanish();
  files_.put_back(image);
}

void SealedOutbox::lose_power(uint64_t dice) {
  vanish();
  files_.lose_power(dice);
}

void SealedOutbox::vanish() {
  hands_.reset();
  outbox_.reset();
  open_ = false;
}

bool SealedOutbox::load() {
  if (outbox_) return true;
  const auto random = [this](size_t count) {
    Bytes out(count, '\0');
    for (auto& byte : out) byte = static_cast<char>(Dice(++random_).below(256));
    return out;
  };
  auto file = std::make_unique<OutboxOnFiles>(files_);
  if (!file->open()) return false;
  auto opened = app::Outbox::open(std::move(file), sealing_key(), random);
  if (opened) outbox_.emplace(*std::move(opened));
  return outbox_.has_value();
}

void SealedOutbox::unlock(TabletLog& log, Store& store) {
  if (open_ && outbox_) return;
  vanish();
  open_ = load() && app::OutboxOfLog(*outbox_, log, store).open();
  if (open_) return;
  vanish();
  throw StorageFailure(SQLITE_IOERR, "the outbox cannot be opened");
}

void SealedOutbox::enrol() {
  if (load()) (void)outbox_->mark_whole();
  vanish();
}

void SealedOutbox::lock(TabletLog& log, Store& store) {
  if (open_ && outbox_) (void)app::OutboxOfLog(*outbox_, log, store).close();
  vanish();
}

void SealedOutbox::about_to_save() {
  if (!open_ || !outbox_->expect_saves()) throw StorageFailure(SQLITE_IOERR, "the outbox cannot be written to");
}

void SealedOutbox::saved(TabletLog& log, Store& store, const Saved& saved) {
  if (outbox_ && open_) app::OutboxOfLog(*outbox_, log, store).saved(saved);
}

void SealedOutbox::settle(TabletLog& log, Store& store) {
  if (outbox_) (void)app::OutboxOfLog(*outbox_, log, store).settle();
}

bool SealedOutbox::write_anew(TabletLog& log, Store& store) {
  if (!open_) return false;
  return app::OutboxOfLog(*outbox_, log, store).write_anew() && outbox_->drop_damaged();
}

app::OutboxHands* SealedOutbox::hands(const EnrolmentId& id) {
  if (!hands_ && load()) hands_.emplace(*outbox_, id, [](BytesView) { return Bytes(); });
  return hands_ ? &*hands_ : nullptr;
}

std::optional<SealedOutbox::Whole> SealedOutbox::whole() const {
  DiskWatch unseen;
  FailingFiles copy(unseen);
  copy.put_back(files_.contents());
  auto file = std::make_unique<OutboxOnFiles>(copy);
  if (!file->open()) return std::nullopt;
  const auto box = app::Outbox::open(std::move(file), sealing_key(), [](size_t count) { return Bytes(count, '\0'); });
  if (!box || !box->whole()) return std::nullopt;
  const auto last = box->last().value_or(app::ChainPoint{});
  return Whole{box->base() || last.seq == box->count(), last};
}

std::vector<Bytes> SealedOutbox::whatever_lies() const {
  std::vector<Bytes> out;
  // What was set aside may begin anywhere.
  for (const auto file : files_.whatever_lies("")) {
    for (size_t at = 0; at < file.size();) {
      const auto read = app::read_frame(file.substr(at));
      at += read ? read->size : 1;
      if (!read) continue;
      if (auto opened = unseal(server_key(), read->frame.sealed())) out.push_back(std::move(opened->plain));
    }
  }
  return out;
}

}  // namespace beatbook::simulator
