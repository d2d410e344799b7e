#include "app/ui/letter_paper.h"

#include <QDir>
#include <QStandardPaths>

#include "app/print/letter.h"
#include "app/tablet/letter.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/keeper_letter.pb.h"

namespace beatbook::app {

LetterPaper::LetterPaper(QObject* parent) : QObject(parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &LetterPaper::read);
  // The state of a letter, the card of its vehicle and the operation's profile all have a word in it.
  connect(link_, &SessionLink::news, this, &LetterPaper::read);
  connect(link_, &SessionLink::locked, this, [this] {
    facts_ = {};
    loaded_ = false;
    settle({});
  });
}

void LetterPaper::set_entry_id(const QString& id) {
  if (id == entry_id_) return;
  entry_id_ = id;
  facts_ = {};
  loaded_ = false;
  emit entryIdChanged();
  settle({});
  read();
}

QString LetterPaper::folder() const {
  const auto documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  return QDir(documents).exists() ? documents : QDir::homePath();
}

LetterPaper::Facts LetterPaper::read_facts(Bench& bench, const RecordId& id) {
  Facts out;
  const auto text = letter_to_print(bench.tablet(), id);
  if (text) {
    out.text = q(text->whole());
  } else {
    out.stops = failure_text(text.failure());
  }
  const auto stored = read_stored(bench.tablet().log(), id);
  const auto* letter = stored ? dynamic_cast<const v1::KeeperLetter*>(&stored->message()) : nullptr;
  for (const auto& known : letter_files(bench.tablet())) {
    if (known.letter == id) out.file = q(known.file.string());
  }
  out.printed = letter && letter->has_printed_text_sha256();
  return out;
}

void LetterPaper::read() {
  if (!link_->is_open() || entry_id_.isEmpty()) return;
  link_->thread()->post(
      this, [id = record_id(entry_id_)](Bench& bench) { return read_facts(bench, id); },
      [this, asked = entry_id_](Facts facts) {
        if (asked != entry_id_) return;
        facts_ = std::move(facts);
        loaded_ = true;
        emit changed();
      });
}

void LetterPaper::settle(const QString& error) {
  busy_ = false;
  error_ = error;
  emit changed();
}

void LetterPaper::write(const QString& folder) {
  if (busy_ || !link_->is_open() || entry_id_.isEmpty()) return;
  busy_ = true;
  emit changed();
  link_->thread()->post(
      this,
      [id = record_id(entry_id_), folder = s(folder)](Bench& bench) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(folder, ignored)) {
          return QStringLiteral("There is no folder %1. Write the name of one that exists.").arg(q(folder));
        }
        const auto file = write_letter(bench.tablet(), id, folder, print_letter);
        return file ? QString() : failure_text(file.failure());
      },
      [this, asked = entry_id_](const QString& error) {
        if (asked == entry_id_) settle(error);
        read();
      });
}

void LetterPaper::removeFile() {
  if (!link_->is_open() || file().isEmpty()) return;
  link_->thread()->post(
      this,
      [id = record_id(entry_id_)](Bench& bench) {
        const auto gone = delete_letter_files(bench.tablet(), id);
        return gone ? QString() : q(gone.error().message);
      },
      [this, asked = entry_id_](const QString& error) {
        if (asked == entry_id_) settle(error);
        read();
      });
}

}  // namespace beatbook::app
