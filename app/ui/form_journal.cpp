#include "app/ui/form_journal.h"

#include <utility>

#include "app/ui/session.h"
#include "app/ui/words.h"
#include "app/vault/box.h"

namespace beatbook::app {

FormJournal::FormJournal(SessionLink& link, std::function<const Form*()> form) : link_(link), form_(std::move(form)) {
  soon_.setSingleShot(true);
  soon_.setInterval(after_ms);
  connect(&soon_, &QTimer::timeout, this, &FormJournal::put);
}

const Form* FormJournal::worth_keeping() const {
  const auto* form = form_();
  return form && link_.is_open() && (form->changed() || has_draft_) ? form : nullptr;
}

void FormJournal::name_draft() {
  if (id_.empty()) id_ = make_record_id(wall_clock_ms(), random_bytes(10));
  has_draft_ = true;
}

void FormJournal::resume(const RecordId& id) {
  id_ = id;
  has_draft_ = true;
  emit changed();
}

// A timer that runs is left alone: one who types without a pause would have nothing on disk.
void FormJournal::note(bool place_only) {
  if (soon_.isActive() || (place_only && !has_draft_)) return;
  soon_.start();
}

void FormJournal::put() {
  const auto* form = saving_ ? nullptr : worth_keeping();
  if (!form) return;
  name_draft();
  link_.thread()->post(
      this,
      [form = *form, id = id_, now = link_.now_ms()](Bench& bench) {
        const auto put = bench.tablet().drafts().put(id, form, now);
        return put ? std::string() : put.error().message;
      },
      [this](const std::string& failed) {
        text_ = failed.empty() ? QStringLiteral("Draft kept ") + clock_text(link_.now_ms()) : q(failed);
        emit changed();
        link_.session()->sync_status().look_again();
      });
}

void FormJournal::keep_now() {
  // A save under way may not have begun, and a lock would leave it out.
  const auto* form = saving_ || soon_.isActive() ? worth_keeping() : nullptr;
  if (!form) return;
  soon_.stop();
  name_draft();
  link_.thread()->keep([form = *form, id = id_, now = link_.now_ms(), stored = saving_](Bench& bench) {
    if (!stored || !*stored) (void)bench.tablet().drafts().put(id, form, now);
  });
}

void FormJournal::stop() {
  soon_.stop();
  saving_.reset();
}

std::shared_ptr<bool> FormJournal::begin_save() {
  soon_.stop();
  return saving_ = std::make_shared<bool>(false);
}

void FormJournal::end_save(bool stored) {
  saving_.reset();
  if (!stored) return soon_.start();
  has_draft_ = false;
  emit changed();
}

}  // namespace beatbook::app
