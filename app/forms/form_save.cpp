#include "app/forms/form_save.h"

#include <algorithm>

#include "app/forms/field_path.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

// An answer opens a field that holds one, which opens another: no record has a longer row of them.
constexpr int most_rounds = 6;

bool is_shift_start(const Form& form) { return form.purpose() == FormPurpose::record && form.type().name == "shift"; }

json what_goes(const Form& form) { return form.amends() ? form.to_patch() : form.to_json(); }

Check ask(const Form& form, Notebook& notebook) {
  switch (form.purpose()) {
    case FormPurpose::amend:
      return form.settles().empty() ? notebook.check_amendment(*form.amends(), form.to_patch(), form.reason())
                                    : notebook.check_resolution(*form.amends(), form.settles(), form.to_patch(), form.reason());
    case FormPurpose::end_shift:
      return notebook.check_shift_end(form.to_patch());
    default:
      return is_shift_start(form) ? notebook.check_shift_start(form.to_json())
                                  : notebook.check(form.record_as(), form.to_json());
  }
}

// `form` takes what the check says.
Check settle(Form& form, Notebook& notebook) {
  Check out;
  for (int round = 0; round < most_rounds; ++round) {
    const auto goes = what_goes(form);
    out = ask(form, notebook);
    form.take(out, form.revision());
    if (what_goes(form) == goes) break;
  }
  return out;
}

Outcome<std::vector<RecordId>> store(const Form& form, Notebook& notebook, const Notebook::InSave& in_save) {
  switch (form.purpose()) {
    case FormPurpose::amend:
      return form.settles().empty()
                 ? notebook.amend(*form.amends(), form.to_patch(), form.reason(), in_save)
                 : notebook.resolve_with(*form.amends(), form.settles(), form.to_patch(), form.reason(), in_save);
    case FormPurpose::end_shift:
      return notebook.end_shift(form.to_patch(), in_save);
    default:
      return is_shift_start(form) ? notebook.start_shift(form.to_json(), {}, in_save)
                                  : notebook.record(form.record_as(), form.to_json(), {}, in_save);
  }
}

}  // namespace

Check check(const Form& form, Notebook& notebook) {
  auto copy = form;
  return settle(copy, notebook);
}

FormSave save(const Form& form, Notebook& notebook, const Notebook::InSave& in_save) {
  FormSave out;
  auto copy = form;
  out.check = settle(copy, notebook);
  auto stored = store(copy, notebook, in_save);
  if (!stored) {
    out.failure = stored.failure();
    return out;
  }
  // By part: the form's own record first.
  const auto labels = copy.labels_in_order();
  std::vector<RecordId> ids;
  for (const auto& part : copy.parts()) {
    const auto at = std::find(labels.begin(), labels.end(), part.label);
    if (at != labels.end()) ids.push_back((*stored)[static_cast<size_t>(at - labels.begin())]);
  }
  out.ids = std::move(ids);
  return out;
}

std::string_view Form::record_as() const { return sent_parts(state_).size() > 1 ? linked_set : std::string_view(type().name); }

json Form::to_json() const {
  const auto parts = sent_parts(state_);
  if (parts.size() == 1) return sent_values(state_, *parts.front());
  json out = json::object();
  for (const auto* part : parts) {
    auto values = sent_values(state_, *part);
    values["@label"] = part->label.empty() ? std::string(main_label) : part->label;
    out[part->plan->type().name].push_back(std::move(values));
  }
  return out;
}

json Form::to_patch() const { return patch_of(state_, state_.parts.front()); }

std::optional<RecordId> Form::amends() const { return state_.amends; }

std::vector<std::string> Form::labels_in_order() const {
  auto parts = sent_parts(state_);
  // As a linked set is read: kinds by name, each in the order of the form.
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto* a, const auto* b) { return a->plan->type().name < b->plan->type().name; });
  std::vector<std::string> out;
  for (const auto* part : parts) out.push_back(part->label);
  return out;
}

bool Form::take(const Check& check, uint64_t revision) {
  const auto labels = labels_in_order();
  if (revision != revision_) return false;
  for (auto& part : state_.parts) {
    part.errors.clear();
    part.notices.clear();
  }
  for (size_t i = 0; i < std::min(labels.size(), check.records.size()); ++i) {
    auto& part = part_at(labels[i]);
    const auto& record = check.records[i];
    part.asked = record.asked;
    part.errors = record.errors;
    part.notices = record.notices;
    // A correction is judged as of its author, and made by whoever is here.
    if (state_.purpose == FormPurpose::record) part.role = record.situation.officer.role;
    if (part.label.empty()) state_.situation = record.situation;
  }
  state_.reason_errors = check.reason;
  state_.refused = check.refused;
  state_.bytes = check.bytes;
  state_.passed = check.passes();
  page_ = lay_out(state_);
  return true;
}

bool Form::changed() const {
  auto now = draft();
  for (const char* aside : {"touched", "titles", "focused"}) now[aside] = opened_[aside];
  return now != opened_;
}

}  // namespace beatbook::app
