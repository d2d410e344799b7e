#include "app/ui/form_opening.h"

#include <algorithm>

#include "app/forms/last_place.h"
#include "app/ui/entry_facts.h"
#include "beatbook/v1/records/review.pb.h"

namespace beatbook::app {

namespace {

// What a supervisor wrote when returning the entry that is corrected.
void add_remarks(Bench& bench, Form& form, const RecordId& id) {
  auto& tablet = bench.tablet();
  const auto entry = read_entry(tablet.log(), id, tablet.sources());
  if (!entry || entry->status != rules::EntryStatus::returned) return;
  for (const auto& row : review_rows(bench, *entry)) {
    if (row.decision != QLatin1String("RETURN") || !row.stands) continue;
    std::vector<FieldRemark> remarks;
    for (const auto& remark : row.remarks) remarks.push_back({remark.path.toStdString(), remark.text.toStdString()});
    form.set_remarks(row.comment.toStdString(), remarks);
  }
}

Outcome<Form> correction(Bench& bench, const RecordId& id, const std::string& settles) {
  auto& notebook = bench.tablet().notebook();
  const auto stored = read_stored(bench.tablet().log(), id);
  if (!stored) return stored.failure();
  const auto fields = notebook.correctable(*stored);
  if (!fields) return fields.failure();
  auto form = Form::amend(*stored, notebook.situation(stored->type()), *fields, settles);
  add_remarks(bench, form, id);
  return form;
}

Outcome<Form> shift_end(Bench& bench) {
  const auto open = bench.tablet().notebook().open_shift();
  if (!open) return Failure(Fault::refused, "No shift is open.");
  const auto stored = read_stored(bench.tablet().log(), open->id);
  if (!stored) return stored.failure();
  return Form::end_shift(*stored, bench.tablet().notebook().situation(stored->type()));
}

Outcome<Form> resumed(Bench& bench, const RecordId& id) {
  auto& notebook = bench.tablet().notebook();
  const auto draft = bench.tablet().drafts().load(id);
  if (!draft) return draft.error();
  const auto all = bench.tablet().drafts().list();
  if (!all) return all.error();
  const auto about = std::find_if(all->begin(), all->end(), [&](const DraftEntry& one) { return one.id == id; });
  const auto* type = about == all->end() ? nullptr : schema::find_type(about->type);
  if (!type) return Failure(Fault::corrupt, "This draft can't be read.");
  const auto amended = Form::amended_in(*draft);
  if (!amended) return Form::resume(*draft, notebook.situation(*type));
  const auto stored = read_stored(bench.tablet().log(), *amended);
  if (!stored) return stored.failure();
  const auto fields = notebook.correctable(*stored);
  if (!fields) return fields.failure();
  auto form = Form::resume(*draft, notebook.situation(*type), &*stored, *fields);
  if (form) add_remarks(bench, *form, *amended);
  return form;
}

Outcome<Form> fresh(Bench& bench, const std::string& name) {
  const auto* type = schema::find_type(name);
  if (!type) return Failure(Fault::not_found, name + " is not a kind of record.");
  return Form::fresh(name, bench.tablet().notebook().situation(*type));
}

// Names a record in the first field that can name one of its kind. A list of blocks that name people (subjects) is given its
// first block for it.
void fill_for(Form& form, const RecordId& id, const char* kind, const std::string& title) {
  const auto find = [&]() -> std::string {
    const auto& fields = form.fields();
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const FormField& field) {
      return field.control == Control::reference &&
             std::find(field.references.begin(), field.references.end(), kind) != field.references.end();
    });
    return at == fields.end() ? std::string() : at->path;
  };
  auto path = find();
  std::vector<std::string> lists;
  for (const auto& field : form.fields()) {
    if (field.control == Control::blocks && field.addable && !field.read_only) lists.push_back(field.path);
  }
  for (size_t i = 0; path.empty() && i < lists.size(); ++i) {
    const auto block = form.add_block(lists[i]);
    path = find();
    if (path.empty()) form.remove_block(block);
  }
  if (!path.empty()) form.pick(path, id, title);
}

}  // namespace

Outcome<Form> open_form(Bench& bench, const FormAsked& asked, int64_t now_ms) {
  auto form = !asked.draft.empty()   ? resumed(bench, asked.draft)
              : !asked.amend.empty() ? correction(bench, asked.amend, asked.settles)
              : asked.end_shift      ? shift_end(bench)
                                     : fresh(bench, asked.type);
  if (!form) return form.failure();
  if (const auto shift = bench.tablet().notebook().open_shift()) {
    const auto place = last_place(bench.tablet().log(), shift->id);
    if (place && now_ms - place->at_ms < Form::fresh_ms) form->offer_place(place->location, place->at_ms);
  }
  for (const auto& id : form->untitled()) {
    if (auto title = bench.title(id); !title.empty()) form->set_title(id, std::move(title));
  }
  if (!asked.draft.empty()) return form;
  if (!asked.for_person.empty()) fill_for(*form, asked.for_person, "person", bench.title(asked.for_person));
  if (!asked.for_vehicle.empty()) fill_for(*form, asked.for_vehicle, "vehicle", bench.title(asked.for_vehicle));
  return form;
}

std::string begins_at(const Form& form, const std::string& settles) {
  if (!form.focused().empty()) return form.focused();
  if (form.purpose() != FormPurpose::amend) {
    const auto* first = form.next();
    return first ? first->path : std::string();
  }
  for (const auto& field : form.fields()) {
    if (!field.remark.empty() || field.path == settles) return field.path;
  }
  return {};
}

}  // namespace beatbook::app
