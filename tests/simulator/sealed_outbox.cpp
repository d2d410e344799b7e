#include "simulator/sealed_outbox.h"

#include "app/vault/outbox_frame.h"
#include "simulator/dice.h"

namespace beatbook::simulator {

namespace {

const Bytes& sealing_key() {
  static const Bytes key = sealing_public_key(SealedOutbox::server_key());
  return key;
}

}  // namespace

SealedOutbox::SealedOutbox(uint64_t dice, DiskWatch& watch)
    : medium_(std::make_unique<OutboxMedium>()), watch_(watch), random_(dice) {}

const Key& SealedOutbox::server_key() {
  static const Key key = *Key::from_bytes(Bytes(Key::size, 's'));
  return key;
}

void SealedOutbox::put_back(const OutboxMedium& image) {
  vanish();
  *medium_ = image;
}

// Of what was written since the last sync each write is there, or its beginning, or it is not.
void SealedOutbox::lose_power(uint64_t chance) {
  vanish();
  Dice dice(chance);
  auto& on = *medium_;
  on.current = on.durable;
  for (auto write : on.pending) {
    const auto fate = dice.below(3);
    if (fate == 0) {
      ++watch_.harms[static_cast<size_t>(Harm::write_lost)];
      continue;
    }
    if (fate == 1) {
      ++watch_.harms[static_cast<size_t>(Harm::write_torn)];
      write.bytes.resize(dice.below(write.bytes.size() + 1));
    }
    on.put(write);
  }
  on.pending.clear();
  on.durable = on.current;
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
  auto opened = app::Outbox::open(std::make_unique<test::FileOnMedium>(*medium_), sealing_key(), random);
  if (opened) outbox_.emplace(*std::move(opened));
  return outbox_.has_value();
}

void SealedOutbox::unlock(TabletLog& log, Store& store) {
  if (open_ && outbox_) return;
  hands_.reset();
  open_ = true;
  if (load() && app::OutboxOfLog(*outbox_, log, store).open()) return;
  outbox_.reset();
}

void SealedOutbox::lock(TabletLog& log, Store& store) {
  if (!open_) return;
  if (outbox_) (void)app::OutboxOfLog(*outbox_, log, store).close();
  vanish();
}

void SealedOutbox::about_to_save() {
  if (load()) (void)outbox_->expect_saves();
}

void SealedOutbox::saved(TabletLog& log, Store& store, const Saved& saved) {
  if (outbox_ && open_) app::OutboxOfLog(*outbox_, log, store).saved(saved);
}

void SealedOutbox::settle(TabletLog& log, Store& store) {
  if (outbox_) (void)app::OutboxOfLog(*outbox_, log, store).settle();
}

bool SealedOutbox::write_anew(TabletLog& log, Store& store) {
  if (!load()) return false;
  return app::OutboxOfLog(*outbox_, log, store).write_anew() && outbox_->drop_damaged();
}

app::OutboxHands* SealedOutbox::hands(const EnrolmentId& id) {
  if (!hands_ && load()) hands_.emplace(*outbox_, id, [](BytesView) { return Bytes(); });
  return hands_ ? &*hands_ : nullptr;
}

std::vector<Bytes> SealedOutbox::contents(const Bytes& file) {
  std::vector<Bytes> out;
  size_t at = 0;
  while (auto read = app::read_frame(BytesView(file).substr(at))) {
    at += read->size;
    if (auto opened = unseal(server_key(), read->frame.sealed())) out.push_back(std::move(opened->plain));
  }
  return out;
}

}  // namespace beatbook::simulator
