#include "app/tablet/letter.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "rules/keeper_letter.h"
#include "schema/published.h"

namespace beatbook::app {

namespace {

template <class Record>
std::optional<Record> read(TabletLog& log, BytesView id) {
  const auto known = RecordId::from_bytes(id);
  const auto stored = known ? read_stored(log, *known) : Outcome<Stored>(Error{Fault::not_found, "-"});
  const auto* record = stored ? dynamic_cast<const Record*>(&stored->message()) : nullptr;
  return record ? std::optional(*record) : std::nullopt;
}

// Everybody whom the letter's entry, or what it follows, names.
std::vector<std::string> people_met(TabletLog& log, const v1::Envelope& envelope) {
  std::vector<std::string> out;
  for (const auto& subject : envelope.subjects()) {
    if (const auto person = read<v1::Person>(log, subject.person_id())) {
      out.push_back(person->given_names() + " " + person->family_name());
    }
  }
  return out;
}

void add_people_of(TabletLog& log, BytesView parent, std::vector<std::string>& out) {
  const auto id = RecordId::from_bytes(parent);
  const auto stored = id ? read_stored(log, *id) : Outcome<Stored>(Error{Fault::not_found, "-"});
  if (!stored) return;
  const auto* field = stored->message().GetDescriptor()->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor()) return;
  const auto& envelope = stored->message().GetReflection()->GetMessage(stored->message(), field);
  for (auto& name : people_met(log, static_cast<const v1::Envelope&>(envelope))) out.push_back(std::move(name));
}

rules::LetterFacts facts_of(Tablet& tablet, const Stored& stored, const v1::KeeperLetter& letter,
                            const Outcome<Stored>& vehicle) {
  rules::LetterFacts out;
  if (vehicle) out.plate = card_title(*vehicle);
  out.operation_names.push_back(stored.record.operation);
  const auto profile = read<v1::OperationProfile>(tablet.log(), schema::profile_id(stored.record.operation).bytes());
  if (profile) {
    if (profile->has_title()) out.operation_names.push_back(profile->title());
    out.areas.assign(profile->letter_areas().begin(), profile->letter_areas().end());
    out.return_address.assign(profile->letter_return_address().begin(), profile->letter_return_address().end());
  }
  out.other_people = people_met(tablet.log(), letter.envelope());
  add_people_of(tablet.log(), letter.parent_id(), out.other_people);
  return out;
}

constexpr std::string_view files_note = "letter files";

bool lies_there(const LetterFile& known) {
  std::error_code ignored;
  return std::filesystem::exists(known.file, ignored);
}

// The id in letters, then the name of the file, then a NUL, which no name holds.
std::vector<LetterFile> read_files(BytesView note) {
  std::vector<LetterFile> out;
  for (size_t at = 0, end; (end = note.find('\0', at)) != BytesView::npos; at = end + 1) {
    const auto space = note.find(' ', at);
    const auto id = space < end ? RecordId::parse(note.substr(at, space - at)) : std::nullopt;
    if (id) out.push_back({*id, std::string(note.substr(space + 1, end - space - 1))});
  }
  return out;
}

Result<void> keep_files(Tablet& tablet, const std::vector<LetterFile>& files) {
  Bytes text;
  for (const auto& known : files) text += known.letter.text() + ' ' + known.file.string() + '\0';
  return tablet.log().set_note(files_note, text);
}

Result<void> remember_file(Tablet& tablet, const RecordId& letter, const std::filesystem::path& file) {
  auto files = letter_files(tablet);
  const auto same = [&](const LetterFile& known) { return known.file == file; };
  files.erase(std::remove_if(files.begin(), files.end(), same), files.end());
  files.push_back({letter, file});
  return keep_files(tablet, files);
}

}  // namespace

std::vector<LetterFile> letter_files(Tablet& tablet) {
  auto files = read_files(tablet.log().note(files_note));
  files.erase(std::remove_if(files.begin(), files.end(), [](const auto& known) { return !lies_there(known); }), files.end());
  return files;
}

Result<void> delete_letter_files(Tablet& tablet, const RecordId& letter) {
  auto files = letter_files(tablet);
  std::error_code failed;
  for (const auto& known : files) {
    std::error_code why;
    if (known.letter == letter && !std::filesystem::remove(known.file, why)) failed = why;
  }
  files.erase(std::remove_if(files.begin(), files.end(), [](const auto& known) { return !lies_there(known); }), files.end());
  if (auto kept = keep_files(tablet, files); !kept) return kept;
  if (failed) return Error{Fault::storage, "The file cannot be deleted. Delete it where it lies."};
  return {};
}

Outcome<rules::LetterText> letter_to_print(Tablet& tablet, const RecordId& id) {
  const auto stored = read_stored(tablet.log(), id);
  if (!stored) return stored.failure();
  const auto* letter = dynamic_cast<const v1::KeeperLetter*>(&stored->message());
  if (!letter) return Failure(Fault::bad_input, "This is no keeper letter. See: list --type keeper_letter.");
  if (stored->shown.retracted) return Failure(Fault::refused, "This letter is voided. Restore it first; nothing was printed.");
  const auto vehicle_id = RecordId::from_bytes(letter->vehicle_id());
  const auto vehicle = read_stored(tablet.log(), vehicle_id.value_or(RecordId{}));
  const auto* card = vehicle ? dynamic_cast<const v1::Vehicle*>(&vehicle->message()) : nullptr;
  const auto stops = rules::refusal_to_print(*letter, card, tablet.notebook().situation(stored->type()));
  if (!stops.empty()) return Failure(Fault::refused, stops);
  auto text = rules::letter_text(*letter, facts_of(tablet, *stored, *letter, vehicle), schema::CodeLists::in_force());
  if (!text) return Failure(text.error());
  if (letter->has_printed_text_sha256() && letter->printed_text_sha256() != view(text->hash())) {
    return Failure(Fault::refused, "This letter has changed since it was printed. Withdraw it, and propose another.");
  }
  return *std::move(text);
}

Outcome<std::vector<RecordId>> letter_printed(Tablet& tablet, const RecordId& id, const rules::LetterText& text) {
  const auto letter = read<v1::KeeperLetter>(tablet.log(), id.bytes());
  if (letter && letter->has_printed_text_sha256()) return std::vector<RecordId>{};
  const nlohmann::json patch = {{"state", "PRINTED"}, {"state_at", "now"}, {"printed_text_sha256", hex(view(text.hash()))}};
  return tablet.notebook().amend_by_program(id, patch, {"NEW_INFO", "Printed."});
}

Outcome<std::filesystem::path> write_letter(Tablet& tablet, const RecordId& id, const std::filesystem::path& to,
                                            const LetterPrinter& print) {
  const auto text = letter_to_print(tablet, id);
  if (!text) return text.failure();
  std::error_code ignored;
  // Entry numbers begin anew with each shift: the end of the id keeps one keeper's letter from taking another's place.
  const auto name = id.text();
  const auto own = text->file_name + "-" + name.substr(name.size() - 6);
  auto file = std::filesystem::is_directory(to, ignored) ? to / (own + ".pdf") : to;
  if (auto printed = print(*text, file); !printed) return Failure(printed.error());
  // Paper that no record knows of is worse than none, and a file that is forgotten lies open for good.
  const auto known = remember_file(tablet, id, std::filesystem::absolute(file, ignored));
  const auto noted = known ? letter_printed(tablet, id, *text) : Outcome<std::vector<RecordId>>(Failure(known.error()));
  if (!noted) {
    std::filesystem::remove(file, ignored);
    return noted.failure();
  }
  return file;
}

}  // namespace beatbook::app
