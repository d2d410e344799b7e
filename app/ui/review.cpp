#include "app/ui/review.h"

#include "app/ui/session.h"
#include "app/ui/words.h"
#include "app/vault/vault.h"

namespace beatbook::app {

Review::Review(QObject* parent) : QObject(parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::locked, this, [this] {
    clearRemarks();
    set_busy(false, {});
  });
}

void Review::set_entry_id(const QString& id) {
  if (id == entry_id_) return;
  entry_id_ = id;
  clearRemarks();
  set_busy(busy_, {});
  emit entryIdChanged();
}

void Review::set_busy(bool busy, const QString& error) {
  busy_ = busy;
  error_ = error;
  emit busyChanged();
}

void Review::setRemark(const QString& path, const QString& text) {
  if (text.trimmed().isEmpty()) {
    remarks_.erase(path);
  } else {
    remarks_[path] = text;
  }
  emit remarksChanged();
}

QString Review::remark(const QString& path) const {
  const auto at = remarks_.find(path);
  return at == remarks_.end() ? QString() : at->second;
}

void Review::clearRemarks() {
  remarks_.clear();
  emit remarksChanged();
}

void Review::approve(const QString& secret, const QString& comment) {
  decide("APPROVE", comment, Session::take_secret(secret), QStringLiteral("Approved. Only on this tablet for now."));
}

void Review::returnEntry(const QString& comment) {
  decide("RETURN", comment, std::nullopt, QStringLiteral("Returned to its author. Only on this tablet for now."));
}

void Review::annotate(const QString& comment) {
  decide("ANNOTATE", comment, std::nullopt, QStringLiteral("Annotated. Only on this tablet for now."));
}

void Review::voidEntry(const QString& comment) {
  decide("VOID", comment, std::nullopt, QStringLiteral("Voided. Its content stays readable. Only on this tablet for now."));
}

void Review::say(const QString& finding, const QString& comment) {
  decide(s(finding), comment, std::nullopt, QStringLiteral("Noted on the entry. Only on this tablet for now."));
}

void Review::decide(const std::string& decision, const QString& comment, const std::optional<std::string>& secret,
                    const QString& text) {
  if (busy_ || !link_->is_open() || entry_id_.isEmpty()) return;
  set_busy(true, {});
  std::vector<FieldRemark> remarks;
  for (const auto& [path, remark] : remarks_) remarks.push_back({s(path), s(remark)});
  link_->thread()->post(
      this,
      [id = record_id(entry_id_), decision, comment = s(comment), remarks, secret,
       directory = link_->session()->directory()](Bench& bench) {
        if (secret) {
          auto vault = Vault::open(directory);
          if (!vault) return q(vault.error().message);
          if (auto key = vault->unlock(*secret, wall_clock_ms()); !key) return q(key.error().message);
        }
        const auto done = bench.tablet().notebook().review(id, decision, comment, remarks);
        return done ? QString() : failure_text(done.failure());
      },
      [this, id = entry_id_, text](const QString& refused) {
        set_busy(false, refused);
        if (!refused.isEmpty()) return;
        if (id == entry_id_) clearRemarks();
        link_->session()->tell_saved(id, text);
        emit decided(text);
      });
}

}  // namespace beatbook::app
