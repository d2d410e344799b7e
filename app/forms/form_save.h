#pragma once
// A form and the notebook: what a save would say, and the save. On the thread of the notebook, on a copy of the form.
#include "app/forms/form.h"
#include "app/forms/notebook.h"

namespace beatbook::app {

// The dry run of what the form would save, asked again until no answer opens or closes a field that holds a value. For
// Form::take with the revision of `form`.
Check check(const Form& form, Notebook& notebook);

struct FormSave {
  std::optional<std::vector<RecordId>> ids;  // in the order of the parts that are sent; the first is the form's own record
  std::optional<Failure> failure;            // when nothing was stored
  Check check;                               // for Form::take, to show what is wrong
};

// Checks and stores in one go; nothing or everything. `in_save` runs within the transaction: DraftBook::remove.
FormSave save(const Form& form, Notebook& notebook, const Notebook::InSave& in_save = {});

}  // namespace beatbook::app
